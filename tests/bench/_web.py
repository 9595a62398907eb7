"""The product's web server as it is deployed, for the time of a benchmark: gunicorn with its own configuration."""

import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from hall_ops.lib.personal_keys import new_key
from tests.bench._hall import ROOT

HOST = "hall.example"
BROKER = os.environ.get("BENCH_BROKER_URL", "redis://127.0.0.1:6379/9")
WORKERS = os.environ.get("WEB_WORKERS", "3")
UP_SECONDS = 60


def settings_of_server(url: str, var: str) -> dict[str, str]:
    """What an installation's .env says. Shape: environment; the keys are made for this run."""
    return {
        "HALL_MODE": "server", "HALL_DEMO": "0", "DEBUG": "0", "TRUSTED_PROXIES": "1", "LOG_LEVEL": "ERROR",
        "DJANGO_SETTINGS_MODULE": "tests.bench._settings", "DATABASE_URL": url, "BROKER_URL": BROKER, "VAR_DIR": var,
        "SECRET_KEY": secrets.token_urlsafe(64), "ALLOWED_HOSTS": HOST, "PUBLIC_URL": f"https://{HOST}",
        "PERSONAL_DATA_KEYS": f"1:{new_key()}", "PERSONAL_DATA_INDEX_KEY": new_key(), "WEB_WORKERS": WORKERS,
    }  # fmt: skip


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Web:
    """A running gunicorn. Shape: `workers` are the ids of its processes that answer requests now."""

    def __init__(self, command: Sequence[str], port: int, known: dict[str, str], log: Path) -> None:
        self.port, self._log = port, log.open("ab")
        self.process = subprocess.Popen(
            command, cwd=ROOT, env={**os.environ, **known, "PORT": str(port)}, stdout=self._log, stderr=self._log
        )  # fmt: skip

    @property
    def workers(self) -> list[int]:
        listed = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text()
        return [int(text) for text in listed.split()]

    def wait_until_up(self, path: str = "/healthz") -> None:
        """Raises: SystemExit when it does not answer."""
        until = time.monotonic() + UP_SECONDS
        question = f"GET {path} HTTP/1.1\r\nHost: {HOST}\r\nConnection: close\r\n\r\n".encode()
        while time.monotonic() < until and self.process.poll() is None:
            with suppress(OSError), socket.create_connection(("127.0.0.1", self.port), timeout=5) as asked:
                asked.sendall(question)
                if b" 200 " in asked.recv(64):
                    return
            time.sleep(0.2)
        raise SystemExit(f"the web server did not start; its log: {self._log.name}")

    def close(self) -> None:
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait(timeout=10)
        self._log.close()


@contextmanager
def gunicorn(known: dict[str, str], var: Path) -> Iterator[Web]:
    """The server's web processes as the container starts them, on a port of this machine."""
    port = free_port()
    command = [
        sys.executable,
        "-m",
        "gunicorn",
        "hall_ops.wsgi:application",
        "--config",
        "hall_ops/gunicorn.py",
    ]
    web = Web([*command, "--bind", f"127.0.0.1:{port}"], port, known, var / "web.log")
    try:
        web.wait_until_up()
        yield web
    finally:
        web.close()


def forget_bells() -> Any:
    """Remove what was rung for: no worker runs here."""
    import redis

    return redis.Redis.from_url(BROKER).delete("hall_bench")
