"""Layout profiles: what cannot be inferred from a publisher's plans, stated in YAML."""

from extractors.layouts.profile import Profile, load_profile

__all__ = ["Profile", "load_profile"]
