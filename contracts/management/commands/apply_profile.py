"""manage.py apply_profile: contracts made earlier gain what later apps need of their profile."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from contracts.actions.contracts import apply_profile
from contracts.models import Contract
from contracts.profile_schema import load_profile


class Command(BaseCommand):
    help = "按各合同的模板补齐内容，可重复运行。"

    def handle(self, *args: Any, **options: Any) -> None:
        for contract in Contract.objects.order_by("pk"):
            with transaction.atomic():
                apply_profile(contract, load_profile(contract.profile_name))
            self.stdout.write(f"{contract.slug}：已补齐")
