"""Background work. The database is the truth and the queue is a bell: losing every message loses no work."""

import os
from typing import Any

from celery import Celery

from hall_ops import embedded_broker

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hall_ops.settings")

VISIBILITY_SECONDS = 1800
HARD_LIMIT_SECONDS = 540  # under a third of the visibility timeout: no task is delivered twice while it runs
SOFT_LIMIT_SECONDS = 480
TICK = {"task": "records.tasks.tick", "schedule": 60.0, "options": {"expires": 55}}
# A Redis that answers nothing must not be waited for: without the two timeouts sending hangs for ever.
REDIS_OPTIONS = {
    "visibility_timeout": VISIBILITY_SECONDS,
    "unacked_restore_throttle": 1,
    "socket_connect_timeout": 2,
    "socket_timeout": 5,
}


def defaults() -> dict[str, Any]:
    """What holds unless settings say otherwise (security G4); read when Celery first needs it."""
    from django.conf import settings

    on_files = settings.CELERY_BROKER_URL.startswith("filesystem:")
    folder = settings.VAR_DIR / "broker"
    return {
        "broker_transport_options": embedded_broker.transport_options(folder) if on_files else REDIS_OPTIONS,
        "broker_connection_retry_on_startup": True,
        "task_ignore_result": True,
        "task_acks_late": True,
        "task_reject_on_worker_lost": True,
        "task_time_limit": HARD_LIMIT_SECONDS,
        "task_soft_time_limit": SOFT_LIMIT_SECONDS,
        "worker_prefetch_multiplier": 1,
        "worker_hijack_root_logger": False,
        "worker_max_tasks_per_child": 500,
        "task_serializer": "json",
        "accept_content": ["json"],
        "enable_utc": True,
        "beat_schedule_filename": str(settings.VAR_DIR / "beat-schedule"),
        # One tick; which rule is due is decided in the database, where a missed minute is caught up.
        "beat_schedule": {"tick": TICK},
    }


embedded_broker.register()
app = Celery("hall_ops")
app.set_default()  # for every thread: "current" alone holds for the one that loads this file
app.config_from_object("django.conf:settings", namespace="CELERY")
app.add_defaults(defaults)
app.autodiscover_tasks()
