"""A page's tables: cells with row and column spans, and the words that stand in no table."""

from extractors.grid.model import Cell, Grid, Line
from extractors.grid.page_tables import PageTables, tables_of

__all__ = ["Cell", "Grid", "Line", "PageTables", "tables_of"]
