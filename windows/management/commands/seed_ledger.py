"""manage.py seed_ledger --cases 24000: made-up cases at a hall's real rate, to try and to measure the ledgers."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from contracts.models import Contract
from hall_ops.lib.errors import DomainError
from windows.seeding.load import may_seed, seed


class Command(BaseCommand):
    help = _("写入虚构办件（每个工作日约 3,200 件，最近几天的仍在办理），供演示和测速。")

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--cases", type=int, required=True, help=_("件数，如 24000 或 2400000"))
        parser.add_argument("--contract", help=_("合同网址代号；只有一个合同时可省略"))
        parser.add_argument("--seed", type=int, default=1, help=_("随机数种子，相同则数据相同"))
        parser.add_argument("--yes", action="store_true", help=_("非演示环境、已有办件时也写入"))

    def handle(self, *args: Any, **options: Any) -> None:
        if options["cases"] < 1:
            raise CommandError(_("--cases 须为正整数。"))
        contract = self._contract(options["contract"])
        by = User.objects.order_by("pk").first()
        if by is None:
            raise CommandError(_("系统里还没有账号，无法登记录入人。请先建立账号。"))
        began = time.perf_counter()
        try:
            may_seed(contract, options["yes"])
            made = seed(
                by=by, at=timezone.now(), contract=contract, cases=options["cases"], seed_number=options["seed"],
                say=self.stdout.write,
            )  # fmt: skip
        except DomainError as refused:
            raise CommandError(str(refused)) from refused
        took = time.perf_counter() - began
        self.stdout.write(
            _("%(first)s 至 %(last)s 共 %(cases)s 件，用时 %(took)s 秒，每秒 %(speed)s 件。")
            % {
                "first": made.first,
                "last": made.last,
                "cases": f"{made.cases:,}",
                "took": f"{took:.0f}",
                "speed": f"{made.cases / took:,.0f}",
            }
        )

    def _contract(self, slug: str | None) -> Contract:
        contracts = Contract.objects.filter(slug=slug) if slug else Contract.objects.all()
        found = list(contracts.select_related("purchaser")[:2])
        if len(found) != 1:
            known = "、".join(Contract.objects.values_list("slug", flat=True)) or _("（无）")
            raise CommandError(_("请用 --contract 指定一个合同。现有：%(known)s") % {"known": known})
        return found[0]
