"""How a run is watched and summed up: a line a file or a progress bar, and the table that closes it."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table as Grid
from rich.text import Text

from pipeline.run import Outcome, Watcher
from pipeline.terminal import say


class Lines(Watcher):
    """A plain line for each file that is done; nothing but errors when quiet."""

    def __init__(self, total: int, quiet: bool, debug: bool) -> None:
        self.total, self.quiet, self.debug = total, quiet, debug
        self.done = self.failed = self.pages = 0
        self.began = time.monotonic()

    def __enter__(self) -> Lines:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def finished(self, outcome: Outcome) -> None:
        self.done += 1
        self.failed += outcome.failed
        if not outcome.same_as:
            self.pages += outcome.plan.page_count or 0
        if outcome.failed or not self.quiet:
            self.tell(f"[{self.done}/{self.total}] {told(outcome)}")
        if self.debug and outcome.details:
            self.tell(outcome.details)

    def tell(self, line: str) -> None:
        say(line)

    def closing(self, db: Path) -> str:
        """The last line of a run."""
        seconds = time.monotonic() - self.began
        good = self.done - self.failed
        failed = f", {self.failed} failed" if self.failed else ""
        speed = f"{self.pages} pages in {seconds:.1f} s, {self.pages / seconds:.1f} pages per second"
        return f"{good} of {self.done} files converted into {db}{failed}: {speed}"


class Bar(Lines):
    """A progress bar with pages per second, for a terminal."""

    def __init__(self, total: int, quiet: bool, debug: bool) -> None:
        super().__init__(total, quiet, debug)
        self.under_way: dict[Path, int] = {}
        columns = (
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[speed]}"),
        )
        self.progress = Progress(*columns, TimeElapsedColumn(), console=Console(stderr=True), disable=quiet)
        self.task = self.progress.add_task("converting", total=total, speed="")

    def __enter__(self) -> Bar:
        self.progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.progress.stop()

    def page(self, path: Path, done: int, total: int) -> None:
        self.under_way[path] = done
        self.refresh()

    def finished(self, outcome: Outcome) -> None:
        self.under_way.pop(outcome.path, None)
        super().finished(outcome)
        self.refresh()

    def refresh(self) -> None:
        pages = self.pages + sum(self.under_way.values())
        speed = f"{pages} pages, {pages / (time.monotonic() - self.began):.1f}/s"
        self.progress.update(self.task, completed=self.done, speed=speed)

    def tell(self, line: str) -> None:
        self.progress.console.print(Text(line, style="red" if "failed: " in line else ""))


def passed(files: Sequence[Path]) -> str:
    """The files of a folder that are no PDF, in a line."""
    names = ", ".join(path.name for path in files[:3]) + (", …" if len(files) > 3 else "")
    return f"passed over, no PDF: {names} ({len(files)} in all); save a plan as PDF to convert it"


def told(outcome: Outcome) -> str:
    """One file's outcome in a line."""
    name, plan = outcome.path.name, outcome.plan
    if outcome.same_as:
        return f"{name}: same content as {outcome.same_as.name}, not read again"
    if outcome.failed:
        error = plan.error or "no reason given"
        return f"failed: {error if error.startswith(name) else f'{name}: {error}'}"
    partial = f" ({plan.error or 'partial'})" if plan.status == "partial" else ""
    objectives = outcome.counts["objectives"]
    return f"{name}: {plan.page_count or 0} pages, {objectives} objectives, {outcome.seconds:.1f} s{partial}"


def summary(outcomes: Iterable[Outcome]) -> Grid:
    """What came of each file, and the sum."""
    counted = ["objectives", "phases", "indicators", "others", "findings"]
    grid = Grid(
        box=None, pad_edge=False, header_style="bold", padding=(0, 1, 0, 0), show_footer=True, footer_style="bold"
    )
    rows = [outcome for outcome in outcomes if not outcome.same_as]
    totals = {name: sum(outcome.counts[name] for outcome in rows) for name in counted}
    grid.add_column("plan", footer="1 plan" if len(rows) == 1 else f"{len(rows)} plans", overflow="fold")
    grid.add_column("pages", footer=str(sum(outcome.plan.page_count or 0 for outcome in rows)), justify="right")
    for name in counted:
        grid.add_column(name, footer=str(totals[name]), justify="right")
    grid.add_column("kept", footer=kept(rows), justify="right")
    grid.add_column("status")
    colours = {"ok": "green", "partial": "yellow", "failed": "red"}
    for outcome in rows:
        numbers = [str(outcome.counts[name]) for name in counted]
        pages, status = str(outcome.plan.page_count or ""), outcome.plan.status
        grid.add_row(Text(outcome.path.name), pages, *numbers, kept([outcome]), Text(status, style=colours[status]))
    return grid


def kept(outcomes: Sequence[Outcome]) -> str:
    """Share of the words that ended in a record, a table, prose or a named skip; 100% only when that is all of them."""
    words = sum(outcome.words for outcome in outcomes)
    lost = sum(outcome.unclaimed for outcome in outcomes)
    if not words:
        return ""
    return "100%" if not lost else f"{min(99.99, 100 * (words - lost) / words):.2f}%"
