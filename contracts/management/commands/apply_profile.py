"""manage.py apply_profile: contracts made earlier gain what later apps need of their profile."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from contracts.actions.profiles import renew_profile
from contracts.models import Contract
from contracts.profile_schema import load_profile


class Command(BaseCommand):
    help = _("按各合同的模板补齐内容，可重复运行；改动记入审计。")

    def handle(self, *args: Any, **options: Any) -> None:
        for contract in Contract.objects.order_by("pk"):
            changed = renew_profile(by=None, contract=contract, profile=load_profile(contract.profile_name))
            said = "、".join(changed) if changed else _("没有变化")
            self.stdout.write(f"{contract.slug}：{said}")
