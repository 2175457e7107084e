"""PDFium's view of a page: characters, paths and images, turned the way a viewer turns them."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as raw
from schemas.errors import BrokenPdf, NoPages, PasswordNeeded

from extractors.reading.content import Box, Image, PageContent, Rule, Shading
from extractors.reading.paths import Subpath, classify
from extractors.reading.upright import upright
from extractors.reading.words import Char, Style, words_of

Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)
MAX_OBJECTS = 60_000
"""Objects read of one page: more is a drawing (or an attack), and edges are searched in quadratic time."""
MAX_DEPTH = 12
NOT_FOUND = 0xFFFFFFFF


class PdfiumEngine:
    """A document open in PDFium; close it, or use it for one plan and let the process end."""

    def __init__(self, path: Path, password: str | None = None) -> None:
        try:
            self._doc = pdfium.PdfDocument(path, password=password)
        except pdfium.PdfiumError as error:
            if "password" in str(error).casefold():
                raise PasswordNeeded(path) from error
            raise BrokenPdf(path) from error
        self._path = path
        self.page_count = len(self._doc)
        if not self.page_count:
            self.close()
            raise NoPages(path)

    def close(self) -> None:
        self._doc.close()

    def page(self, number: int) -> PageContent:
        handle = raw.FPDF_LoadPage(self._doc.raw, number - 1)
        if not handle:
            raise BrokenPdf(self._path)
        try:
            return _read(handle, number)
        finally:
            raw.FPDF_ClosePage(handle)


def _read(handle: object, number: int) -> PageContent:
    shown = Frame(handle)
    page = PageContent(number, shown.width, shown.height)
    text = raw.FPDFText_LoadPage(handle)
    if text:
        try:
            page.words = words_of(_chars(text, shown), _Styles(text))
        finally:
            raw.FPDFText_ClosePage(text)
    for item in _drawn(handle, shown):
        if isinstance(item, Rule):
            page.rules.append(item)
        elif isinstance(item, Shading):
            page.shadings.append(item)
        else:
            page.images.append(item)
    return upright(page)


class Frame:
    """From PDF space (origin bottom left, before /Rotate) to the page as shown (origin top left)."""

    def __init__(self, handle: object) -> None:
        self.rotation = raw.FPDFPage_GetRotation(handle) % 4
        left, bottom, right, top = (ctypes.c_float() for _ in range(4))
        found = raw.FPDFPage_GetCropBox(handle, left, bottom, right, top) or raw.FPDFPage_GetMediaBox(
            handle, left, bottom, right, top
        )
        width, height = raw.FPDF_GetPageWidthF(handle), raw.FPDF_GetPageHeightF(handle)
        self.left, self.bottom = (left.value, bottom.value) if found else (0.0, 0.0)
        if self.rotation % 2:
            self.right, self.top = self.left + height, self.bottom + width
        else:
            self.right, self.top = self.left + width, self.bottom + height
        self.width, self.height = width, height

    def point(self, x: float, y: float) -> tuple[float, float]:
        if self.rotation == 0:
            return x - self.left, self.top - y
        if self.rotation == 1:
            return y - self.bottom, x - self.left
        if self.rotation == 2:
            return self.right - x, y - self.bottom
        return self.top - y, self.right - x

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        xa, ya = self.point(left, bottom)
        xb, yb = self.point(right, top)
        return Box(min(xa, xb), min(ya, yb), max(xa, xb), max(ya, yb))


def _chars(text: object, shown: Frame) -> Iterator[Char]:
    rect = raw.FS_RECTF()
    unicode, loose, get_box = raw.FPDFText_GetUnicode, raw.FPDFText_GetLooseCharBox, shown.box
    upright_page = shown.rotation == 0
    left, top = shown.left, shown.top
    for index in range(raw.FPDFText_CountChars(text)):
        code = unicode(text, index)
        if code <= 32 and code != 2 or code == 0xA0:
            yield index, " ", 0.0, 0.0, 0.0, 0.0
            continue
        loose(text, index, rect)
        char = "-" if code in (2, 0xFFFE) else chr(code) if code < 0x110000 else "\ufffd"
        if upright_page:
            yield index, char, rect.left - left, top - rect.top, rect.right - left, top - rect.bottom
        else:
            yield index, char, *get_box(rect.left, rect.bottom, rect.right, rect.top)


class _Styles:
    """Weight and slant of a character's font, asked once a font, and its reading direction."""

    def __init__(self, text: object) -> None:
        self._text = text
        self._fonts: dict[int, tuple[bool, bool]] = {}

    def __call__(self, index: int) -> Style:
        angle = raw.FPDFText_GetCharAngle(self._text, index)
        turn = round(math.degrees(angle) / 90) * 90 % 360 if angle > 0.1 else 0
        handle = raw.FPDFText_GetTextObject(self._text, index)
        if not handle:
            return False, False, turn
        font = raw.FPDFTextObj_GetFont(handle)
        key = ctypes.addressof(font.contents) if font else 0
        if key not in self._fonts:
            self._fonts[key] = _font_style(font) if font else (False, False)
        bold, italic = self._fonts[key]
        return bold or raw.FPDFTextObj_GetTextRenderMode(handle) == 2, italic, turn


