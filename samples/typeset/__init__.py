"""From a sample's YAML to its PDF and its gold: `python -m samples.typeset`."""
