"""manage.py make_daily_seal [--day YYYY-MM-DD]: seal a day that is over, yesterday by default; twice is harmless."""

from datetime import date, timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from assessment.actions.daily_seals import DayNotOver, make, seal_path
from assessment.models import SealDelivery


class Command(BaseCommand):
    """Ends with 1 when the seal stands but could not be delivered, with 2 for a day that cannot be sealed."""

    help = _("封存某一天的审计链末端和已封存考核表，写入文件并寄出；重复运行没有影响。")

    def add_arguments(self, parser: CommandParser) -> None:
        """Say what the command takes."""
        parser.add_argument("--day", default="", metavar="YYYY-MM-DD", help=_("哪一天，默认昨天"))

    def handle(self, *args: Any, **options: Any) -> None:
        """Seal and say where the line lies."""
        now = timezone.now()
        given = options["day"]
        try:
            day = date.fromisoformat(given) if given else timezone.localdate(now) - timedelta(days=1)
        except ValueError as wrong:
            raise CommandError(
                _("--day 的值“%(given)s”不是日期，应为 YYYY-MM-DD。") % {"given": given}, returncode=2
            ) from wrong
        try:
            seal = make(day=day, at=now)
        except DayNotOver as refused:
            raise CommandError(str(refused), returncode=2) from refused
        self.stdout.write(
            _("%(day)s 第 %(number)s 条 %(hash)s，考核表 %(cards)s 份")
            % {
                "day": seal.day,
                "number": seal.event_number,
                "hash": seal.event_hash,
                "cards": seal.card_count,
            }
        )
        waiting = SealDelivery.objects.filter(seal=seal, done_at=None)
        if waiting:
            said = "；".join(f"{each.get_channel_display()}：{each.problem}" for each in waiting)
            raise CommandError(
                _("封存已记入数据库，但没有送达：%(said)s。夜间任务会再试。") % {"said": said}, returncode=1
            )
        self.stdout.write(_("已写入 %(path)s") % {"path": seal_path(seal)})
