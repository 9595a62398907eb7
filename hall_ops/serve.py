"""The embedded installation as one command: prepare the database, then keep web and worker running.

    python -m hall_ops.serve            what script/server calls
    python -m hall_ops.serve prepare    migrate, check, demo data and static files, in one process

Everything differs by environment (.env.example). Logs go to var/logs, one file for each child.
"""

import errno
import math
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from hall_ops import broker_folder, stamp
from hall_ops.console import gettext as _
from hall_ops.prepare import PrepareError, prepare
from hall_ops.supervise import ROOT, Child, Supervisor, note

STARTUP_SECONDS = 60.0


class ServeError(Exception):
    """Why the start stopped, in words for the person at the keyboard."""


def chosen_port() -> int:
    """Raises: ServeError naming PORT and what is allowed."""
    text = os.environ.get("PORT") or "8000"
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 65535:
        raise ServeError(
            _("环境变量 PORT 的值“%(value)s”不能用。允许的值：1 到 65535 的整数。") % {"value": text}
        )
    return int(text)


def why_not(error: OSError) -> str:
    """Why an address cannot be listened on, in words."""
    known = {
        errno.EADDRINUSE: _("端口已被其他程序占用"),
        errno.EADDRNOTAVAIL: _("这个地址不属于本机"),
        errno.EACCES: _("没有权限（1024 以下的端口需要 root）"),
    }
    return known.get(error.errno or 0) or str(error.strerror)


def require_free(bind: str, port: int) -> None:
    """Raises: ServeError when the address cannot be listened on."""
    family = socket.AF_INET6 if ":" in bind else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((bind, port))
        except OSError as error:
            words = {
                "bind": bind,
                "port": port,
                "why": why_not(error),
                "other": 8000 if port > 65000 else port + 1,
            }
            text = _(
                "不能在 %(bind)s 的端口 %(port)s 上提供服务：%(why)s。可换一个端口：PORT=%(other)s script/server"
            )
            raise ServeError(text % words) from error


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
    web += ["--no-control-socket", "--log-level", "warning", "--preload"]
    celery = [*python, "celery", "--app", "hall_ops"]
    worker = [*celery, "worker", "--concurrency", "2", "--without-gossip", "--without-mingle"]
    # A process of its own: a worker does not notice when the beat within it has ended.
    beat = [*celery, "beat", "--schedule", str(var / "beat-schedule"), "--pidfile", ""]
    # These wait until people are served: two cores load one program faster than three.
    behind = [("worker", [*worker, "--loglevel", "WARNING"]), ("beat", [*beat, "--loglevel", "WARNING"])]
    return [
        Child("web", web, essential=True),
        *(Child(name, argv, essential=False, not_before=math.inf) for name, argv in behind),
    ]


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
        words = {"seconds": f"{STARTUP_SECONDS:.0f}", "log": supervisor.logs / "web.log"}
        note(_("%(seconds)s 秒内没有启动成功，日志：%(log)s") % words)
        supervisor.stopping, supervisor.exit_code = True, 1
    return False


def prepared(var: Path) -> str:
    """Prepare in a child, so that the supervisor itself stays small, if there is anything to prepare.

    Returns the sign-ins to show. Raises: ServeError when the child refused.
    """
    known = stamp.recall(var)
    if known is not None:
        return known
    done = subprocess.run(
        [sys.executable, "-m", "hall_ops.serve", "prepare"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    if done.returncode:
        raise ServeError(_("没有启动：请按上面的说明处理后重新运行。"))
    stamp.remember(var, done.stdout)
    return done.stdout


def welcome(bind: str, port: int, signins: str, logs: Path) -> None:
    shown = {"0.0.0.0": socket.gethostname(), "::": socket.gethostname()}.get(bind, bind)
    url = f"http://{f'[{shown}]' if ':' in shown else shown}:{port}/"
    print("\n" + _("政务大厅综合窗口运营管理系统已启动：%(url)s") % {"url": url})
    if signins.strip():
        print("\n" + signins.strip())
    print("\n" + _("日志在 %(folder)s，按 Ctrl+C 停止。") % {"folder": logs}, flush=True)


def serve() -> int:
    bind, port = os.environ.get("BIND") or "127.0.0.1", chosen_port()
    var = Path(os.environ.get("VAR_DIR") or ROOT / "var")
    require_free(bind, port)
    signins = prepared(var)
    broker_folder.tidy(var / "broker")
    supervisor = Supervisor(embedded_children(bind, port, var), var / "logs")
    supervisor.start_all()
    if wait_until_up(supervisor, bind, port):
        welcome(bind, port, signins, supervisor.logs)
    for child in supervisor.children:
        child.not_before = 0.0
    return supervisor.run()


def main(arguments: list[str]) -> int:
    try:
        if arguments == ["prepare"]:
            prepare()
            return 0
        if arguments:
            raise ServeError(_("用法：python -m hall_ops.serve [prepare]"))
        return serve()
    except (ServeError, PrepareError) as error:
        note(str(error))
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
