"""What a user may set about reading a plan: frozen and picklable, for it travels to the worker processes."""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field


class ReadOptions(BaseModel):
    """Options of ``read_plan``; the limits are against hostile or broken files, no honest plan comes near them."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    lexicons: tuple[Path, ...] = Field(default=(), description="lexicons of the user's own, on top of the built-in one")
    profile: Path | None = Field(default=None, description="layout profile of the publisher, a YAML file")
    password: str | None = Field(default=None, description="password that opens the file", repr=False)
    max_pages: int = Field(default=3000, ge=1, description="a file with more pages is refused")
