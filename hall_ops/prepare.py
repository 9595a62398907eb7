"""What one start of the embedded installation needs before anybody is served: one process, one Django."""

import hashlib
import io
import os
import sys
from pathlib import Path

from hall_ops.console import gettext as _
from hall_ops.stamp import static_fingerprint
from hall_ops.supervise import note


class PrepareError(Exception):
    """Why the start stopped, in words for the person at the keyboard."""


def prepare() -> None:
    """Bring database, demo data and static files up to date; the sign-ins go to stdout, progress to stderr.

    Raises: PrepareError when a setting or the database forbids the start.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hall_ops.settings")
    import django
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import CommandError, call_command

    try:
        django.setup()
        from django.conf import settings

        settings.VAR_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)
        migrate(settings.VAR_DIR)
        call_command("check", databases=["default"], stdout=io.StringIO())  # what is wrong comes as an error
        collect_static(settings.VAR_DIR, Path(settings.STATIC_ROOT))
        if settings.DEMO:
            call_command("load_demo", stdout=sys.stderr)
            call_command("demo_signins")
    except (ImproperlyConfigured, CommandError) as error:
        raise PrepareError(str(error)) from error


def migrate(var: Path) -> None:
    """Bring the database to this version: when migrations are pending, or the version guards it in another way.

    Otherwise nothing is done: guards that vanished between two starts must be noticed, not quietly remade.
    """
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    from hall_ops.lib.triggers import all_triggers

    stamp = var / "guards.stamp"
    guards = hashlib.sha256(repr(all_triggers()).encode()).hexdigest()
    executor = MigrationExecutor(connection)
    pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if pending or not stamp.exists() or stamp.read_text() != guards:
        note(_("正在建立或升级数据库……"))
        call_command("migrate", interactive=False, verbosity=0)
        stamp.write_text(guards)


def collect_static(var: Path, target: Path) -> None:
    """Copy and compress the static files when any of them changed since the last time."""
    from django.core.management import call_command

    stamp, found = var / "static.stamp", static_fingerprint()
    if target.is_dir() and stamp.exists() and stamp.read_text() == found:
        return
    note(_("正在整理静态文件……"))
    call_command("collectstatic", interactive=False, verbosity=0, clear=True)
    stamp.write_text(found)
