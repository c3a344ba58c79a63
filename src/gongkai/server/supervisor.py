"""One process that runs the others: starts them anew when they end, and stops them together."""

from __future__ import annotations

import logging.config
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from threading import Event

from gongkai.server.config import Config
from gongkai.server.logs import logging_of, tell, warn
from gongkai.server.parent import end_with_parent

REFUSED = 2
"""Exit status of a command that will not start as it is set up: trying again would not help."""

FIRST_PAUSE, LONGEST_PAUSE = 1.0, 60.0
STEADY = 60.0
"""Seconds after which a process counts as well started, so that its next pause is short again."""

STOP_SECONDS = 30.0
LOOK_SECONDS = 0.2

Start = Callable[[str], "subprocess.Popen[bytes]"]


def start(command: str) -> subprocess.Popen[bytes]:
    """One `gongkai` command as a process that writes to our log and ends with us."""
    return subprocess.Popen(
        [sys.executable, "-m", "gongkai.cli", command], stdin=subprocess.DEVNULL, preexec_fn=end_with_parent
    )


@dataclass
class Child:
    """One of the processes, and how its next start is timed."""

    command: str
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    starts_at: float = 0.0
    pause: float = FIRST_PAUSE

    def look(self, start: Start, now: float) -> bool:
        """Start it when it is time, note that it ended. False when it refuses to run at all."""
        if self.process is None:
            if now >= self.starts_at:
                self.process, self.started = start(self.command), now
                tell("process started", command=self.command, pid=self.process.pid)
            return True
        status = self.process.poll()
        if status is None:
            return True
        if status == REFUSED:
            return False
        self.pause = FIRST_PAUSE if now - self.started >= STEADY else min(self.pause * 2, LONGEST_PAUSE)
        self.process, self.starts_at = None, now + self.pause
        warn("process ended", command=self.command, status=status, again_in_seconds=self.pause)
        return True


def run(config: Config) -> int:
    """Web and worker, their lines and ours in one log; returns the exit status."""
    logging.config.dictConfig(logging_of(config.log_form))
    return supervise(("web", "worker"))


def supervise(commands: Sequence[str], *, start: Start = start, stop: Event | None = None) -> int:
    """Run until SIGTERM or SIGINT; the exit status: 0, or 2 when a process refused to run."""
    stop = stop or _stop_on_signal()
    children = [Child(command) for command in commands]
    try:
        while not stop.wait(LOOK_SECONDS):
            if not all(child.look(start, time.monotonic()) for child in children):
                return REFUSED
        return 0
    finally:
        _end([child.process for child in children if child.process is not None])


def _stop_on_signal() -> Event:
    stop = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    return stop


def _end(processes: Sequence[subprocess.Popen[bytes]]) -> None:
    """Ask each to stop; whoever has not done so in time is killed."""
    for process in processes:
        if process.poll() is None:
            process.terminate()
    deadline = time.monotonic() + STOP_SECONDS
    for process in processes:
        try:
            process.wait(max(0.0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
    tell("all processes ended", count=len(processes))
