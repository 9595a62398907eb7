import gc

from django.apps import AppConfig

# Objects made anew before Python looks for rubbish among them (Python's own: 700); see docs/decisions/0034.
COLLECT_AFTER = 20_000


class HallOpsConfig(AppConfig):
    name = "hall_ops"
    verbose_name = "系统"

    def ready(self) -> None:
        """The last app to be ready: what is loaded by now stays as long as the process does."""
        import hall_ops.celery  # noqa: F401  (a task sent from a web page finds its queue)

        gc.freeze()
        gc.set_threshold(COLLECT_AFTER, 10, 10)
