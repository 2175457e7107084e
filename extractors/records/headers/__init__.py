"""Header rows: which column of a table holds which field."""

from extractors.records.headers.labels import find_label
from extractors.records.headers.model import MOVED, CellMap, Column, Mapping
from extractors.records.headers.reader import read_header
from extractors.records.headers.rows import ONLY_YEAR, YEAR, columns_of, deepens

__all__ = [
    "MOVED",
    "ONLY_YEAR",
    "YEAR",
    "CellMap",
    "Column",
    "Mapping",
    "columns_of",
    "deepens",
    "find_label",
    "read_header",
]
