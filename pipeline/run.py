"""Converting many files: each is read in a process of its own, and only this process touches the database.

A process for each file costs little (it is forked from a server that has everything imported) and is what makes a batch
safe: a file that hangs, eats memory or crashes a library takes its own process with it and nothing else, and memory
comes back after every file.
"""

from __future__ import annotations

import importlib
import inspect
import multiprocessing
import os
import signal
import sys
import threading
import time
import traceback
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from hashlib import sha256
from multiprocessing import forkserver
from multiprocessing.connection import Connection as Pipe
from multiprocessing.connection import wait
from pathlib import Path
from typing import Any

import duckdb

from pipeline.database import Connection
from pipeline.intake import plan_id_of, sha256_of, sniff
from pipeline.land import land
from pipeline.links import rebuild
from pipeline.options import ReadOptions
from pipeline.version import VERSION
from schemas import CATALOGUES, TABLES, Finding, Plan, PlanResult
from schemas.errors import OutOfMemory, PiaoError, ReaderCrashed, TookTooLong, UnreadableFile, UsageError

READER = "pipeline.read_plan:read_plan"
"""``module:function`` that reads a plan; imported in the worker processes only, for it is slow to import."""

MANY = 5
"""Files from which what is dear to start is started once for all workers."""
GIGABYTE = 2**30
GRACE = 60.0
"""Seconds that a worker may take to start, before its own time begins to count."""


@dataclass(frozen=True)
class Limits:
    """What one file may take."""

    seconds: float = 600.0
    memory: int = 4 * GIGABYTE
    """Bytes of address space."""


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


@dataclass
class _Job:
    path: Path
    sha: str
    process: Any
    pipe: Pipe
    deadline: float
    began: float = field(default_factory=time.monotonic)

    def stop(self) -> None:
        self.process.kill()
        self.process.join()
        self.pipe.close()


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
    context = _context(reader, many=len(files) >= MANY)
    waiting, running = deque(files), dict[Pipe, _Job]()
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
                with _ctrl_c_waits():
                    job = _start(context, path, sha, options, limits, reader)
                    running[job.pipe] = job
                watcher.started(path)
            for job in _ready(running):
                reading = _listen(job, limits, watcher)
                if reading:
                    del running[job.pipe]
                    job.stop()
                    finish(reading)
    finally:
        for job in running.values():
            job.stop()
    for path, first in twins.items():
        outcomes[path] = replace(outcomes[first], path=path, same_as=first, seconds=0.0)
        watcher.finished(outcomes[path])
    rebuild(con, {outcome.plan.entity_id for outcome in outcomes.values()})
    return [outcomes[path] for path in order]


def cores() -> int:
    """The cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


# --- this process: starting, hearing and stopping workers ---


def _context(reader: str, many: bool) -> Any:
    """Workers are forked from a clean server process that has imported the reader once.

    In a run of many files it also builds the pipeline for hard targets, a second that each worker would else need.
    """
    os.environ.setdefault("OMP_NUM_THREADS", "1")  # a worker is one core: numpy and OpenCV must not fight over them
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    warm = ["pipeline.warm"] if many and reader == READER else []
    context.set_forkserver_preload(["__main__", reader.split(":")[0], *warm])
    with _deaf_to_ctrl_c():
        forkserver.ensure_running()
    return context


@contextmanager
def _deaf_to_ctrl_c() -> Iterator[None]:
    """What is started here ignores Ctrl-C, which reaches the whole group, from its first instruction on.

    It is this process that stops the workers; they have nothing to say about it.
    """
    if threading.current_thread() is not threading.main_thread():  # where no handler can be set
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def _ctrl_c_waits() -> Iterator[None]:
    """A worker is started and written down, or not started at all: a signal in between is heard afterwards."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    missed: list[int] = []
    both = (signal.SIGINT, signal.SIGTERM)
    before = {number: signal.signal(number, lambda heard, _: missed.append(heard)) for number in both}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        if missed:
            signal.raise_signal(missed[0])


def _start(context: Any, path: Path, sha: str, options: ReadOptions, limits: Limits, reader: str) -> _Job:
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(theirs, reader, path, options, limits), daemon=True)
    process.start()
    theirs.close()  # so that the worker's end is the only one, and its death is heard here
    return _Job(path, sha, process, ours, deadline=time.monotonic() + limits.seconds + GRACE)


