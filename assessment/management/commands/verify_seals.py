"""manage.py verify_seals [--outside FILE]: does everything that was sealed still read as it was sealed?"""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from assessment.models import CardSeal, DailySeal
from assessment.queries.outside_seal import OutsideUnreadable, read_lines
from assessment.queries.seal_faults import seal_faults


class Command(BaseCommand):
    """Ends with 1 and names each fault; with 2 when the file kept outside cannot be read."""

    help = _("核验审计链、每日封存、每张封存考核表及其签署；可与另外保存的每日封存核对。")

    def add_arguments(self, parser: CommandParser) -> None:
        """Say what the command takes."""
        parser.add_argument(
            "--outside", default="", help=_("另外保存的每日封存：文件，或存放这些文件的文件夹")
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Check and name."""
        outside = []
        if options["outside"]:
            try:
                outside = read_lines(Path(options["outside"]))
            except OutsideUnreadable as refused:
                raise CommandError(str(refused), returncode=2) from refused
        found = list(seal_faults(outside))
        for fault in found:
            self.stderr.write(f"✗ {fault.text}")
        if found:
            raise CommandError(
                _("发现 %(count)s 处不符。请保留现场，联系审计管理员与采购人。") % {"count": len(found)},
                returncode=1,
            )
        with_outside = (
            _("，与外部封存 %(days)s 天一致") % {"days": len(outside)}
            if outside
            else _("；没有给出外部封存，整库回退无从发现")
        )
        cards, days = CardSeal.objects.count(), DailySeal.objects.count()
        self.stdout.write(
            _("核验通过：考核表封存 %(cards)s 份，每日封存 %(days)s 天%(outside)s。")
            % {"cards": cards, "days": days, "outside": with_outside}
        )
