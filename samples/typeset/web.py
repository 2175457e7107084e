"""HTML and CSS set by WeasyPrint, for the samples that a word processor's or a browser's print would resemble."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from pathlib import Path

from weasyprint import HTML
from weasyprint.text.fonts import FontConfiguration

from .content import Plan

PAGE = """
@page { size: %(size)s; margin: 20mm 17mm 18mm 17mm;
  @top-left { content: "%(head)s"; font: italic 8pt Nimbus Sans; color: #444; white-space: nowrap }
  @bottom-right { content: counter(page) "/" counter(pages); font: 8pt Nimbus Sans } }
@page cover { @top-left { content: "" } @bottom-right { content: "" } }
.cover { page: cover; break-after: page; text-align: center; padding-top: 60mm }
.cover p { font-size: 19pt; margin: 9mm 0 }
body { font: 9.5pt/1.35 Nimbus Sans; margin: 0 }
p { margin: 0 0 2mm 0; text-align: justify }
table { border-collapse: collapse; width: 100%%; margin: 1.5mm 0 3mm 0 }
td, th { vertical-align: top; text-align: left; padding: 1mm 1.5mm; white-space: pre-line }
h1 { font-size: 15pt; margin: 3mm 0 } h2 { font-size: 12pt; margin: 4mm 0 2mm }
h3 { font-size: 10pt; margin: 3mm 0 1mm }
"""


def text(value: str | None) -> str:
    return escape(value or "")


def tag(name: str, content: str, **attributes: str | int) -> str:
    """An element; `class_` is the attribute class."""
    given = "".join(f' {key.rstrip("_")}="{value}"' for key, value in attributes.items())
    return f"<{name}{given}>{content}</{name}>"


def row(cells: Iterable[str | None], name: str = "td") -> str:
    return tag("tr", "".join(tag(name, text(cell)) for cell in cells))


def table(
    head: Iterable[str | None], rows: Iterable[Iterable[str | None]], class_: str = "", repeat: bool = False
) -> str:
    """A table; its head is repeated overleaf only if `repeat`."""
    top, body = row(head, "th"), "".join(row(r) for r in rows)
    return tag("table", tag("thead", top) + tag("tbody", body) if repeat else tag("tbody", top + body), class_=class_)


def cover(lines: Iterable[str]) -> str:
    return tag("div", "".join(tag("p", text(line), style="text-align:center") for line in lines), class_="cover")


def write(plan: Plan, path: Path, css: str, body: str, size: str = "A4") -> None:
    style = PAGE % {"size": size, "head": plan.print["head"]} + css
    title = tag("title", text(plan.plan["title"])) + '<meta name="generator" content="piao samples">'
    html = f'<html lang="it"><head>{title}<style>{style}</style></head><body>{body}</body></html>'
    HTML(string=html).write_pdf(path, font_config=FontConfiguration(), pdf_identifier=b"piao")
