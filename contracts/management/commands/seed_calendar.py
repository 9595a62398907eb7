"""manage.py seed_calendar 2022 2027: the work calendar of these years, both included."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from contracts.actions.calendar import CalendarRefused, seed_year


class Command(BaseCommand):
    help = "写入所列年份（含首尾）的工作日历；尚未公布放假安排的年份标为暂定。可重复运行。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("first", type=int, metavar="起始年份")
        parser.add_argument("last", type=int, metavar="截止年份", nargs="?")

    def handle(self, *args: Any, **options: Any) -> None:
        first, last = options["first"], options["last"] or options["first"]
        if last < first:
            raise CommandError(f"截止年份 {last} 早于起始年份 {first}。")
        for year in range(first, last + 1):
            try:
                changed = seed_year(by=None, at=timezone.now(), year=year)
            except CalendarRefused as error:
                raise CommandError(str(error)) from error
            self.stdout.write(f"{year} 年：写入 {changed} 天" if changed else f"{year} 年：没有变化")
