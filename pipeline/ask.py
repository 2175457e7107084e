"""Named queries: ``pipeline/queries/*.sql``, each with comments that say what it answers and what may be given to it.

    -- it: Quali fasi sono scadute a una data?
    -- en: Which phases are past their end on a day?
    -- param date DATE = current_date: il giorno · the day
    -- param text VARCHAR: la parola · the word                (no default: it must be given)

A default is an SQL expression. What a user gives is cast to the parameter's type and bound, never pasted into the SQL.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz, process

from pipeline.insert import Connection
from pipeline.views import said, stale_views
from schemas.errors import NotADatabase, UnknownQuestion, UsageError

FOLDER = Path(__file__).parent / "queries"
PARAMETER = re.compile(r"^-- param (\w+) (\w+)(?: = (.+?))?: (.+?) · (.+)$", re.MULTILINE)


@dataclass(frozen=True)
class Parameter:
    """What may be given to a query; ``default`` is an SQL expression, None where a value must be given."""

    name: str
    kind: str
    default: str | None
    italian: str
    english: str

    @property
    def usage(self) -> str:
        """As it is written on the command line: ``[--year INTEGER]``."""
        option = f"--{self.name} {self.kind}"
        return option if self.default is None else f"[{option}]"


@dataclass(frozen=True)
class Question:
    """A named query."""

    name: str
    sql: str
    italian: str
    english: str
    parameters: tuple[Parameter, ...]


@cache
def questions() -> dict[str, Question]:
    """Every named query, by its name, in order of the alphabet."""
    return {path.stem: _question(path) for path in sorted(FOLDER.glob("*.sql"))}


def _question(path: Path) -> Question:
    sql = path.read_text(encoding="utf-8")
    parameters = tuple(
        Parameter(name, kind, default or None, italian, english)
        for name, kind, default, italian, english in PARAMETER.findall(sql)
    )
    return Question(path.stem, sql, said(sql, "it"), said(sql, "en"), parameters)


def find_question(name: str) -> Question:
    """The query of that name, ``_`` or ``-`` alike. Raises UnknownQuestion, which names those that sound like it."""
    found = questions().get(name.casefold().replace("_", "-"))
    if found:
        return found
    alike = [match for match, _, _ in process.extract(name, list(questions()), scorer=fuzz.WRatio, score_cutoff=60)]
    perhaps = f"; perhaps {', '.join(alike[:3])}" if alike else ""
    raise UnknownQuestion(name, f"no such question{perhaps}", "list them with `piao ask`")


def parse_options(question: Question, arguments: Sequence[str]) -> dict[str, str]:
    """``--name value`` and ``--name=value`` to a dictionary. Raises UsageError for what the query does not take."""
    known = {parameter.name for parameter in question.parameters}
    given: dict[str, str] = {}
    rest = list(arguments)
    while rest:
        option, equals, value = rest.pop(0).partition("=")
        name = option.removeprefix("--").replace("-", "_")
        if not option.startswith("--") or name not in known:
            takes = ", ".join(f"--{name}" for name in sorted(known))
            raise UsageError(f"{question.name} takes no {option}; it takes {takes or 'nothing'}")
        if not equals:
            if not rest:
                raise UsageError(f"{question.name}: {option} needs a value")
            value = rest.pop(0)
        given[name] = value
    return given


def bind(con: Connection, question: Question, given: Mapping[str, str]) -> dict[str, Any]:
    """A value of its type for each parameter: the one given, else its default. Raises UsageError."""
    values: dict[str, Any] = {}
    for parameter in question.parameters:
        text = given.get(parameter.name)
        if text is not None:
            value = _one(con, f"SELECT TRY_CAST($value AS {parameter.kind})", {"value": text})
            if value is None:
                raise UsageError(f"{question.name}: --{parameter.name}: {text!r} is no {parameter.kind}")
        elif parameter.default is not None:
            value = _one(con, f"SELECT CAST({parameter.default} AS {parameter.kind})")
        else:
            raise UsageError(f"{question.name} needs {parameter.usage}: {parameter.english}")
        values[parameter.name] = value
    return values


def _one(con: Connection, sql: str, parameters: Mapping[str, str] | None = None) -> Any:
    row = con.execute(sql, parameters).fetchone()
    return row[0] if row else None


def ask(con: Connection, question: Question, given: Mapping[str, str] | None = None) -> Connection:
    """Run a named query; the answer is read from the cursor that it returns."""
    require_views(con)
    return con.execute(question.sql, bind(con, question, given or {}))


def require_views(con: Connection) -> None:
    """Raise NotADatabase for a database without the views of this version."""
    if stale_views(con):
        raise NotADatabase("the database lacks the views of this version; `piao convert` brings it up to date")


def questions_reference() -> str:
    """Markdown: each question in both languages, with what may be given to it."""
    parts = [
        "# Questions",
        "Generated from the comments in `pipeline/queries/` by `make docs`: change them there. "
        "`piao ask NAME` answers a question, `piao ask NAME --sql` prints its SQL.",
    ]
    for question in questions().values():
        parts += [f"## {question.name}", question.english, f"*{question.italian}*"]
        lines = [
            f"- `--{each.name}` ({each.kind}, {_default(each)}): {each.english} · *{each.italian}*"
            for each in question.parameters
        ]
        parts += ["\n".join(lines)] if lines else []
    return "\n\n".join(parts) + "\n"


def _default(parameter: Parameter) -> str:
    """What holds where nothing is given."""
    if parameter.default is None:
        return "needed"
    return {"''": "all", "NULL": "all", "current_date": "today"}.get(parameter.default, parameter.default)