def _font_style(font: object) -> tuple[bool, bool]:
    name = _font_name(font).casefold()
    flags = raw.FPDFFont_GetFlags(font)
    thick = any(part in name for part in ("bold", "black", "heavy")) or raw.FPDFFont_GetWeight(font) >= 600
    return thick or bool(flags & 1 << 18), "italic" in name or "oblique" in name or bool(flags & 1 << 6)


def _font_name(font: object) -> str:
    size = raw.FPDFFont_GetBaseFontName(font, None, 0)
    if size <= 1:
        return ""
    buffer = ctypes.create_string_buffer(size)
    raw.FPDFFont_GetBaseFontName(font, buffer, size)
    return buffer.value.decode("utf-8", "replace")


def _drawn(handle: object, shown: Frame) -> Iterator[Rule | Shading | Image]:
    get, kind_of, text = raw.FPDFPage_GetObject, raw.FPDFPageObj_GetType, raw.FPDF_PAGEOBJ_TEXT
    room = [MAX_OBJECTS]
    for index in range(raw.FPDFPage_CountObjects(handle)):
        obj = get(handle, index)
        if kind_of(obj) != text:
            yield from _object(obj, IDENTITY, shown, 0, room)


def _object(obj: object, outer: Matrix, shown: Frame, depth: int, room: list[int]) -> Iterator[Rule | Shading | Image]:
    kind = raw.FPDFPageObj_GetType(obj)
    if room[0] <= 0:
        return
    room[0] -= 1
    if kind == raw.FPDF_PAGEOBJ_PATH:
        yield from _path(obj, _times(_matrix(obj), outer), shown)
    elif kind == raw.FPDF_PAGEOBJ_IMAGE:
        inner = _times(_matrix(obj), outer)
        corners = [shown.point(*_apply(inner, x, y)) for x, y in ((0, 0), (1, 0), (0, 1), (1, 1))]
        xs, ys = [c[0] for c in corners], [c[1] for c in corners]
        yield Image(Box(min(xs), min(ys), max(xs), max(ys)))
    elif kind == raw.FPDF_PAGEOBJ_FORM and depth < MAX_DEPTH:
        inner = _times(_matrix(obj), outer)
        for index in range(raw.FPDFFormObj_CountObjects(obj)):
            yield from _object(raw.FPDFFormObj_GetObject(obj, index), inner, shown, depth + 1, room)


def _path(obj: object, matrix: Matrix, shown: Frame) -> Iterator[Rule | Shading]:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(obj, fill, stroke)
    if not fill.value and not stroke.value:
        return
    paint = _colour(obj, raw.FPDFPageObj_GetFillColor) if fill.value else None
    line = _colour(obj, raw.FPDFPageObj_GetStrokeColor) if stroke.value else None
    if paint is None and line is None:
        return
    width = ctypes.c_float()
    raw.FPDFPageObj_GetStrokeWidth(obj, width)
    for subpath in _subpaths(obj, matrix, shown):
        yield from classify(subpath, paint, line is not None, width.value)


def _subpaths(obj: object, matrix: Matrix, shown: Frame) -> Iterator[Subpath]:
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[tuple[float, float]] = []
    closed = curved = False
    for index in range(min(raw.FPDFPath_CountSegments(obj), MAX_OBJECTS)):
        segment = raw.FPDFPath_GetPathSegment(obj, index)
        kind = raw.FPDFPathSegment_GetType(segment)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        point = shown.point(*_apply(matrix, x.value, y.value))
        if kind == raw.FPDF_SEGMENT_MOVETO:
            if len(points) > 1:
                yield Subpath(points, closed, curved)
            points, closed, curved = [], False, False
        elif kind == raw.FPDF_SEGMENT_BEZIERTO:
            curved = True
        points.append(point)
        closed = closed or bool(raw.FPDFPathSegment_GetClose(segment))
    if len(points) > 1:
        yield Subpath(points, closed, curved)


def _colour(obj: object, ask: object) -> tuple[int, int, int] | None:
    """Red, green, blue; None for what is transparent."""
    r, g, b, a = (ctypes.c_uint() for _ in range(4))
    if not ask(obj, r, g, b, a):  # type: ignore[operator]
        return 0, 0, 0
    return None if a.value == 0 else (r.value, g.value, b.value)


def _matrix(obj: object) -> Matrix:
    m = raw.FS_MATRIX()
    return (m.a, m.b, m.c, m.d, m.e, m.f) if raw.FPDFPageObj_GetMatrix(obj, m) else IDENTITY


def _times(m: Matrix, n: Matrix) -> Matrix:
    """First ``m``, then ``n``."""
    if n is IDENTITY:
        return m
    return (
        m[0] * n[0] + m[1] * n[2],
        m[0] * n[1] + m[1] * n[3],
        m[2] * n[0] + m[3] * n[2],
        m[2] * n[1] + m[3] * n[3],
        m[4] * n[0] + m[5] * n[2] + n[4],
        m[4] * n[1] + m[5] * n[3] + n[5],
    )


def _apply(m: Matrix, x: float, y: float) -> tuple[float, float]:
    return m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]
