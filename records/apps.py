from django.apps import AppConfig
from django.db.models.signals import post_migrate


class RecordsConfig(AppConfig):
    name = "records"
    verbose_name = "记录"

    def ready(self) -> None:
        from hall_ops.lib.triggers import make_triggers

        post_migrate.connect(make_triggers, dispatch_uid="make_triggers")
