"""The supervisor with real processes: who may fall, who may not, and that nobody is left behind."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from hall_ops import serve
from hall_ops.supervise import Child, Supervisor, pause_after

SLEEPS = [sys.executable, "-c", "import time; time.sleep(60)"]
DEAF = """
import signal, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
print("deaf", flush=True)
time.sleep(60)
"""
FALLS = [sys.executable, "-c", "raise SystemExit(3)"]


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def wait_for(condition: Callable[[], bool], seconds: float = 10.0) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.05)
    return False


def test_supervisor_ends_all_when_the_essential_child_ends(tmp_path: Path) -> None:
    worker = Child("worker", SLEEPS, essential=False)
    supervisor = Supervisor([Child("web", FALLS, essential=True), worker], tmp_path / "logs")
    supervisor.start_all()
    assert worker.process
    pid = worker.process.pid

    code = supervisor.run()

    assert code == 1
    assert not alive(pid)


def test_supervisor_starts_a_fallen_worker_again(tmp_path: Path) -> None:
    worker = Child("worker", SLEEPS, essential=False)
    supervisor = Supervisor([Child("web", SLEEPS, essential=True), worker], tmp_path / "logs")
    supervisor.start_all()
    assert worker.process
    first = worker.process.pid
    os.killpg(first, signal.SIGKILL)

    runner_done = threading.Timer(2.5, lambda: supervisor.ask_to_stop(signal.SIGTERM, None))
    runner_done.start()
    code = supervisor.run()

    assert code == 0
    assert worker.failures == 1
    assert worker.process and worker.process.pid != first
    assert not alive(worker.process.pid)


def test_supervisor_kills_the_group_of_a_child_that_does_not_listen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hall_ops.supervise.STOP_SECONDS", 0.5)
    child = Child("web", [sys.executable, "-c", DEAF], essential=True)
    supervisor = Supervisor([child], tmp_path / "logs")
    supervisor.start_all()
    assert wait_for(lambda: "deaf" in (tmp_path / "logs" / "web.log").read_text())
    assert child.process

    supervisor.stop_all()

    assert child.process.returncode == -signal.SIGKILL


def test_supervisor_leaves_no_child_when_killed_outright(tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from hall_ops.supervise import Child, Supervisor\n"
        f"s = Supervisor([Child('web', {SLEEPS!r}, True)], Path({str(tmp_path)!r})); s.start_all()\n"
        "print(s.children[0].process.pid, flush=True); s.run()"
    )
    parent = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True)
    assert parent.stdout
    pid = int(parent.stdout.readline())
    assert alive(pid)

    parent.kill()
    parent.wait()
    parent.stdout.close()

    assert wait_for(lambda: not alive(pid))


@pytest.mark.parametrize(("failures", "seconds"), [(1, 1.0), (2, 2.0), (5, 16.0), (7, 60.0), (40, 60.0)])
def test_pause_doubles_up_to_a_minute(failures: int, seconds: float) -> None:
    assert pause_after(failures) == seconds


@pytest.mark.parametrize("text", ["0", "65536", "八千", "80a", "-1", "８０００"])
def test_port_refuses_what_is_no_port(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", text)

    with pytest.raises(serve.ServeError, match="PORT.*65535"):
        serve.chosen_port()


def test_a_taken_port_is_named_with_another_to_try() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        with pytest.raises(serve.ServeError, match=f"端口 {port} .*script/server"):
            serve.require_free("127.0.0.1", port)
