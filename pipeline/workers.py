"""Worker processes: each reads one file and tells how it fares.

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
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from multiprocessing import forkserver
from multiprocessing.connection import Connection as Pipe
from multiprocessing.connection import wait
from pathlib import Path
from typing import Any

from pipeline.options import ReadOptions
from schemas import PlanResult
from schemas.errors import OutOfMemory, PiaoError, ReaderCrashed, TookTooLong, UsageError

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


@dataclass
class Job:
    """A file under way."""

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


@dataclass(frozen=True)
class Failure:
    """Why a worker gave nothing; ``details`` is the traceback of an error that nobody foresaw."""

    error: PiaoError
    details: str | None = None


def cores() -> int:
    """The cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def context_of(reader: str, files: int) -> Any:
    """Workers are forked from a clean server process that has imported the reader once.

    In a run of many files it also builds what all plans need (``pipeline.warm``), a second that each worker would else
    take.
    """
    os.environ.setdefault("OMP_NUM_THREADS", "1")  # a worker is one core: numpy and OpenCV must not fight over them
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    warm = ["pipeline.warm"] if files >= MANY and reader == READER else []
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
def ctrl_c_waits() -> Iterator[None]:
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


def start(context: Any, path: Path, sha: str, options: ReadOptions, limits: Limits, reader: str) -> Job:
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(theirs, reader, path, options, limits), daemon=True)
    process.start()
    theirs.close()  # so that the worker's end is the only one, and its death is heard here
    return Job(path, sha, process, ours, deadline=time.monotonic() + limits.seconds + GRACE)


def ready(running: dict[Pipe, Job]) -> list[Job]:
    """The jobs that have said something or whose time is over; waits for one."""
    if not running:
        return []
    now = time.monotonic()
    patience = max(0.0, min(job.deadline for job in running.values()) - now)
    heard = [running[pipe] for pipe in wait(list(running), patience)]  # type: ignore[index]
    return heard or [job for job in running.values() if job.deadline <= time.monotonic()]


def listen(job: Job, limits: Limits, on_page: Callable[[int, int], None]) -> PlanResult | Failure | None:
    """Take one message of a worker: what it gave or failed of, if that was its last.

    Raises the worker's UsageError, as for a lexicon that cannot be read: no file would fare better.
    """
    if not job.pipe.poll():
        return Failure(TookTooLong(job.path, f"was not read in {limits.seconds:g} seconds and was stopped"))
    try:
        kind, content = job.pipe.recv()
    except (EOFError, OSError):
        job.process.join()
        return Failure(_death(job.path, job.process.exitcode, limits))
    if kind == "began":
        job.began = time.monotonic()
        job.deadline = job.began + limits.seconds
    elif kind == "page":
        on_page(*content)
    elif kind == "result":
        result: PlanResult = content
        return result
    else:
        error, details = content
        if isinstance(error, UsageError):
            raise error
        return Failure(_too_much_memory(job.path, limits) if isinstance(error, OutOfMemory) else error, details)
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


# --- in the worker ---


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
