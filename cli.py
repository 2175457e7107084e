"""The command line: a thin layer over the pipeline. Data goes to stdout, messages to stderr."""

from __future__ import annotations

import errno
import signal
import sys
from pathlib import Path
from typing import Annotated, Any, Literal

import duckdb
import typer
from rich.table import Table as Grid
from rich.text import Text

from pipeline.database import DEFAULT_DATABASE, open_database, read_database
from pipeline.intake import find_files, find_passed_over
from pipeline.options import ReadOptions
from pipeline.progress import Bar, Lines, passed, summary
from pipeline.run import convert as run
from pipeline.terminal import AnswerFormat, print_answer, print_table, say, show_page, write_answer
from pipeline.version import VERSION
from pipeline.workers import GIGABYTE, READER, Limits, cores
from schemas.errors import BadQuery, LexiconError, PiaoError, UsageError

EXIT_CODES = """\b
Exit codes:
  0    done; every plan was converted
  1    some plan failed; the others are in the database
  2    wrong usage: command line, lexicon, database or query
  130  stopped with Ctrl-C; what was converted is kept
"""


class Commands(typer.core.TyperGroup):
    """Turns the errors that users may meet into one line and an exit code."""

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except PiaoError as error:
            say(f"piao: {error}")
            raise typer.Exit(error.exit_code) from error
        except duckdb.Error as error:
            say(f"piao: the database: {' '.join(str(error).split())}")
            raise typer.Exit(2) from error
        except OSError as error:  # a full disk; a reader of our output that has gone away is no news
            if error.errno == errno.EPIPE:
                raise
            say(f"piao: {error.filename or 'the output'}: {error.strerror}")
            raise typer.Exit(2) from error
        except KeyboardInterrupt as stop:
            say("piao: stopped; what was converted is kept")
            raise typer.Exit(130) from stop


def examples(*commands: str) -> str:
    """The block that closes the help of a command."""
    return "\b\nExamples:\n" + "\n".join(f"  {command}" for command in commands)


app = typer.Typer(
    cls=Commands,
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog=EXIT_CODES
    + "\n"
    + examples(
        "piao convert plans/",
        "piao show montefosco 3",
        'piao query "SELECT name, count(*) FROM objectives JOIN entities USING (entity_id) GROUP BY ALL"',
    ),
)

Lexicons = Annotated[
    list[Path] | None,
    typer.Option("--lexicon", help="A YAML file with labels of your own; may be given more than once.", metavar="FILE"),
]
Profile = Annotated[
    Path | None, typer.Option("--profile", help="A YAML file with what a layout does not tell.", metavar="FILE")
]
WhichPlan = Annotated[
    str, typer.Argument(help="Its id, the beginning of its id, or a part of its file name.", metavar="PLAN")
]
OnlyPlan = Annotated[str | None, typer.Option("--plan", help="Only this plan, named as for `show`.")]
Database = Annotated[Path, typer.Option("--db", help="The database.", metavar="FILE")]
AnswerForm = Annotated[AnswerFormat, typer.Option("--format", "-f", help="Form of the answer.")]


def checked(lexicons: list[Path] | None) -> tuple[Path, ...]:
    """Lexicon files as options want them. Raises LexiconError for one that is not there."""
    for path in lexicons or []:
        if not path.is_file():
            raise LexiconError(path, "no such file", "check the path")
    return tuple(lexicons or ())


@app.callback(invoke_without_command=True)
def main(
    version: Annotated[bool, typer.Option("--version", help="Print the version and leave.", is_eager=True)] = False,
) -> None:
    """Turn the PDF plans of Italian public bodies into rows in DuckDB.

    The plans: PIAO, PEG, Piano della performance, Relazione sulla performance.
    """
    if version:
        print(f"piao {VERSION}")
        raise typer.Exit


# --- convert ---


