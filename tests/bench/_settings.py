"""A server's settings with two addresses more: the bare views that registering is compared with."""

import os

from hall_ops.settings import *  # noqa: F403
from hall_ops.settings import MIDDLEWARE

ROOT_URLCONF = "tests.bench._bare_view"
# What is rung for lies in a list of its own, which the benchmark removes.
CELERY_TASK_DEFAULT_QUEUE = "hall_bench"
if os.environ.get("BENCH_ANSWER_FIRST") == "1":
    MIDDLEWARE = [*MIDDLEWARE, "tests.bench._answer_first.AnswerFirst"]
