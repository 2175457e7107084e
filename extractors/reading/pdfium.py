"""PDFium's view of a page: characters, paths and images, turned the way a viewer turns them."""

from __future__ import annotations

import ctypes
import math
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from itertools import repeat
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from extractors.reading import calls
from extractors.reading.calls import Handle
from extractors.reading.content import Box, Image, PageContent
from extractors.reading.engine import Note
from extractors.reading.paths import THICK_STROKE, Subpath, classify
from extractors.reading.upright import upright
from extractors.reading.words import Chars, Style, words_of
from schemas.errors import BrokenPdf, NoPages, PasswordNeeded

Matrix = tuple[float, float, float, float, float, float]
Column = list[float]
IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)
MAX_OBJECTS = 60_000
"""Objects read of one page: more is a drawing (or an attack), and edges are searched in quadratic time."""
MAX_DEPTH = 12


class PdfiumEngine:
    """A document open in PDFium; close it, or use it for one plan and let the process end."""

    def __init__(self, path: Path, password: str | None = None, called: Path | None = None) -> None:
        """``called`` is the name for errors, where ``path`` is a copy that was made of the user's file."""
        called = called or path
        try:
            self._doc = pdfium.PdfDocument(path, password=password)
        except pdfium.PdfiumError as error:
            if "password" in str(error).casefold():
                raise _locked(called, password) from error
            raise BrokenPdf(called) from error
        self._path = called
        self.notes: list[Note] = []
        self.page_count = len(self._doc)
        if not self.page_count:
            self.close()
            raise NoPages(called)

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

    def picture(self, number: int, dpi: float) -> Any:
        """The page as grey values (a numpy array)."""
        page = self._doc[number - 1]
        try:
            return page.render(scale=dpi / 72, grayscale=True).to_numpy().copy()
        finally:
            page.close()

    def save_pages(self, numbers: Sequence[int], to: Path) -> None:
        """Write some of the pages as a PDF without password."""
        with pdfium.PdfDocument.new() as part:
            part.import_pages(self._doc, [number - 1 for number in numbers])
            part.save(to)


def _locked(path: Path, password: str | None) -> PasswordNeeded:
    return PasswordNeeded(path, "does not open with the password given") if password else PasswordNeeded(path)


def _read(handle: object, number: int) -> PageContent:
    shown = Frame(handle)
    page = PageContent(number, shown.width, shown.height)
    text = raw.FPDFText_LoadPage(handle)
    if text:
        try:
            page.words = words_of(_chars(text, shown), _Styles(text, shown.rotation))
        finally:
            raw.FPDFText_ClosePage(text)
    _Drawing(page, shown).read(handle)
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

    def points(self, matrix: Matrix, corners: list[tuple[float, float]]) -> list[tuple[float, float]]:
        """Points of an object's own space as shown."""
        a, b, c, d, e, f = matrix
        if self.rotation == 0:
            left, top = self.left, self.top
            return [(a * x + c * y + e - left, top - (b * x + d * y + f)) for x, y in corners]
        return [self.point(a * x + c * y + e, b * x + d * y + f) for x, y in corners]

    def columns(
        self, left: Column, top: Column, right: Column, bottom: Column
    ) -> tuple[Column, Column, Column, Column]:
        """Boxes given by their sides: x0, top, x1, bottom of each as shown."""
        if self.rotation == 0:
            x, y = self.left, self.top
            return [a - x for a in left], [y - a for a in top], [a - x for a in right], [y - a for a in bottom]
        x0, y0, x1, y1 = zip(*map(self.box, left, bottom, right, top), strict=True) if left else ((), (), (), ())
        return list(x0), list(y0), list(x1), list(y1)


def _chars(text: object, shown: Frame) -> Chars:
    """All characters of a page with their boxes; those of white space mean nothing."""
    count, handle = raw.FPDFText_CountChars(text), calls.handle_of(text)
    boxes = (ctypes.c_float * (4 * count))()
    start = ctypes.addressof(boxes)
    deque(map(calls.loose_box, repeat(handle), range(count), range(start, start + 16 * count, 16)), maxlen=0)
    sides = boxes[0::4], boxes[1::4], boxes[2::4], boxes[3::4]
    return Chars(_text(handle, count), *shown.columns(*sides))


def _text(handle: Handle, count: int) -> str:
    """The page's text, one letter a character: at once, or one by one where some have no letter or half of one."""
    buffer = (ctypes.c_uint16 * (count + 1))()
    written = calls.get_text(handle, 0, count, ctypes.addressof(buffer))
    text = bytes(buffer)[: 2 * max(written - 1, 0)].decode("utf-16-le", "surrogatepass")
    if len(text) == count:
        return text
    codes = map(calls.get_unicode, repeat(handle), range(count))
    return "".join([chr(code) if code < 0x110000 else "\ufffd" for code in codes])


