from django.apps import AppConfig


class HallOpsConfig(AppConfig):
    name = "hall_ops"
    verbose_name = "系统"

    def ready(self) -> None:
        import hall_ops.celery  # noqa: F401  (a task sent from a web page finds its queue)
