"""Reads broken documents by the hundred thousand: each must be read or refused, in two seconds of a core and 500 MB."""

from __future__ import annotations

import argparse
import os
import resource
import signal
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from types import FrameType

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from gongkai.errors import GongkaiError
from gongkai.reports import read_report
from tests.reports.mutations import MONSTERS, mutant
from tests.reports.office_mutations import OFFICE_MONSTERS, office_mutant
from tests.reports.page_mutations import PAGE_MONSTERS, page_mutant

KINDS: Mapping[str, tuple[Mapping[str, Callable[[], str | bytes]], Callable[[int], str | bytes]]] = {
    "text": (MONSTERS, mutant),
    "office": (OFFICE_MONSTERS, office_mutant),
    "pages": (PAGE_MONSTERS, page_mutant),
}
"""What is broken: monsters by name, and the broken document of a number."""
ROOT = Path(__file__).resolve().parents[1]
CHUNK = 500
"""Documents that one process reads; a new one costs as much as reading fifty."""
HANGS = 120.0
"""Seconds without a word from a process."""
SPAWN = get_context("spawn")


class TooSlow(BaseException):
    """The time for one document is over."""


@dataclass(frozen=True)
class Result:
    """What became of one document; `fault` names the exception that got out, "" for none."""

    name: str
    seconds: float
    code: str = ""
    fault: str = ""


def main(arguments: list[str] | None = None) -> int:
    """Print a summary; 1 when a document raised, took too long or too much, or ended the process."""
    options = _options(arguments)
    names: list[list[str | int]] = [list(KINDS[options.kind][0])]
    names += [list(range(i, min(i + CHUNK, options.first + options.count))) for i in _starts(options)]
    results: list[Result] = []
    with ThreadPoolExecutor(options.workers or os.cpu_count()) as pool:
        for chunk in pool.map(lambda some: list(_read_all(some, options)), names):
            results += chunk
            for bad in (result for result in chunk if result.fault):
                print(f"{bad.name}: {bad.fault}", file=sys.stderr)
            slowest = max(result.seconds for result in results)
            print(f"{len(results)} read, the slowest in {slowest:.2f} s", file=sys.stderr)
    _print(results, Path(options.keep), options.kind)
    return int(any(result.fault for result in results))


def _read_all(names: list[str | int], options: argparse.Namespace) -> Iterator[Result]:
    """What became of each document. One that ends its process, or hangs in it, is a fault; another process goes on."""
    while names:
        here, there = SPAWN.Pipe(duplex=False)
        process = SPAWN.Process(target=_serve, args=(there, names, options.memory, options.seconds, options.kind))
        process.start()
        there.close()
        done, fault = 0, "hung"
        try:
            while done < len(names) and here.poll(HANGS):
                yield here.recv()
                done += 1
        except EOFError:
            process.join()
            fault = f"ended the process ({process.exitcode})"
        if done < len(names):
            process.kill()
            yield Result(str(names[done]), 0.0, fault=fault)
        process.join()
        here.close()
        names = names[done + 1 :]


def _serve(line: Connection, names: list[str | int], memory: int, seconds: float, kind: str) -> None:
    _limit(memory, seconds, kind)
    for name in names:
        monsters, broken = KINDS[kind]
        line.send(_read(str(name), monsters[name]() if isinstance(name, str) else broken(name)))


def _starts(options: argparse.Namespace) -> range:
    return range(options.first, options.first + options.count, CHUNK)


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kind", choices=sorted(KINDS), default="text")
    parser.add_argument("--count", type=int, default=200_000)
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    parser.add_argument("--seconds", type=float, default=2.0, help="time for one document")
    parser.add_argument("--memory", type=int, default=500, help="MB for one process")
    parser.add_argument("--workers", type=int, default=None)
    parser.add_argument("--keep", default=ROOT / "var" / "fuzz", help="where documents that broke the reader are put")
    return parser.parse_args(arguments)


def _limit(memory: int, seconds: float, kind: str) -> None:
    resource.setrlimit(resource.RLIMIT_DATA, (memory * 2**20, memory * 2**20))
    signal.signal(signal.SIGPROF, _ring)
    global _seconds, _kind
    _seconds, _kind = seconds, kind


_seconds, _kind = 2.0, "text"


def _ring(_signal: int, _frame: FrameType | None) -> None:
    raise TooSlow


@contextmanager
def _time_limit() -> Iterator[None]:
    signal.setitimer(signal.ITIMER_PROF, _seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def _read(name: str, document: str | bytes) -> Result:
    started, code, fault = time.process_time(), "read", ""
    try:
        with _time_limit():
            read_report(document, source=name)
    except GongkaiError as refused:
        code = refused.code
    except TooSlow:
        fault = f"more than {_seconds} s"
    except BaseException as error:  # every way to fail is what is looked for
        place = traceback.extract_tb(error.__traceback__)[-1]
        fault = f"{type(error).__name__} in {Path(place.filename).name}:{place.lineno}"
    return Result(name, time.process_time() - started, code, fault)


def _print(results: list[Result], keep: Path, kind: str) -> None:
    times = sorted(result.seconds for result in results)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"documents {len(results)}, seconds each: median {times[len(times) // 2]:.4f}, most {times[-1]:.2f}")
    print(f"most memory of a process: {peak:.0f} MB")
    for code, count in Counter(r.code for r in results if not r.fault).most_common():
        print(f"  {code}: {count}")
    faults = Counter(r.fault for r in results if r.fault)
    print(f"faults: {faults.total()}")
    for fault, count in faults.most_common():
        names = [r.name for r in results if r.fault == fault]
        print(f"  {fault}: {count}, first in {', '.join(names[:3])}")
        monsters, broken = KINDS[kind]
        document = monsters[names[0]]() if names[0] in monsters else broken(int(names[0]))
        keep.mkdir(parents=True, exist_ok=True)
        data = document if isinstance(document, bytes) else document.encode("utf-8", "surrogatepass")
        (keep / f"{names[0].replace(' ', '-').replace(':', '')}.{kind}").write_bytes(data)


if __name__ == "__main__":
    sys.exit(main())