class _Styles:
    """Weight and slant of a character's font and its reading direction, asked once a text object and once a font."""

    def __init__(self, text: object, rotation: int) -> None:
        self._page_turn = 90 * rotation
        self._text = calls.handle_of(text)
        self._objects: dict[Handle, Style] = {}
        self._fonts: dict[Handle, tuple[bool, bool]] = {0: (False, False)}

    def __call__(self, index: int) -> Style:
        handle = calls.text_object(self._text, index)
        if not handle:
            return False, False, self._turn(index)
        found = self._objects.get(handle)
        if found is None:
            bold, italic = self._font(calls.font_of(handle) or 0)
            found = bold or calls.render_mode(handle) == 2, italic, self._turn(index)
            self._objects[handle] = found
        return found

    def _turn(self, index: int) -> int:
        angle = calls.char_angle(self._text, index)
        return (round(math.degrees(angle) / 90) * 90 + self._page_turn) % 360 if angle > 0.1 else self._page_turn

    def _font(self, handle: Handle) -> tuple[bool, bool]:
        if handle not in self._fonts:
            self._fonts[handle] = _font_style(ctypes.cast(handle, raw.FPDF_FONT))
        return self._fonts[handle]


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


class _Drawing:
    """Sorts what a page draws into its rules, shadings and images."""

    def __init__(self, page: PageContent, shown: Frame) -> None:
        self._page, self._shown = page, shown
        self._room = MAX_OBJECTS
        self._floats, self._numbers = (ctypes.c_float * 6)(), (ctypes.c_uint * 4)()
        self._at_floats = range(ctypes.addressof(self._floats), ctypes.addressof(self._floats) + 24, 4)
        self._at_numbers = range(ctypes.addressof(self._numbers), ctypes.addressof(self._numbers) + 16, 4)

    def read(self, handle: object) -> None:
        count = raw.FPDFPage_CountObjects(handle)
        objects = list(map(calls.page_object, repeat(calls.handle_of(handle)), range(count)))
        for obj, kind in zip(objects, map(calls.type_of, objects), strict=True):
            if kind != raw.FPDF_PAGEOBJ_TEXT:
                self._object(obj, kind, IDENTITY, 0)

    def _object(self, obj: Handle, kind: int, outer: Matrix, depth: int) -> None:
        if self._room <= 0:
            return
        self._room -= 1
        if kind == raw.FPDF_PAGEOBJ_PATH:
            self._path(obj, outer)
        elif kind == raw.FPDF_PAGEOBJ_IMAGE:
            inner = _times(self._matrix(obj), outer)
            xs, ys = zip(*self._shown.points(inner, [(0, 0), (1, 0), (0, 1), (1, 1)]), strict=True)
            self._page.images.append(Image(Box(min(xs), min(ys), max(xs), max(ys))))
        elif kind == raw.FPDF_PAGEOBJ_FORM and depth < MAX_DEPTH:
            inner = _times(self._matrix(obj), outer)
            for index in range(raw.FPDFFormObj_CountObjects(ctypes.cast(obj, raw.FPDF_PAGEOBJECT))):
                part = calls.form_object(obj, index)
                self._object(part, calls.type_of(part), inner, depth + 1)

    def _path(self, obj: Handle, outer: Matrix) -> None:
        fill, stroke = self._at_numbers[:2]
        calls.draw_mode(obj, fill, stroke)
        filled, stroked = self._numbers[:2]
        paint = self._colour(obj, calls.fill_colour) if filled else None
        line = self._colour(obj, calls.stroke_colour) if stroked else None
        if paint is None and line is None:
            return
        drawn = line is not None and self._width(obj) < THICK_STROKE
        for subpath in self._subpaths(obj, _times(self._matrix(obj), outer), drawn):
            classify(subpath, paint, drawn, self._page)

    def _subpaths(self, obj: Handle, matrix: Matrix, stroked: bool) -> Iterator[Subpath]:
        """The path's corners, piece by piece; whether a piece is closed is asked only where it is stroked."""
        floats, (at_x, at_y) = self._floats, self._at_floats[:2]
        as_shown = self._shown.points
        corners: list[tuple[float, float]] = []
        closed = curved = False
        for segment in map(calls.path_segment, repeat(obj), range(min(calls.count_segments(obj), MAX_OBJECTS))):
            kind = calls.segment_type(segment)
            calls.segment_point(segment, at_x, at_y)
            if kind == raw.FPDF_SEGMENT_MOVETO:
                if len(corners) > 1:
                    yield Subpath(as_shown(matrix, corners), closed, curved)
                corners, closed, curved = [], False, False
            elif kind == raw.FPDF_SEGMENT_BEZIERTO:
                curved = True
            corners.append((floats[0], floats[1]))
            closed = closed or (stroked and bool(calls.segment_closes(segment)))
        if len(corners) > 1:
            yield Subpath(as_shown(matrix, corners), closed, curved)

    def _width(self, obj: Handle) -> float:
        calls.stroke_width(obj, self._at_floats[0])
        return self._floats[0]

    def _colour(self, obj: Handle, ask: Callable[..., int]) -> tuple[int, int, int] | None:
        """Red, green, blue; None for what is transparent."""
        if not ask(obj, *self._at_numbers):
            return 0, 0, 0
        red, green, blue, alpha = self._numbers
        return (red, green, blue) if alpha else None

    def _matrix(self, obj: Handle) -> Matrix:
        a, b, c, d, e, f = self._floats[:] if calls.matrix_of(obj, self._at_floats[0]) else IDENTITY
        return a, b, c, d, e, f


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
