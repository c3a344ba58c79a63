"""One process that runs the others: restarts with growing pauses, one stop for all."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path
from threading import Event

from gongkai.server.supervisor import FIRST_PAUSE, LONGEST_PAUSE, REFUSED, STEADY, Child, supervise


def process(code: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", code])


def ended(status: int) -> subprocess.Popen[bytes]:
    begun = process(f"raise SystemExit({status})")
    begun.wait()
    return begun


def test_process_that_ends_is_started_anew_after_ever_longer_pauses() -> None:
    child, now, pauses = Child("web"), 0.0, []

    for _ in range(8):
        child.look(lambda _: ended(1), now)
        child.look(lambda _: ended(1), now)
        pauses.append(child.starts_at - now)
        now = child.starts_at

    assert pauses == sorted(pauses)
    assert pauses[0] > FIRST_PAUSE
    assert pauses[-1] == LONGEST_PAUSE


def test_process_is_not_started_before_its_pause_is_over() -> None:
    child = Child("web")
    child.look(lambda _: ended(1), 0.0)
    child.look(lambda _: ended(1), 0.0)

    child.look(lambda _: ended(1), child.starts_at - 0.01)

    assert child.process is None


def test_process_that_ran_well_is_soon_back() -> None:
    child = Child("web", pause=LONGEST_PAUSE)
    child.look(lambda _: ended(1), 0.0)

    child.look(lambda _: ended(1), STEADY)

    assert child.pause == FIRST_PAUSE


def test_refusal_of_one_process_ends_all() -> None:
    begun: list[subprocess.Popen[bytes]] = []

    def start(command: str) -> subprocess.Popen[bytes]:
        begun.append(process(f"raise SystemExit({REFUSED})" if command == "web" else "import time; time.sleep(60)"))
        return begun[-1]

    assert supervise(("worker", "web"), start=start, stop=Event()) == REFUSED
    assert all(one.poll() is not None for one in begun)


def test_order_to_stop_reaches_every_process() -> None:
    stop = Event()
    begun: list[subprocess.Popen[bytes]] = []

    def start(_: str) -> subprocess.Popen[bytes]:
        begun.append(process("import time; time.sleep(60)"))
        if len(begun) == 2:
            stop.set()
        return begun[-1]

    assert supervise(("web", "worker"), start=start, stop=stop) == 0
    assert [one.returncode for one in begun] == [-signal.SIGTERM, -signal.SIGTERM]


def test_processes_do_not_outlive_a_supervisor_that_is_killed() -> None:
    code = (
        "import subprocess, sys\n"
        "from gongkai.server.parent import end_with_parent\n"
        "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'], preexec_fn=end_with_parent)\n"
        "print(child.pid, flush=True)\n"
        "import time; time.sleep(60)\n"
    )
    supervisor = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    assert supervisor.stdout is not None
    with supervisor.stdout:
        pid = int(supervisor.stdout.readline())

    supervisor.kill()
    supervisor.wait()

    assert is_gone(pid)


def is_gone(pid: int) -> bool:
    """Within a few seconds."""
    for _ in range(100):
        try:
            state = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").split()[2]
        except FileNotFoundError:
            return True
        if state == "Z":
            return True
        time.sleep(0.05)
    return False