@app.command(
    "convert",
    epilog=examples(
        "piao convert plan.pdf",
        "piao convert plans/ other/peg_2025.pdf --db out/plans.duckdb --jobs 4",
        "piao convert plans/ --lexicon my_labels.yaml",
    ),
)
def convert_command(
    paths: Annotated[list[Path], typer.Argument(help="PDFs, and folders with PDFs in them.", metavar="PATH")],
    db: Database = DEFAULT_DATABASE,
    lexicon: Lexicons = None,
    profile: Profile = None,
    jobs: Annotated[int, typer.Option("--jobs", "-j", help="Files read at a time (0: one a core).", min=0)] = 0,
    timeout: Annotated[float, typer.Option("--timeout", help="Seconds that one file may take.", min=0.1)] = 600.0,
    memory: Annotated[float, typer.Option("--memory", help="GB of memory that one file may take.", min=0.5)] = 4.0,
    max_pages: Annotated[int, typer.Option("--max-pages", help="Refuse a file with more pages.", min=1)] = 3000,
    password: Annotated[
        str | None, typer.Option("--password", envvar="PIAO_PASSWORD", help="Password of locked files.")
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but errors.")] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Print the traceback of unforeseen errors.")] = False,
    reader: Annotated[str, typer.Option(hidden=True)] = READER,
) -> None:
    """Convert plans into the database.

    A plan that is there already is replaced. A file that cannot be read becomes a row of `plans` that says why; the
    others are converted all the same.
    """
    files = find_files(paths)
    passed_over = find_passed_over(paths)
    if not files:
        raise UsageError("there is no PDF in there; name PDFs, or folders with PDFs in them")
    if passed_over and not quiet:
        say(passed(passed_over))
    options = ReadOptions(lexicons=checked(lexicon), profile=profile, password=password, max_pages=max_pages)
    limits = Limits(seconds=timeout, memory=int(memory * GIGABYTE))
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # stop as cleanly as with Ctrl-C, and leave no worker
    watcher = (Bar if sys.stderr.isatty() else Lines)(len(files), quiet=quiet, debug=debug)
    with open_database(db) as con, watcher:
        outcomes = run(files, con, options, jobs=jobs or cores(), limits=limits, reader=reader, watcher=watcher)
    if not quiet:
        show_page(summary(outcomes))
        say(watcher.closing(db))
    if any(outcome.failed for outcome in outcomes):
        raise typer.Exit(1)


# --- show ---


@app.command(epilog=examples("piao show montefosco", "piao show montefosco 3", "piao show 5f2a OB12"))
def show(
    plan: WhichPlan,
    objective: Annotated[
        str | None,
        typer.Argument(help="Its position, code or id, or a part of its title; else the list.", metavar="OBJECTIVE"),
    ] = None,
    db: Database = DEFAULT_DATABASE,
) -> None:
    """Print a plan's objectives, or one objective's card."""
    from pipeline.lookup import find_objective, find_plan, require_tables
    from pipeline.show import card, plan_page

    with read_database(db) as con:
        require_tables(con)
        which = find_plan(con, plan)
        show_page(card(con, which, find_objective(con, which, objective)) if objective else plan_page(con, which))


# --- query ---


@app.command(
    epilog=examples(
        'piao query "SELECT file_name, status, error FROM plans"',
        'piao query "SELECT title, weight FROM objectives ORDER BY weight DESC" --format csv > weights.csv',
        'echo "FROM indicators SELECT kind, count(*) GROUP BY ALL" | piao query - --format json',
    )
)
def query(
    sql: Annotated[str, typer.Argument(help="The query; - takes it from standard input.", metavar="SQL")],
    format: AnswerForm = "table",
    db: Database = DEFAULT_DATABASE,
) -> None:
    """Ask the database, in SQL.

    It is opened for reading only. Its tables are described in docs/data-dictionary.md, its views in docs/views.md,
    and the columns of both in its own table `dictionary`.
    """
    sql = sys.stdin.read() if sql == "-" else sql
    with read_database(db) as con:
        try:
            print_answer(con.execute(sql), format)
        except duckdb.Error as error:
            raise BadQuery("the query", f"cannot be run ({' '.join(str(error).split())})") from error


# --- ask ---


@app.command(
    context_settings={"allow_extra_args": True, "ignore_unknown_options": True},
    epilog=examples(
        "piao ask",
        "piao ask payment-times --entity montefosco",
        "piao ask overdue --date 2025-06-30 --format csv > overdue.csv",
        'piao ask search --text "piste ciclabili" --year 2025',
        "piao ask overdue --sql",
    ),
)
def ask(
    context: typer.Context,
    name: Annotated[
        str | None, typer.Argument(help="The question; without it, all are listed.", metavar="NAME")
    ] = None,
    format: AnswerForm = "table",
    sql: Annotated[bool, typer.Option("--sql", help="Print the question's SQL instead of running it.")] = False,
    db: Database = DEFAULT_DATABASE,
) -> None:
    """Answer a question that has a name.

    Each question takes options of its own, which the list shows: most take `--entity`, a part of a body's name or id,
    and `--year`. Objectives that a plan prints several times count once.
    """
    from pipeline.ask import ask as answer
    from pipeline.ask import find_question, parse_options, questions

    if name is None:
        header = ["name", "italiano", "English", "options"]
        rows = [(q.name, q.italian, q.english, " ".join(p.usage for p in q.parameters)) for q in questions().values()]
        if format == "table":
            print_table(header, rows)
        else:
            write_answer(header, rows, format)
        return
    question = find_question(name)
    if sql:
        print(question.sql.rstrip())
        return
    options = parse_options(question, context.args)
    with read_database(db) as con:
        print_answer(answer(con, question, options), format)


