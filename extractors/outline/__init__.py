"""How a plan is built: headings with their paths, what frames each table, lists and indexes of the running text.

It reads the same stream of blocks as the label stage, and changes nothing in it but to let go of words.
"""

from extractors.outline.condense import condense
from extractors.outline.frames import Frame, frames_of
from extractors.outline.lists import lists_of
from extractors.outline.titles import Heading, Outline, outline_of

__all__ = ["Frame", "Heading", "Outline", "condense", "frames_of", "lists_of", "outline_of"]
