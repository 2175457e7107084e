"""PDF pages as words, rules, shadings and images, upright, with boxes in points from the top-left corner."""

from extractors.reading.content import Box, Image, PageContent, Rule, Shading, Word
from extractors.reading.document import open_engine
from extractors.reading.engine import Engine, Note

__all__ = ["Box", "Engine", "Image", "Note", "PageContent", "Rule", "Shading", "Word", "open_engine"]