# --- tables ---


@app.command(
    epilog=examples(
        "piao tables montefosco",
        "piao tables montefosco --unread",
        "piao tables montefosco 12",
        "piao tables montefosco 12 --format csv > table12.csv",
    )
)
def tables(
    plan: WhichPlan,
    number: Annotated[
        str | None, typer.Argument(help="The table's number in the list; else the list.", metavar="N")
    ] = None,
    unread: Annotated[bool, typer.Option("--unread", help="Only tables that fed no record.")] = False,
    lists: Annotated[
        bool, typer.Option("--lists", help="Lists and indexes of the running text too: l1, l2, …")
    ] = False,
    format: AnswerForm = "table",
    db: Database = DEFAULT_DATABASE,
) -> None:
    """List a plan's tables, or print one.

    All tables are kept, whether they became records or not: with heading, header, merged cells and notes, and in one
    piece where pages cut them. `piao export` writes each to a sheet.
    """
    from pipeline.lookup import find_plan, require_tables
    from pipeline.tables_view import LIST_HEADER, find_table, list_page, list_rows, sheet_of, table_page, tables_of

    with read_database(db) as con:
        require_tables(con)
        which = find_plan(con, plan)
        if number is not None:
            sheet = sheet_of(con, find_table(con, which, number))
            if format == "table":
                show_page(table_page(sheet))
            else:
                write_answer(sheet.names, sheet.body, format)
            return
        found = tables_of(con, which, unread=unread, lists=lists)
    if format == "table":
        show_page(list_page(found))
    else:
        write_answer(LIST_HEADER, list_rows(found), format)


# --- search ---


@app.command(
    epilog=examples(
        'piao search "parole"',
        "piao search '\"lavoro agile\" convenzione' --entity montefosco",
        "piao search parcheggi --plan montefosco --limit 5 --format csv > hits.csv",
    )
)
def search(
    words: Annotated[list[str], typer.Argument(help="What to look for; a phrase in quotes as one.", metavar="WORD…")],
    entity: Annotated[
        str | None, typer.Option("--entity", help="Only plans of this body: its id or a part of its name.")
    ] = None,
    plan: OnlyPlan = None,
    limit: Annotated[int, typer.Option("--limit", "-n", help="Hits to print.", min=1)] = 20,
    format: AnswerForm = "table",
    db: Database = DEFAULT_DATABASE,
) -> None:
    """Find the pages that speak of something, in the prose and the tables of all plans.

    The best hits come first, each with its page, section and sentence. Accents, capitals and endings do not matter;
    words in quotes must follow each other.
    """
    from pipeline.lookup import find_entity, find_plan, require_tables
    from pipeline.search import HEADER, hits_page, read_query
    from pipeline.search import search as look

    text = " ".join(words)
    query = read_query(text)
    with read_database(db) as con:
        require_tables(con)
        entity_id = find_entity(con, entity).entity_id if entity else None
        plan_id = find_plan(con, plan).plan_id if plan else None
        hits = look(con, text, entity_id=entity_id, plan_id=plan_id, limit=limit)
    if format != "table":
        write_answer(HEADER, [hit.values for hit in hits], format)
    elif hits:
        show_page(hits_page(hits, query))
    else:
        say("piao: nothing was found")


# --- compare ---


