"""A bad setting stops the start with its name and what is allowed; so does a missing one on a server."""

import os
import secrets
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from hall_ops.lib.environment import Environment
from hall_ops.lib.personal_keys import new_key

ROOT = Path(__file__).resolve().parents[2]
SERVER = {
    "HALL_MODE": "server",
    "SECRET_KEY": secrets.token_urlsafe(64),
    "PERSONAL_DATA_KEYS": f"1:{new_key()}",
    "PERSONAL_DATA_INDEX_KEY": new_key(),
    "ALLOWED_HOSTS": "hall.example",
    "PUBLIC_URL": "https://hall.example",
}


def start(tmp_path: Path, **changes: str) -> subprocess.CompletedProcess[str]:
    """Load the settings in a process of its own, with nothing else in its environment."""
    environment = {"PATH": os.environ["PATH"], "PYTHONUTF8": "1", "VAR_DIR": str(tmp_path)}
    environment |= {name: value for name, value in changes.items() if value}
    program = "from hall_ops import settings; print(settings.MODE, settings.SECURE)"
    command = [sys.executable, "-c", program]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("value", ["2", "maybe", "是", "１"])
def test_flag_refuses_what_is_neither_yes_nor_no(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HALL_DEMO", value)

    with pytest.raises(ImproperlyConfigured, match=f"HALL_DEMO.*“{value}”.*1、0"):
        Environment().flag("HALL_DEMO")


@pytest.mark.parametrize("value", ["0", "241", "-1", "3.5", "１０", "ten", "1e2"])
def test_number_refuses_what_is_outside_or_no_number(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SESSION_IDLE_MINUTES", value)

    with pytest.raises(ImproperlyConfigured, match=r"SESSION_IDLE_MINUTES.*1 到 240 的整数"):
        Environment().number("SESSION_IDLE_MINUTES", 30, low=1, high=240)


def test_choice_names_what_is_allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECURITY_PROFILE", "none")

    with pytest.raises(ImproperlyConfigured, match="SECURITY_PROFILE.*“none”.*mlps3、asvs"):
        Environment().choice("SECURITY_PROFILE", ["mlps3", "asvs"], "mlps3")


def test_folder_must_be_absolute(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MEDIA_DIR", "media")

    with pytest.raises(ImproperlyConfigured, match=r"MEDIA_DIR.*绝对路径"):
        Environment().folder("MEDIA_DIR", ROOT)


def test_embedded_starts_with_nothing_set_and_keeps_its_key(tmp_path: Path) -> None:
    first = start(tmp_path)
    key = (tmp_path / "secret_key").read_text()

    second = start(tmp_path)

    assert (first.returncode, second.returncode) == (0, 0), first.stderr + second.stderr
    assert first.stdout.split() == ["embedded", "False"]
    assert (tmp_path / "secret_key").read_text() == key
    assert (tmp_path / "secret_key").stat().st_mode & 0o077 == 0


def test_server_starts_with_what_it_needs_and_is_secure(tmp_path: Path) -> None:
    started = start(tmp_path, **SERVER)

    assert started.returncode == 0, started.stderr
    assert started.stdout.split() == ["server", "True"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECRET_KEY", ""),
        ("SECRET_KEY", "short"),
        ("PERSONAL_DATA_KEYS", ""),
        ("PERSONAL_DATA_KEYS", "1:short"),
        ("PERSONAL_DATA_INDEX_KEY", ""),
        ("ALLOWED_HOSTS", ""),
        ("HALL_DEMO", "1"),
        ("DATABASE_URL", "mysql://hall@127.0.0.1/hall"),
        ("HALL_MODE", "cloud"),
    ],
)
def test_server_names_the_setting_that_stops_it(tmp_path: Path, name: str, value: str) -> None:
    started = start(tmp_path, **(SERVER | {name: value}))

    assert started.returncode != 0
    assert f"环境变量 {name}" in started.stderr
