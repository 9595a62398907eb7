"""The embedded installation as one command: prepare the database, then keep web and worker running.

    python -m hall_ops.serve            what script/server calls
    python -m hall_ops.serve prepare    migrate, check, demo data and static files, in one process

Everything differs by environment (.env.example). Logs go to var/logs, one file for each child.
"""

import ctypes
import hashlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

ROOT = Path(__file__).resolve().parent.parent
STARTUP_SECONDS = 60.0
STOP_SECONDS = 20.0
LONGEST_PAUSE_SECONDS = 60.0
HEALTHY_SECONDS = 60.0
LOG_BYTES = 10 * 2**20
DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG of prctl(2)


class ServeError(Exception):
    """Why the start stopped, in words for the person at the keyboard."""


# -- preparing: one process, one Django ----------------------------------------------------------------------------
def prepare() -> None:
    """Bring database, demo data and static files up to date; prints the sign-ins to stdout, progress to stderr.

    Raises: ServeError when a setting or the database forbids the start.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hall_ops.settings")
    import django
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import CommandError, call_command

    try:
        django.setup()
        from django.conf import settings

        from hall_ops import embedded_broker

        settings.VAR_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)
        embedded_broker.tidy(settings.VAR_DIR / "broker")
        migrate()
        call_command("check", databases=["default"], stdout=sys.stderr)
        collect_static(settings.VAR_DIR, Path(settings.STATIC_ROOT))
        if settings.DEMO:
            call_command("load_demo", stdout=sys.stderr)
            call_command("demo_signins")
    except (ImproperlyConfigured, CommandError) as error:
        raise ServeError(str(error)) from error


def migrate() -> None:
    """Apply migrations only where some are pending: guards that are gone must be noticed, not quietly remade."""
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        note("正在建立或升级数据库……")
        call_command("migrate", interactive=False, verbosity=0)


def collect_static(var: Path, target: Path) -> None:
    """Copy and compress the static files when any of them changed since the last time."""
    from django.core.management import call_command

    stamp, found = var / "static.stamp", static_fingerprint()
    if target.is_dir() and stamp.exists() and stamp.read_text() == found:
        return
    note("正在整理静态文件……")
    call_command("collectstatic", interactive=False, verbosity=0, clear=True)
    stamp.write_text(found)


def static_fingerprint() -> str:
    """A hash that changes with any static file or any installed package."""
    digest = hashlib.sha256((ROOT / "requirements.txt").read_bytes())
    for path in sorted((ROOT / "static").rglob("*")):
        if path.is_file():
            state = path.stat()
            digest.update(f"{path.relative_to(ROOT)}|{state.st_size}|{state.st_mtime_ns}\n".encode())
    return digest.hexdigest()


# -- keeping children running --------------------------------------------------------------------------------------
@dataclass
class Child:
    """A process to keep: the end of an essential one ends all, another is started again after a growing pause."""

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
            note(f"{child.name} 已退出（代码 {code}），日志：{self.logs / child.name}.log")
            note(tail(self.logs / f"{child.name}.log"))
            self.stopping, self.exit_code = True, 1
            return
        child.failures = 1 if now - child.started > HEALTHY_SECONDS else child.failures + 1
        child.not_before = now + pause_after(child.failures)
        note(f"{child.name} 意外退出（代码 {code}），{pause_after(child.failures):.0f} 秒后重新启动。")

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
    """Ask the kernel to end this child when the supervisor is killed outright (Linux; elsewhere nothing happens)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(DIE_WITH_PARENT, signal.SIGTERM)