def _ready(running: dict[Pipe, _Job]) -> list[_Job]:
    """The jobs that have said something or whose time is over; waits for one."""
    if not running:
        return []
    now = time.monotonic()
    patience = max(0.0, min(job.deadline for job in running.values()) - now)
    heard = [running[pipe] for pipe in wait(list(running), patience)]  # type: ignore[index]
    return heard or [job for job in running.values() if job.deadline <= time.monotonic()]


def _listen(job: _Job, limits: Limits, watcher: Watcher) -> _Reading | None:
    """Take one message of a worker; what it gave, if that was its last."""
    if not job.pipe.poll():
        problem = f"was not read in {limits.seconds:g} seconds and was stopped"
        return _failed(job.path, TookTooLong(job.path, problem), job)
    try:
        kind, content = job.pipe.recv()
    except (EOFError, OSError):
        job.process.join()
        return _failed(job.path, _death(job.path, job.process.exitcode, limits), job)
    if kind == "began":
        job.began = time.monotonic()
        job.deadline = job.began + limits.seconds
    elif kind == "page":
        watcher.page(job.path, *content)
    elif kind == "result":
        return _read(job, content)
    else:
        error, details = content
        if isinstance(error, UsageError):  # a lexicon that cannot be read: no file would fare better
            raise error
        if isinstance(error, OutOfMemory):
            error = _too_much_memory(job.path, limits)
        return _failed(job.path, error, job, details)
    return None


def _death(path: Path, exit_code: int, limits: Limits) -> PiaoError:
    """What a worker died of, by its exit code: the negative number of a signal, or what a library left with."""
    if exit_code == -signal.SIGKILL:  # not by us, so by the system, short of memory
        return _too_much_memory(path, limits)
    try:
        cause = signal.Signals(-exit_code).name
    except ValueError:
        cause = f"exit code {exit_code}"
    return ReaderCrashed(path, f"took the reader down ({cause})")


def _too_much_memory(path: Path, limits: Limits) -> OutOfMemory:
    return OutOfMemory(path, f"needs more than the {limits.memory / GIGABYTE:g} GB of memory allowed")


def _read(job: _Job, result: PlanResult) -> _Reading:
    result.plan.tool_version = result.plan.tool_version or VERSION
    result.plan.extracted_at = result.plan.extracted_at or _now()
    return _Reading(job.path, result, time.monotonic() - job.began)


def _failed(path: Path, error: PiaoError, job: _Job | None = None, details: str | None = None) -> _Reading:
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


# --- the worker process ---


def _work(pipe: Pipe, reader: str, path: Path, options: ReadOptions, limits: Limits) -> None:
    """Read one file and send: ("began", None), any ("page", (done, total)), then ("result", …) or ("error", …)."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with suppress(BrokenPipeError):  # the main process is gone: nobody wants to know
        try:
            _limit(limits)
            module, function = reader.split(":")
            read: Callable[..., PlanResult] = getattr(importlib.import_module(module), function)
            pipe.send(("began", None))
            extra = {}
            if "progress" in inspect.signature(read).parameters:
                extra["progress"] = lambda done, total: pipe.send(("page", (done, total)))
            pipe.send(("result", read(path, options, **extra)))
        except BrokenPipeError:
            raise
        except PiaoError as error:
            pipe.send(("error", (error, None)))
        except MemoryError:
            pipe.send(("error", (OutOfMemory(path), None)))
        except Exception as error:
            told = " ".join(str(error).split())[:200]
            problem = f"met an error that was not foreseen ({type(error).__name__}: {told})"
            pipe.send(("error", (PiaoError(path, problem), traceback.format_exc())))


def _limit(limits: Limits) -> None:
    """The system's own limits: on memory, and on CPU time in case that nobody is left to watch the clock."""
    if sys.platform == "win32":
        return
    import resource

    seconds = int(2 * limits.seconds + GRACE)
    for what, amount in ((resource.RLIMIT_AS, limits.memory), (resource.RLIMIT_CPU, seconds)):
        _, hard = resource.getrlimit(what)
        soft = amount if hard == resource.RLIM_INFINITY else min(amount, hard)
        with suppress(ValueError, OSError):  # macOS knows no limit of address space
            resource.setrlimit(what, (soft, hard))