@app.command(
    epilog=examples(
        "piao compare montefosco vallombra",
        "piao compare montefosco vallombra lagoverde --year 2025 --format csv > compare.csv",
        "piao compare montefosco valcembrana --mission 09",
    )
)
def compare(
    entities: Annotated[list[str], typer.Argument(help="Bodies: their id or a part of their name.", metavar="ENTITY")],
    mission: Annotated[
        str | None, typer.Option("--mission", help="Only objectives of this mission, by its code.", metavar="CODE")
    ] = None,
    year: Annotated[int | None, typer.Option("--year", help="Only plans that cover this year.")] = None,
    format: AnswerForm = "table",
    db: Database = DEFAULT_DATABASE,
) -> None:
    """Print bodies side by side: plans, objectives, measurability, money, missions.

    Objectives are counted once for each plan, however often it prints them. With --mission, the objectives themselves
    are listed too.
    """
    from pipeline.ask import require_views
    from pipeline.compare import compare as side_by_side
    from pipeline.lookup import find_entity, require_tables

    with read_database(db) as con:
        require_tables(con)
        require_views(con)
        header, rows = side_by_side(con, [find_entity(con, text) for text in entities], mission, year)
    if format != "table":
        write_answer(header, rows, format)
        return
    grid = Grid(header_style="bold", padding=(0, 1))
    for name in header:
        grid.add_column(Text(name), overflow="fold")
    for row in rows:
        grid.add_row(*(Text("" if value is None else str(value)) for value in row))
    show_page(grid)


# --- audit ---


@app.command(
    epilog=examples(
        "piao audit montefosco",
        "piao audit --level warning",
        "piao audit montefosco --lang it --format html > montefosco.html",
        "piao audit --format csv > findings.csv",
    )
)
def audit(
    plan: Annotated[
        str | None,
        typer.Argument(help="Its id, the beginning of its id, or a part of its file name; else all.", metavar="PLAN"),
    ] = None,
    format: Annotated[
        Literal["text", "json", "csv", "html"], typer.Option("--format", "-f", help="Form of the answer.")
    ] = "text",
    level: Annotated[
        Literal["error", "warning", "info"], typer.Option("--level", help="Leave out what is less grave.")
    ] = "info",
    lang: Annotated[Literal["en", "it"], typer.Option("--lang", help="Language of titles and advice.")] = "en",
    every: Annotated[bool, typer.Option("--all", help="Show all findings of a kind, not the first ten.")] = False,
    db: Database = DEFAULT_DATABASE,
) -> None:
    """Print what is wrong with plans, the gravest first, with page numbers.

    What each finding means and what to do about it stands in docs/findings.md.
    """
    from pipeline.audit import HEADER, as_html, as_text
    from pipeline.audit import audit as findings_of
    from pipeline.export import write_json
    from pipeline.lookup import find_plan, require_tables
    from pipeline.spreadsheet import write_csv

    with read_database(db) as con:
        require_tables(con)
        rows = findings_of(con, find_plan(con, plan).plan_id if plan else None, level, lang)
    if format == "csv":
        write_csv(sys.stdout, HEADER, (row.values for row in rows))
    elif format == "json":
        write_json(sys.stdout, HEADER, (row.values for row in rows))
    else:
        for line in as_text(rows, every, lang) if format == "text" else as_html(rows, lang):
            print(line)


# --- normalize ---


@app.command(
    epilog=examples(
        'piao normalize target "non inferiore al 95%" "entro il 30/06" --year 2025',
        'piao normalize date 31.06.2024 "fine anno" --year 2024',
        'piao normalize period "II-III trim." --year 2024',
        'piao normalize mission "01 - Servizi istituzionali, generali e di gestione"',
        "piao normalize amount - < amounts.txt",
    )
)
def normalize(
    kind: Annotated[
        Literal[
            "target",
            "date",
            "period",
            "weight",
            "percent",
            "number",
            "amount",
            "person",
            "mission",
            "programme",
            "place",
        ],
        typer.Argument(help="What the texts are.", metavar="KIND"),
    ],
    texts: Annotated[list[str], typer.Argument(help="The texts; - takes them from standard input.", metavar="TEXT…")],
    year: Annotated[
        int | None, typer.Option("--year", help="Year of the plan, for dates without one.", min=1990, max=2099)
    ] = None,
) -> None:
    """Print what piao makes of texts, one JSON object a line.

    KIND is target, date, period, weight, percent, number, amount, person, mission, programme or place. The names are
    those of the database's columns; `problem` says why there is no value, `proposed` what was probably meant.
    """
    from normalizers.cli_view import as_json
    from normalizers.cli_view import normalize as read

    lines = (line.rstrip("\n") for line in sys.stdin) if texts == ["-"] else iter(texts)
    for row in read(kind, lines, year):
        print(as_json(row))


# --- export ---