# -- the command ---------------------------------------------------------------------------------------------------
def note(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def tail(path: Path, lines: int = 20) -> str:
    return "\n".join(path.read_text(errors="replace").splitlines()[-lines:]) if path.exists() else ""


def chosen_port() -> int:
    """Raises: ServeError naming PORT and what is allowed."""
    text = os.environ.get("PORT") or "8000"
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 65535:
        raise ServeError(f"环境变量 PORT 的值“{text}”不能用。允许的值：1 到 65535 的整数。")
    return int(text)


def require_free(bind: str, port: int) -> None:
    """Raises: ServeError when the address cannot be listened on."""
    family = socket.AF_INET6 if ":" in bind else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((bind, port))
        except OSError as error:
            raise ServeError(
                f"不能在 {bind} 的端口 {port} 上提供服务（{error.strerror}）：端口可能已被其他程序占用，"
                f"或地址不属于本机。请换一个端口，例如：PORT={port + 1 if port < 65535 else 8000} script/server"
            ) from error


def embedded_children(bind: str, port: int, var: Path) -> list[Child]:
    host = f"[{bind}]" if ":" in bind else bind
    python = [sys.executable, "-m"]
    web = [*python, "gunicorn", "hall_ops.wsgi:application", "--bind", f"{host}:{port}", "--workers", "2"]
    web += [
        "--timeout",
        "60",
        "--graceful-timeout",
        "15",
        "--max-requests",
        "5000",
        "--max-requests-jitter",
        "500",
    ]
    web += ["--no-control-socket", "--log-level", "warning"]
    worker = [
        *python,
        "celery",
        "--app",
        "hall_ops",
        "worker",
        "--beat",
        "--schedule",
        str(var / "beat-schedule"),
    ]
    worker += ["--concurrency", "2", "--without-gossip", "--without-mingle", "--loglevel", "WARNING"]
    return [Child("web", web, essential=True), Child("worker", worker, essential=False)]


def wait_until_up(supervisor: Supervisor, bind: str, port: int) -> bool:
    """True when the web process answers; False when it ended or somebody asked to stop."""
    local = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(bind, f"[{bind}]" if ":" in bind else bind)
    deadline = time.monotonic() + STARTUP_SECONDS
    while time.monotonic() < deadline and not supervisor.stopping:
        supervisor.look_after()
        try:
            with urllib.request.urlopen(f"http://{local}:{port}/healthz", timeout=2) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    if not supervisor.stopping:
        note(f"{STARTUP_SECONDS:.0f} 秒内没有启动成功，日志：{supervisor.logs / 'web.log'}")
        supervisor.stopping, supervisor.exit_code = True, 1
    return False


def prepared() -> str:
    """Prepare in a child, so that the supervisor itself stays small. Returns the sign-ins to show."""
    done = subprocess.run(
        [sys.executable, "-m", "hall_ops.serve", "prepare"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    if done.returncode:
        raise ServeError("没有启动：请按上面的说明处理后重新运行。")
    return done.stdout


def welcome(bind: str, port: int, signins: str, logs: Path) -> None:
    shown = {"0.0.0.0": socket.gethostname(), "::": socket.gethostname()}.get(bind, bind)
    print(f"\n政务大厅综合窗口运营管理系统已启动：http://{f'[{shown}]' if ':' in shown else shown}:{port}/")
    if signins.strip():
        print("\n" + signins.strip())
    print(f"\n日志在 {logs}，按 Ctrl+C 停止。", flush=True)


def serve() -> int:
    bind, port = os.environ.get("BIND") or "127.0.0.1", chosen_port()
    var = Path(os.environ.get("VAR_DIR") or ROOT / "var")
    require_free(bind, port)
    signins = prepared()
    supervisor = Supervisor(embedded_children(bind, port, var), var / "logs")
    supervisor.start_all()
    if wait_until_up(supervisor, bind, port):
        welcome(bind, port, signins, supervisor.logs)
    return supervisor.run()


def main(arguments: list[str]) -> int:
    try:
        if arguments == ["prepare"]:
            prepare()
            return 0
        if arguments:
            raise ServeError("用法：python -m hall_ops.serve [prepare]")
        return serve()
    except ServeError as error:
        note(str(error))
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
