"""manage.py load_demo: people, contract and months to try the product with (demo mode only)."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from assessment.demo.load import NotDemo, load


class Command(BaseCommand):
    help = _("载入演示数据（仅演示模式，可重复运行）。")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            loaded = load(at=timezone.now())
        except NotDemo as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(_("演示数据已载入。") if loaded else _("演示数据已在。"))
