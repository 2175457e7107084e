"""pdfplumber's page objects, fed from PDFium.

    with PlumberDocument(path) as document:
        page = document.page(12)
        page.find_tables()
        page.crop((0, 0, page.width, 200)).extract_text()
        page.to_image(resolution=144).debug_tablefinder().save("page12.png")

A page is a ``pdfplumber.page.Page`` whose ``objects`` stand there already, so pdfminer never parses it. Coordinates are
those of ``PageContent``: points from the top-left corner of the page as a viewer shows it, and upright where the text
was drawn sideways. Each page is closed in PDFium before it is handed over: memory does not grow with the page count.
"""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw
from pdfplumber.display import DEFAULT_RESOLUTION, PageImage
from pdfplumber.page import Page
from PIL import Image as Pictures

from extractors.reading import Box, PageContent, Rule
from extractors.reading.pdfium import Frame, PdfiumEngine
from extractors.reading.words import LIGATURES

Object = dict[str, Any]
"""A pdfplumber object: ``object_type``, ``x0``, ``top``, ``x1``, ``bottom``, … in points."""
FONT_NAME = 128
"""Bytes of a font's name that are read."""


class PlumberDocument:
    """A PDF whose pages come as pdfplumber pages; use it in a ``with`` block, or close it."""

    def __init__(self, path: Path, password: str | None = None) -> None:
        self.path, self.password = Path(path), password
        self._engine = PdfiumEngine(self.path, password)
        self._pdf = pdfium.PdfDocument(self.path, password=password)
        self.page_count = self._engine.page_count

    def __enter__(self) -> PlumberDocument:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._engine.close()
        self._pdf.close()

    def page(self, number: int) -> PlumberPage:
        """Page ``number``, from 1. Raises ``schemas.errors.BrokenPdf`` where it cannot be loaded."""
        content = self._engine.page(number)
        with pdfium_page(self._pdf, number) as handle:
            chars = list(_chars(handle, content))
        return PlumberPage(content, chars, self.path, self.password)

    def pages(self) -> Iterator[PlumberPage]:
        """All pages, each read when it is asked for."""
        for number in range(1, self.page_count + 1):
            page = self.page(number)
            yield page
            page.close()


class PlumberPage(Page):
    """A pdfplumber page made of a ``PageContent``.

    Ruling lines are ``line`` objects; shadings are ``rect`` objects, and their sides are no edges, so a shaded cell
    does not become a table; without ``chars`` the letters share their word's box evenly.
    """

    def __init__(
        self,
        content: PageContent,
        chars: list[Object] | None = None,
        path: Path | None = None,
        password: str | None = None,
    ) -> None:
        # Page.__init__ asks a pdfminer page for what ``content`` knows; what other methods ask of it is set here
        self.content = content
        self.pdf: Any = SimpleNamespace(path=path, password=password, stream=None, laparams=None, unicode_norm=None)
        self.page_obj: Any = SimpleNamespace(annots=None, attrs={})
        self.root_page = self
        self.page_number, self.initial_doctop, self.rotation = content.number, 0, 0
        size = round(content.width, 3), round(content.height, 3)  # PDFium's are single precision
        self.mediabox = self.cropbox = self.bbox = (0, 0, *size)
        self.get_textmap = lru_cache()(self._get_textmap)
        self._objects = _objects(content, chars)

    @property
    def rect_edges(self) -> list[Object]:
        return []

    def to_image(
        self,
        resolution: float | None = None,
        width: float | None = None,
        height: float | None = None,
        antialias: bool = True,
        force_mediabox: bool = False,
    ) -> PageImage:
        """The page's picture to draw on; give at most one of dots per inch, width and height in pixels."""
        if width is not None:
            resolution = 72 * width / self.width
        elif height is not None:
            resolution = 72 * height / self.height
        resolution = resolution or DEFAULT_RESOLUTION
        if self.pdf.path is None:
            size = (round(self.width * resolution / 72), round(self.height * resolution / 72))
            picture = Pictures.new("RGB", size, "white")
        else:
            shown = render(self.pdf.path, self.page_number, resolution / 72, self.pdf.password)
            picture = shown.rotate(self.content.turn, expand=True)  # as far as the text was turned to be upright
        return PageImage(self, original=picture, resolution=resolution, antialias=antialias)


class pdfium_page:
    """A page's raw handle, closed at the end of the block."""

    def __init__(self, pdf: pdfium.PdfDocument, number: int) -> None:
        self._page = pdf[number - 1]

    def __enter__(self) -> Any:
        return self._page.raw

    def __exit__(self, *_: object) -> None:
        self._page.close()


def render(path: Path, number: int, scale: float, password: str | None = None) -> Pictures.Image:
    """Page ``number`` as a viewer shows it; ``scale`` is pixels per point."""
    pdf = pdfium.PdfDocument(path, password=password)
    try:
        page = pdf[number - 1]
        picture: Pictures.Image = page.render(scale=scale, may_draw_forms=False).to_pil().convert("RGB")
        page.close()
        return picture
    finally:
        pdf.close()


