"""Converting many files: each is read in a process of its own (``workers``), and only this one touches the database."""

from __future__ import annotations

import time
import traceback
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from hashlib import sha256
from multiprocessing.connection import Connection as Pipe
from pathlib import Path

import duckdb

from pipeline.insert import Connection
from pipeline.intake import plan_id_of, sha256_of, sniff
from pipeline.land import land
from pipeline.links import rebuild
from pipeline.options import ReadOptions
from pipeline.version import VERSION
from pipeline.workers import READER, Failure, Job, Limits, context_of, cores, ctrl_c_waits, listen, ready, start
from schemas import CATALOGUES, TABLES, Finding, Plan, PlanResult
from schemas.errors import PiaoError, UnreadableFile


@dataclass(frozen=True)
class Outcome:
    """What became of one file."""

    path: Path
    plan: Plan
    counts: dict[str, int]
    """Rows by table, and ``others``: services and what lists and prose state.

    The rows themselves are in the database: a run of thousands of plans must not keep them.
    """
    seconds: float = 0.0
    code: str | None = None
    """Code of the error that made it fail."""
    same_as: Path | None = None
    """An earlier file of this run with the same bytes: this one was not read again."""
    details: str | None = None
    """Traceback of an error that nobody foresaw."""
    words: int = 0
    """Words on its pages."""
    unclaimed: int = 0
    """Words that ended nowhere (`page_ledger`)."""

    @property
    def failed(self) -> bool:
        return self.plan.status == "failed"


class Watcher:
    """Is told how a run goes, in the main process; the base class keeps silent."""

    def started(self, path: Path) -> None:
        """A worker has begun to read the file."""

    def page(self, path: Path, done: int, total: int) -> None:
        """``done`` of the file's ``total`` pages are read."""

    def finished(self, outcome: Outcome) -> None:
        """The file is in the database, or has failed."""


@dataclass(frozen=True)
class _Reading:
    """What a worker gave, or what stands for it; not landed yet."""

    path: Path
    result: PlanResult
    seconds: float = 0.0
    code: str | None = None
    details: str | None = None


def convert(
    files: Iterable[Path],
    con: Connection,
    options: ReadOptions | None = None,
    *,
    jobs: int | None = None,
    limits: Limits | None = None,
    reader: str = READER,
    watcher: Watcher | None = None,
) -> list[Outcome]:
    """Read the files in ``jobs`` processes (default: one a core) and land each in ``con`` as soon as it is read.

    Whatever happens to one file ends as its failed plan; a UsageError of the reader, as for a lexicon that cannot be
    read, ends the run. The same bytes are read once. The outcomes stand in the order of ``files``. Stopping with Ctrl-C
    keeps what has landed. Links between plans are computed at the end, for the bodies of the run.
    """
    options, limits, watcher = options or ReadOptions(), limits or Limits(), watcher or Watcher()
    files = list(dict.fromkeys(files))
    context = context_of(reader, len(files))
    waiting, running = deque(files), dict[Pipe, Job]()
    order, outcomes = list(waiting), dict[Path, Outcome]()
    seen, twins = dict[str, Path](), dict[Path, Path]()

    def finish(reading: _Reading) -> None:
        outcomes[reading.path] = _landed(con, reading)
        watcher.finished(outcomes[reading.path])

    try:
        while waiting or running:
            while waiting and len(running) < (jobs or cores()):
                path = waiting.popleft()
                try:
                    sniff(path)
                    sha = sha256_of(path)
                except (PiaoError, OSError) as error:
                    finish(_failed(path, _as_error(path, error)))
                    continue
                if sha in seen:
                    twins[path] = seen[sha]
                    continue
                seen[sha] = path
                with ctrl_c_waits():
                    job = start(context, path, sha, options, limits, reader)
                    running[job.pipe] = job
                watcher.started(path)
            for job in ready(running):
                given = listen(job, limits, partial(watcher.page, job.path))
                if given:
                    del running[job.pipe]
                    job.stop()
                    finish(_reading(job, given))
    finally:
        for job in running.values():
            job.stop()
    for path, first in twins.items():
        outcomes[path] = replace(outcomes[first], path=path, same_as=first, seconds=0.0)
        watcher.finished(outcomes[path])
    rebuild(con, {outcome.plan.entity_id for outcome in outcomes.values()})
    return [outcomes[path] for path in order]


def _reading(job: Job, given: PlanResult | Failure) -> _Reading:
    if isinstance(given, Failure):
        return _failed(job.path, given.error, job, given.details)
    given.plan.tool_version = given.plan.tool_version or VERSION
    given.plan.extracted_at = given.plan.extracted_at or _now()
    return _Reading(job.path, given, time.monotonic() - job.began)


def _failed(path: Path, error: PiaoError, job: Job | None = None, details: str | None = None) -> _Reading:
    """A file that gave nothing: a row of ``plans`` that says why, and a finding with the error's code."""
    result = _empty(path, job.sha if job else _hash_of_bad_file(path))
    result.plan.error = str(error)
    finding_id = f"{result.plan.plan_id}-{error.code}"
    plan_id, message = result.plan.plan_id, str(error)
    result.findings = [Finding(finding_id=finding_id, plan_id=plan_id, level="error", code=error.code, message=message)]
    seconds = time.monotonic() - job.began if job else 0.0
    return _Reading(path, result, seconds, error.code, details)


def _empty(path: Path, sha: str) -> PlanResult:
    plan = Plan(
        plan_id=plan_id_of(sha),
        file_name=path.name,
        sha256=sha,
        status="failed",
        tool_version=VERSION,
        extracted_at=_now(),
    )
    return PlanResult(plan=plan)


def _hash_of_bad_file(path: Path) -> str:
    """Its hash; of its name where there are no bytes, for all empty files would be one plan."""
    try:
        if path.stat().st_size:
            return sha256_of(path)
    except OSError:
        pass
    return sha256(path.name.encode("utf-8", "surrogateescape")).hexdigest()


def _landed(con: Connection, reading: _Reading) -> Outcome:
    """Land it; what does not fit the tables (an amount of twenty digits) fails that plan alone."""
    try:
        land(con, reading.result)
    except duckdb.Error as error:
        problem = f"was read but does not fit the tables ({str(error).splitlines()[0]})"
        reading = _failed(reading.path, PiaoError(reading.path, problem), details=traceback.format_exc())
        land(con, reading.result)
    counts = {table.table: len(reading.result.rows(table)) for table in TABLES}
    counts["others"] = counts["services"] + sum(counts[table.table] for table in CATALOGUES)
    words, unclaimed = (
        sum(getattr(page, name) for page in reading.result.page_ledger) for name in ("words", "unclaimed")
    )
    return Outcome(
        reading.path,
        reading.result.plan,
        counts,
        reading.seconds,
        reading.code,
        details=reading.details,
        words=words,
        unclaimed=unclaimed,
    )


def _as_error(path: Path, error: Exception) -> PiaoError:
    if isinstance(error, PiaoError):
        return error
    reason = error.strerror if isinstance(error, OSError) else error
    return UnreadableFile(path, f"cannot be opened ({reason})")


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None, microsecond=0)
