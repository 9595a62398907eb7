"""The product's settings with a tick each second and one daily job that is always due."""

from hall_ops.celery import TICK
from hall_ops.settings import *  # noqa: F403

CELERY_BEAT_SCHEDULE = {"tick": TICK | {"schedule": 1.0}}
SCHEDULED_JOBS = [("clean_up", "records.jobs.clean_up", "00:00")]