@app.command(
    epilog=examples(
        "piao export --format csv --to tables/",
        "piao export --format csv --dialect it --to tabelle/",
        "piao export --format xlsx --to tables/ --plan montefosco",
        "piao export --package open_data/ --dialect it",
    )
)
def export(
    to: Annotated[Path | None, typer.Option("--to", help="Folder to write to.", metavar="DIR")] = None,
    package: Annotated[
        Path | None,
        typer.Option("--package", help="Folder to write a data package to, in place of --to.", metavar="DIR"),
    ] = None,
    format: Annotated[
        Literal["csv", "parquet", "json", "xlsx"], typer.Option("--format", "-f", help="Form of files.")
    ] = "csv",
    dialect: Annotated[
        Literal["standard", "it"], typer.Option("--dialect", help="For csv: `it` is what Italian spreadsheets want.")
    ] = "standard",
    plan: OnlyPlan = None,
    db: Database = DEFAULT_DATABASE,
) -> None:
    """Write the tables as files.

    One file for each table; for xlsx, one workbook with a sheet for each. Besides, in the folder tables/, every table
    as its plan prints it: a CSV file each, or a workbook a plan with a sheet each and an index.

    `--dialect it` writes `;` between the values, a decimal comma, and a mark by which Excel knows the text for UTF-8;
    text that a spreadsheet would run as a formula gets an apostrophe before it.

    `--package` writes a Frictionless Data Package: datapackage.json describes the CSV files in data/ with types, keys
    and titles in Italian and English; beside them the same as Parquet, as a workbook, and dcat.jsonld for catalogues
    (DCAT-AP_IT). Links of the workbook work where the PDFs lie beside it.
    """
    from pipeline.export import export as write
    from pipeline.lookup import find_plan, require_tables
    from pipeline.package import write_package

    if (to is None) == (package is None):
        raise UsageError("say where to write: with --to DIR, or with --package DIR")
    if package and format != "csv":
        raise UsageError("--package writes CSV, Parquet and a workbook: no --format with it")
    if dialect == "it" and format != "csv":
        raise UsageError("--dialect it is for --format csv only")
    with read_database(db) as con:
        require_tables(con)
        plan_id = find_plan(con, plan).plan_id if plan else None
        if package:
            written = write_package(con, package, dialect=dialect, plan_id=plan_id)
        else:
            assert to
            written = [*write(con, to, format, dialect=dialect, plan_id=plan_id, printed=True)]
        for path, rows in written:
            say(str(path) if rows is None else f"{path}: {rows} rows")


# --- explain ---


@app.command(epilog=examples("piao explain plan.pdf --page 12 --stage grid -o page12.png"))
def explain(
    pdf: Annotated[Path, typer.Argument(help="The PDF.", metavar="PDF")],
    number: Annotated[int, typer.Option("--page", "-p", help="The page, from 1.", min=1)],
    output: Annotated[Path, typer.Option("--output", "-o", help="The picture to write.", metavar="PNG")],
    stage: Annotated[
        Literal["words", "rules", "grid", "records"], typer.Option("--stage", "-s", help="Whose view to draw.")
    ] = "records",
) -> None:
    """Draw what one stage saw on a page.

    The picture shows the page under the words, the ruling lines, the cells or the records that were found.
    """
    from pipeline.explain import explain as draw
    from pipeline.intake import sniff

    sniff(pdf)
    print(draw(pdf, number, stage, output))


# --- inspect ---


@app.command(
    epilog=examples(
        "piao inspect plan.pdf",
        "piao inspect plan.pdf --html plan.html",
        "piao inspect plan.pdf --lexicon my_labels.yaml",
    )
)
def inspect(
    pdf: Annotated[Path, typer.Argument(help="The PDF.", metavar="PDF")],
    html: Annotated[
        Path | None, typer.Option("--html", help="Write a page with pictures of all pages there.", metavar="FILE")
    ] = None,
    lexicon: Lexicons = None,
    profile: Profile = None,
    password: Annotated[
        str | None, typer.Option("--password", envvar="PIAO_PASSWORD", help="Password of a locked file.")
    ] = None,
) -> None:
    """Print what was understood of a plan, and what was not.

    By section and page: objectives and services; printed labels that are not known, with the nearest known ones and a
    line of YAML for --lexicon; tables that fed no record; words that nobody claimed. --html shows them on the pages.
    """
    from pipeline.inspection import as_html, as_text, inspect_plan
    from pipeline.intake import sniff

    sniff(pdf)
    seen = inspect_plan(pdf, ReadOptions(lexicons=checked(lexicon), profile=profile, password=password))
    for line in as_text(seen):
        print(line)
    if html:
        html.parent.mkdir(parents=True, exist_ok=True)
        with html.open("w", encoding="utf-8") as file:
            file.writelines(f"{part}\n" for part in as_html(seen, pdf, password))
        say(str(html))


if __name__ == "__main__":
    app(prog_name="piao")
