"""manage.py verify_chain: does every audit event still read as it was written?"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from records.enums import BREAK_REASONS
from records.models import AuditHead
from records.queries import chain_break


class Command(BaseCommand):
    help = _("核验审计事件的哈希链；发现改动时退出码为 1 并指出第一处。")

    def handle(self, *args: Any, **options: Any) -> None:
        found = chain_break()
        if found:
            raise CommandError(
                _("审计链在第 %(number)s 条断开：%(reason)s。")
                % {"number": found.number, "reason": BREAK_REASONS[found.reason]},
                returncode=1,
            )
        head = AuditHead.objects.filter(pk=1).first()
        self.stdout.write(
            _("审计链完整：共 %(count)s 条，链头 %(hash)s")
            % {"count": head.number if head else 0, "hash": head.hash if head else _("（空）")}
        )
