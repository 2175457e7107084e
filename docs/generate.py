"""Write the pages of this folder that are generated from the code: ``make docs``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import typer

from cli import app
from pipeline.ask import questions_reference
from pipeline.views import views_reference
from schemas.ddl import data_dictionary
from schemas.findings import catalogue

DOCS = Path(__file__).parent
WIDTH = 100


def cli_reference() -> str:
    """Markdown: the help of ``piao`` and of each of its commands."""
    group: Any = typer.main.get_command(app)
    parts = ["# The command line", "Generated from `piao --help` by `make docs`.", _help(group, "piao")]
    for name, command in group.commands.items():
        parts += [f"## piao {name}", _help(command, f"piao {name}")]
    return "\n\n".join(parts) + "\n"


def _help(command: Any, name: str) -> str:
    context = typer.Context(command, info_name=name, terminal_width=WIDTH, max_content_width=WIDTH)
    return f"```text\n{command.get_help(context).strip()}\n```"


if __name__ == "__main__":
    (DOCS / "cli.md").write_text(cli_reference(), encoding="utf-8")
    (DOCS / "findings.md").write_text(catalogue(), encoding="utf-8")
    (DOCS / "data-dictionary.md").write_text(data_dictionary(), encoding="utf-8")
    (DOCS / "views.md").write_text(views_reference(), encoding="utf-8")
    (DOCS / "questions.md").write_text(questions_reference(), encoding="utf-8")
