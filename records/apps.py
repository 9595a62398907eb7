from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class RecordsConfig(AppConfig):
    name = "records"
    verbose_name = "记录"

    def ready(self) -> None:
        import hall_ops.lib.personal_check  # noqa: F401  (registers its check)
        from hall_ops.lib.triggers import clear_the_way, make_triggers

        pre_migrate.connect(clear_the_way, dispatch_uid="clear_the_way")
        post_migrate.connect(make_triggers, dispatch_uid="make_triggers")
