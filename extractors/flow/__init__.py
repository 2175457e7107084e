"""Pages to one stream of blocks: running heads set apart, tables and cells that a page cuts joined again."""

from extractors.flow.blocks import Block, TableBlock, TextBlock
from extractors.flow.stream import Flow, flow_of

__all__ = ["Block", "Flow", "TableBlock", "TextBlock", "flow_of"]