def _objects(content: PageContent, chars: list[Object] | None) -> dict[str, list[Object]]:
    return {
        "char": _letters(content) if chars is None else chars,
        "line": [_line(rule, content) for rule in content.rules],
        "rect": [
            _object("rect", s.box, content, fill=True, stroke=False, linewidth=0, non_stroking_color=_unit(s.colour))
            for s in content.shadings
        ],
        "image": [_object("image", image.box, content) for image in content.images],
    }


def _object(kind: str, box: Box, content: PageContent, **more: object) -> Object:
    return {
        "object_type": kind,
        "page_number": content.number,
        "x0": box.x0,
        "top": box.top,
        "x1": box.x1,
        "bottom": box.bottom,
        "y0": content.height - box.bottom,
        "y1": content.height - box.top,
        "doctop": box.top,
        "width": box.width,
        "height": box.height,
        **more,
    }


def _line(rule: Rule, content: PageContent) -> Object:
    box = Box(rule.x0, rule.top, rule.x1, rule.bottom)
    return _object("line", box, content, pts=[box[:2], box[2:]], linewidth=0, stroke=True, fill=False)


def _unit(colour: tuple[int, int, int]) -> tuple[float, ...]:
    return tuple(round(part / 255, 3) for part in colour)


def _letters(content: PageContent) -> list[Object]:
    """Characters guessed from the words: each has an even share of its word's box, in reading direction."""
    chars: list[Object] = []
    for word in content.words:
        count = len(word.text)
        for n, letter in enumerate(word.text):
            a, b = n / count, (n + 1) / count
            if word.angle == 90:
                box = word.box._replace(top=_at(word.top, word.bottom, a), bottom=_at(word.top, word.bottom, b))
            elif word.angle == 270:
                box = word.box._replace(top=_at(word.bottom, word.top, b), bottom=_at(word.bottom, word.top, a))
            else:
                box = word.box._replace(x0=_at(word.x0, word.x1, a), x1=_at(word.x0, word.x1, b))
            level = word.angle in (0, 180)
            chars.append(_object("char", box, content, text=letter, size=word.size, upright=level, fontname=""))
    return chars


def _at(start: float, end: float, share: float) -> float:
    return start + share * (end - start)


def _chars(handle: Any, content: PageContent) -> Iterator[Object]:
    """The printed characters; a space lies between its neighbours, for the file's own may have no width."""
    text = raw.FPDFText_LoadPage(handle)
    if not text:
        return
    try:
        yield from _spaced(_printed(text, Frame(handle), content), content)
    finally:
        raw.FPDFText_ClosePage(text)


def _printed(text: Any, shown: Frame, content: PageContent) -> Iterator[Object | None]:
    """Characters in the order of the content stream; None for white space."""
    rect = raw.FS_RECTF()
    name, flags = ctypes.create_string_buffer(FONT_NAME), ctypes.c_int()
    for index in range(raw.FPDFText_CountChars(text)):
        code = raw.FPDFText_GetUnicode(text, index)
        if (code <= 32 and code != 2) or code == 0xA0:
            yield None
            continue
        raw.FPDFText_GetLooseCharBox(text, index, rect)
        box = turned(shown.box(rect.left, rect.bottom, rect.right, rect.top), content)
        letter = "-" if code in (2, 0xFFFE) else chr(code) if code < 0x110000 else "\ufffd"
        named = raw.FPDFText_GetFontInfo(text, index, name, FONT_NAME, flags)
        angle = raw.FPDFText_GetCharAngle(text, index) * 2 / math.pi + shown.rotation
        yield _object(
            "char",
            box,
            content,
            text=LIGATURES.get(letter, letter),
            size=raw.FPDFText_GetFontSize(text, index),
            fontname=name.value.decode("utf-8", "replace") if named else "",
            upright=(round(angle) * 90 - content.turn) % 180 == 0,
        )


def _spaced(chars: Iterable[Object | None], content: PageContent) -> Iterator[Object]:
    last: Object | None = None
    space = False
    for char in chars:
        if char is None:
            space = True
            continue
        if space and last and char["x0"] > last["x1"] and abs(char["bottom"] - last["bottom"]) < 0.5 * last["height"]:
            box = Box(last["x1"], last["top"], char["x0"], last["bottom"])
            more = {key: last[key] for key in ("size", "fontname", "upright")}
            yield _object("char", box, content, text=" ", **more)
        yield char
        last, space = char, False


def turned(box: Box, content: PageContent) -> Box:
    """From the page as a viewer shows it to the upright page: what ``PageContent.as_shown`` undoes."""
    if content.turn == 90:
        return Box(box.top, content.height - box.x1, box.bottom, content.height - box.x0)
    if content.turn == 270:
        return Box(content.width - box.bottom, box.x0, content.width - box.top, box.x1)
    return box
