"""What an audit prints: the findings of one plan or of all, by severity, with what they mean and their pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby
from typing import Literal, get_args

from pipeline.insert import Connection
from schemas.errors import PiaoError
from schemas.findings import KINDS
from schemas.records import Level

Language = Literal["en", "it"]

SHOWN = 10
"""Findings of one kind that the text shows of a plan, unless it shows all."""
LEVELS: tuple[Level, ...] = get_args(Level)
HEADER = ("plan_id", "file_name", "level", "code", "title", "page", "message", "advice", "table_name", "row_id")
_NAMES = {
    "en": {"error": ("error", "errors"), "warning": ("warning", "warnings"), "info": ("note", "notes")},
    "it": {"error": ("errore", "errori"), "warning": ("avviso", "avvisi"), "info": ("nota", "note")},
}
_WORDS = {
    "en": {
        "page": "p.",
        "more": "more (--all shows them)",
        "none": "nothing to say",
        "all": "Findings",
        "what": "What to do",
    },
    "it": {
        "page": "p.",
        "more": "altri (--all li mostra)",
        "none": "nulla da dire",
        "all": "Rilievi",
        "what": "Che fare",
    },
}


@dataclass(frozen=True, slots=True)
class Row:
    """A finding with the words of the catalogue; the columns of `HEADER`."""

    plan_id: str
    file_name: str
    level: str
    code: str
    title: str
    page: int | None
    message: str
    advice: str
    table_name: str | None
    row_id: str | None

    @property
    def values(self) -> tuple[object, ...]:
        return tuple(getattr(self, name) for name in HEADER)


def audit(con: Connection, plan_id: str | None = None, least: Level = "info", language: Language = "en") -> list[Row]:
    """The findings of a plan, or of all: plan by plan, the gravest first, by code and page.

    ``least`` leaves out what is less grave. An error of reading (``E_…``) is its own title.
    """
    wanted = LEVELS[: LEVELS.index(least) + 1]
    found = con.execute(
        "SELECT plan_id, file_name, level, code, page, message, table_name, row_id "
        "FROM findings JOIN plans USING (plan_id) "
        "WHERE ($plan_id IS NULL OR plan_id = $plan_id) AND list_contains($levels::VARCHAR[], level)",
        {"plan_id": plan_id, "levels": list(wanted)},
    ).fetchall()
    order = {code: number for number, code in enumerate(KINDS)}
    rows = [
        Row(plan, file, level, code, *_words(code, language, page, message), table, row_id)
        for plan, file, level, code, page, message, table, row_id in found
    ]
    return sorted(
        rows,
        key=lambda r: (
            r.file_name,
            r.plan_id,
            LEVELS.index(_level(r)),
            order.get(r.code, -1),
            r.page or 0,
            r.row_id or "",
        ),
    )


def _level(row: Row) -> Level:
    return next(level for level in LEVELS if level == row.level)


def _words(code: str, language: Language, page: int | None, message: str) -> tuple[str, int | None, str, str]:
    """Title, page, message and advice of a finding."""
    kind = KINDS.get(code)
    if kind is None:
        return code, page, message, PiaoError.what_to_do
    if language == "it":
        return kind.title_it, page, message, kind.advice_it
    return kind.title, page, message, kind.advice


def counted(rows: Iterable[Row], language: Language = "en") -> str:
    """``3 errors, 12 warnings, 5 notes``."""
    levels = [row.level for row in rows]
    names = _NAMES[language]
    told = [f"{levels.count(n)} {names[n][levels.count(n) > 1]}" for n in LEVELS if n in levels]
    return ", ".join(told) or _WORDS[language]["none"]


def as_text(rows: Sequence[Row], every: bool = False, language: Language = "en") -> Iterator[str]:
    """Lines for the eye: plan, level, kind with its findings; the first `SHOWN` of a kind unless ``every``."""
    words = _WORDS[language]
    for file_name, of_plan in groupby(rows, key=lambda row: (row.file_name, row.plan_id)):
        mine = list(of_plan)
        yield f"{file_name[0]}: {counted(mine, language)}"
        for (level, _, title), group in groupby(mine, key=lambda row: (row.level, row.code, row.title)):
            same = list(group)
            yield f"  {_NAMES[language][level][0].upper()} {title}" + (f" ({len(same)})" if len(same) > 1 else "")
            for row in same if every else same[:SHOWN]:
                place = f"{words['page']} {row.page}" if row.page else "-"
                yield f"    {place:<8}{row.message}"
            if len(same) > SHOWN and not every:
                yield f"    {'…':<8}{len(same) - SHOWN} {words['more']}"
            yield f"    {'→':<8}{same[0].advice}"
        yield ""
    if not rows:
        yield words["none"]


_STYLE = (
    "body{font:15px/1.45 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a}"
    "h2{margin:2.5rem 0 .3rem}h3{margin:1.2rem 0 .2rem}p{margin:.2rem 0 .4rem;color:#444}"
    "table{border-collapse:collapse;width:100%}td{border-top:1px solid #ddd;padding:.25rem .5rem;vertical-align:top}"
    "td:first-child{white-space:nowrap;width:4rem;color:#555}.error h3{color:#b00020}.warning h3{color:#8a5a00}"
    ".info h3{color:#335c85}code{color:#555}"
)


def as_html(rows: Sequence[Row], language: Language = "en") -> Iterator[str]:
    """One page that needs nothing beside it."""
    words = _WORDS[language]
    yield f'<!doctype html><html lang="{language}"><head><meta charset="utf-8">'
    yield f"<title>piao: {words['all']}</title><style>{_STYLE}</style></head><body><h1>{words['all']}</h1>"
    for key, of_plan in groupby(rows, key=lambda row: (row.file_name, row.plan_id)):
        mine = list(of_plan)
        yield f"<h2>{escape(key[0])}</h2><p>{counted(mine, language)}</p>"
        for (level, code, title), group in groupby(mine, key=lambda row: (row.level, row.code, row.title)):
            same = list(group)
            yield f'<section class="{level}"><h3>{escape(title)} ({len(same)}) <code>{escape(code)}</code></h3>'
            yield f"<p>{words['what']}: {escape(same[0].advice)}</p><table>"
            for row in same:
                page = f"{words['page']} {row.page}" if row.page else ""
                yield f"<tr><td>{page}</td><td>{escape(row.message)}</td></tr>"
            yield "</table></section>"
    if not rows:
        yield f"<p>{words['none']}</p>"
    yield "</body></html>"
