"""manage.py seed_calendar 2022 2027: the work calendar of these years, both included."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.actions.calendar import CalendarRefused, seed_year


class Command(BaseCommand):
    help = _("写入所列年份（含首尾）的工作日历；尚未公布放假安排的年份标为暂定。可重复运行。")

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("first", type=int, metavar=_("起始年份"))
        parser.add_argument("last", type=int, metavar=_("截止年份"), nargs="?")

    def handle(self, *args: Any, **options: Any) -> None:
        first, last = options["first"], options["last"] or options["first"]
        if last < first:
            raise CommandError(
                _("截止年份 %(last)s 早于起始年份 %(first)s。") % {"last": last, "first": first}
            )
        for year in range(first, last + 1):
            try:
                changed = seed_year(by=None, at=timezone.now(), year=year)
            except CalendarRefused as error:
                raise CommandError(str(error)) from error
            said = _("%(year)s 年：写入 %(days)s 天") if changed else _("%(year)s 年：没有变化")
            self.stdout.write(said % {"year": year, "days": changed})
