"""Files opened by libraries of C are opened in a child process: its time and memory end before the machine's do."""

from __future__ import annotations

import atexit
import os
import signal
import sys
import threading
from contextlib import suppress
from importlib import import_module
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from typing import Any

from gongkai.bilingual import Text
from gongkai.errors import GongkaiError

SECONDS = 10
"""Of a core, for one call."""
WAIT = 60.0
"""Seconds of the clock, where the machine is busy with other things."""
MEMORY = 800 * 1024 * 1024
"""Bytes that the child may take beyond those it began with."""

_BEGIN = "from gongkai.reports.extract.apart import serve; serve(0)"


class GaveUp(Exception):
    """The child took too long or too much, or the library failed in it. Nothing else is lost."""


def call_apart(place: str, *arguments: Any) -> Any:
    """What a function ("package.room:function") returns, called in the child of this process.

    One child serves one process, a call at a time; it is warm after its first. Where a system has no limits
    to set (Windows), the function is called here.

    raises  GaveUp; GongkaiError as the function raises it
    """
    if sys.platform == "win32":
        return _function(place)(*arguments)
    with _lock:
        answer = _child.ask(place, arguments)
    if answer[0] == "returned":
        return answer[1]
    if answer[0] == "refused":
        kind, code, message, where, hint = answer[1:]
        raise kind(code, Text(*message), where=where, hint=Text(*hint) if hint else None)
    raise GaveUp(answer[1])


def _function(place: str) -> Any:
    room, _, name = place.partition(":")
    return getattr(import_module(room), name)


class _Child:
    """The child of this process, begun when it is first asked and again after its end."""

    def __init__(self) -> None:
        self._parent = self._process = 0
        self._line: Connection | None = None

    def ask(self, place: str, arguments: tuple[Any, ...]) -> tuple[Any, ...]:
        if self._line is None or self._parent != os.getpid():
            self._begin()
        assert self._line is not None
        try:
            self._line.send((place, arguments))
            if self._line.poll(WAIT):
                answer: tuple[Any, ...] = self._line.recv()
                return answer
        except (EOFError, OSError):
            pass
        self.end()
        return ("ended", place)

    def end(self) -> None:
        if self._line is None or self._parent != os.getpid():
            return
        self._line.close()
        self._line = None
        with suppress(ProcessLookupError):
            os.kill(self._process, signal.SIGKILL)
        with suppress(ChildProcessError):
            os.waitpid(self._process, 0)

    def _begin(self) -> None:
        """A fork where this is the only thread, for it is warm at once; else a new process."""
        here, there = Pipe()
        if _is_alone():
            self._process = os.fork()
            if self._process == 0:
                here.close()
                serve(there.fileno())
        else:
            fds = [(os.POSIX_SPAWN_DUP2, there.fileno(), 0)]
            self._process = os.posix_spawn(
                sys.executable, [sys.executable, "-P", "-c", _BEGIN], os.environ, file_actions=fds
            )
        there.close()
        self._line, self._parent = here, os.getpid()


def _is_alone() -> bool:
    try:
        return len(os.listdir("/proc/self/task")) == 1
    except OSError:
        return False


def serve(line: int) -> None:
    """Answer until nobody asks any more; then the process ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    connection = Connection(line)
    try:
        _limit_memory()
        while True:
            place, arguments = connection.recv()
            _limit_time()
            connection.send(_answer(place, arguments))
    except (EOFError, OSError, KeyboardInterrupt):
        pass
    finally:
        os._exit(0)


def _answer(place: str, arguments: tuple[Any, ...]) -> tuple[Any, ...]:
    try:
        return ("returned", _function(place)(*arguments))
    except GongkaiError as error:
        hint = (error.hint.zh, error.hint.en) if error.hint else None
        return ("refused", type(error), error.code, (error.message.zh, error.message.en), error.where, hint)
    except Exception as error:
        return ("failed", type(error).__name__)


def _limit_memory() -> None:
    import resource

    taken = 0
    with suppress(OSError), open("/proc/self/statm", encoding="ascii") as told:
        taken = int(told.read().split()[5]) * os.sysconf("SC_PAGE_SIZE")
    most = resource.getrlimit(resource.RLIMIT_DATA)[1]
    limit = taken + MEMORY
    resource.setrlimit(resource.RLIMIT_DATA, (limit if most == resource.RLIM_INFINITY else min(limit, most), most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _limit_time() -> None:
    """The kernel ends the process when it has used so much more of a core."""
    import resource

    used = resource.getrusage(resource.RUSAGE_SELF)
    most = resource.getrlimit(resource.RLIMIT_CPU)[1]
    limit = int(used.ru_utime + used.ru_stime) + SECONDS + 1
    resource.setrlimit(resource.RLIMIT_CPU, (limit if most == resource.RLIM_INFINITY else min(limit, most), most))


_child, _lock = _Child(), threading.Lock()
atexit.register(_child.end)
