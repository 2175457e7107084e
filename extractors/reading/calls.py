"""PDFium's functions that are asked once a character or an object, for speed without ctypes' conversions.

Handles go in and come out as plain integers, results through memory whose address is a plain integer too: that is twice
as fast as pypdfium2's typed functions, and lets ``map`` call them without a step of Python in between.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from typing import Any

import pypdfium2.raw as raw

Handle = int
INT, UINT, FLOAT, POINTER = ctypes.c_int, ctypes.c_uint, ctypes.c_float, ctypes.c_void_p


def _plain(function: Any, result: Any, *arguments: Any) -> Callable[..., Any]:
    address = ctypes.cast(function, POINTER).value
    assert address is not None
    return ctypes.PYFUNCTYPE(result, *arguments)(address)


def handle_of(pointer: object) -> Handle:
    """The plain integer of a pointer that a typed function gave; 0 for none."""
    return ctypes.cast(pointer, POINTER).value or 0  # type: ignore[arg-type]


get_text = _plain(raw.FPDFText_GetText, INT, POINTER, INT, INT, POINTER)
get_unicode = _plain(raw.FPDFText_GetUnicode, UINT, POINTER, INT)
loose_box = _plain(raw.FPDFText_GetLooseCharBox, INT, POINTER, INT, POINTER)
char_angle = _plain(raw.FPDFText_GetCharAngle, FLOAT, POINTER, INT)
text_object = _plain(raw.FPDFText_GetTextObject, POINTER, POINTER, INT)
font_of = _plain(raw.FPDFTextObj_GetFont, POINTER, POINTER)
render_mode = _plain(raw.FPDFTextObj_GetTextRenderMode, INT, POINTER)

page_object = _plain(raw.FPDFPage_GetObject, POINTER, POINTER, INT)
form_object = _plain(raw.FPDFFormObj_GetObject, POINTER, POINTER, UINT)
type_of = _plain(raw.FPDFPageObj_GetType, INT, POINTER)
matrix_of = _plain(raw.FPDFPageObj_GetMatrix, INT, POINTER, POINTER)
draw_mode = _plain(raw.FPDFPath_GetDrawMode, INT, POINTER, POINTER, POINTER)
fill_colour = _plain(raw.FPDFPageObj_GetFillColor, INT, POINTER, POINTER, POINTER, POINTER, POINTER)
stroke_colour = _plain(raw.FPDFPageObj_GetStrokeColor, INT, POINTER, POINTER, POINTER, POINTER, POINTER)
stroke_width = _plain(raw.FPDFPageObj_GetStrokeWidth, INT, POINTER, POINTER)
count_segments = _plain(raw.FPDFPath_CountSegments, INT, POINTER)
path_segment = _plain(raw.FPDFPath_GetPathSegment, POINTER, POINTER, INT)
segment_type = _plain(raw.FPDFPathSegment_GetType, INT, POINTER)
segment_point = _plain(raw.FPDFPathSegment_GetPoint, INT, POINTER, POINTER, POINTER)
segment_closes = _plain(raw.FPDFPathSegment_GetClose, INT, POINTER)
