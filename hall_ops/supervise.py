"""Keeps a few processes running: restarts who may be restarted, leaves none behind. Standard library only."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from hall_ops.console import gettext as _

ROOT = Path(__file__).resolve().parent.parent
STOP_SECONDS = 20.0
LONGEST_PAUSE_SECONDS = 60.0
HEALTHY_SECONDS = 60.0
LOG_BYTES = 10 * 2**20
DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG of prctl(2)


def note(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def tail(path: Path, lines: int = 20) -> str:
    return "\n".join(path.read_text(errors="replace").splitlines()[-lines:]) if path.exists() else ""


@dataclass
class Child:
    """A process to keep: when an essential one ends all end, another starts again after a pause."""

    name: str
    argv: list[str]
    essential: bool
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    not_before: float = 0.0
    failures: int = 0

    def running(self) -> bool:
        return self.process is not None and self.process.poll() is None


def pause_after(failures: int) -> float:
    """Units: seconds to wait before the next start; doubles with each failure in a row."""
    return min(2.0 ** (failures - 1), LONGEST_PAUSE_SECONDS)


@dataclass
class Supervisor:
    """Starts children, restarts the ones that may be restarted, and leaves none behind."""

    children: list[Child]
    logs: Path
    stopping: bool = False
    exit_code: int = 0
    environment: dict[str, str] = field(default_factory=lambda: dict(os.environ))

    def start(self, child: Child) -> None:
        log = self.logs / f"{child.name}.log"
        with log.open("ab") as output:
            child.process = subprocess.Popen(
                child.argv,
                cwd=ROOT,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,  # the terminal's Ctrl-C reaches us alone, we tell them
                preexec_fn=die_with_parent,
            )
        child.started = time.monotonic()

    def open_logs(self) -> None:
        self.logs.mkdir(mode=0o700, parents=True, exist_ok=True)
        for child in self.children:
            log = self.logs / f"{child.name}.log"
            if log.exists() and log.stat().st_size > LOG_BYTES:
                log.replace(log.with_suffix(".log.1"))

    def start_all(self) -> None:
        self.open_logs()
        signal.signal(signal.SIGINT, self.ask_to_stop)
        signal.signal(signal.SIGTERM, self.ask_to_stop)
        for child in self.children:
            if child.not_before <= time.monotonic():
                self.start(child)

    def ask_to_stop(self, number: int, frame: FrameType | None) -> None:
        self.stopping = True

    def look_after(self) -> None:
        """One round: notice who ended, start again who may."""
        now = time.monotonic()
        for child in self.children:
            if child.running():
                continue
            if child.process is not None:
                self.note_end(child, now)
            if not self.stopping and child.process is None and now >= child.not_before:
                self.start(child)

    def note_end(self, child: Child, now: float) -> None:
        code = child.process.returncode if child.process else 0
        child.process = None
        if child.essential:
            log = self.logs / f"{child.name}.log"
            note(
                _("%(name)s 已退出（代码 %(code)s），日志：%(log)s")
                % {"name": child.name, "code": code, "log": log}
            )
            note(tail(log))
            self.stopping, self.exit_code = True, 1
            return
        child.failures = 1 if now - child.started > HEALTHY_SECONDS else child.failures + 1
        child.not_before = now + pause_after(child.failures)
        words = {"name": child.name, "code": code, "seconds": f"{pause_after(child.failures):.0f}"}
        note(_("%(name)s 意外退出（代码 %(code)s），%(seconds)s 秒后重新启动。") % words)

    def run(self) -> int:
        while not self.stopping:
            self.look_after()
            time.sleep(0.2)
        self.stop_all()
        return self.exit_code

    def stop_all(self) -> None:
        """Ask politely, wait, then end the whole process group of who remains."""
        for child in self.children:
            if child.running() and child.process:
                child.process.terminate()
        deadline = time.monotonic() + STOP_SECONDS
        for child in self.children:
            if child.process is None:
                continue
            try:
                child.process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                os.killpg(child.process.pid, signal.SIGKILL)
                child.process.wait()


def die_with_parent() -> None:
    """On Linux, have the kernel end this child when the supervisor is killed outright."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(DIE_WITH_PARENT, signal.SIGTERM)
