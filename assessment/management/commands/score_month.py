"""manage.py score_month RUBRIC ENTRIES --price YUAN [--json -]: one month's score and money, without a database."""

import json
import re
from decimal import Decimal
from pathlib import Path
from typing import Any, NoReturn

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from assessment.files.entries import read_entries
from assessment.files.rubrics import find_rubric, read_bytes
from assessment.rules import DECISIONS, CardScore, performance_yuan, score_card
from assessment.rules.payout import PERFORMANCE_SHARE
from hall_ops.lib.file_problems import FileRefused

PRICE = re.compile(r"\d{1,12}(\.\d{1,2})?", re.ASCII)


class Command(BaseCommand):
    """Scores a file of entries by a rubric; whatever is wrong with the input ends in exit status 2."""

    help = _(
        "按计分规则计算一个月的得分、档次与绩效金额，不读写数据库。"
        "绩效金额占合同价的比例取自合同；单独的计分规则文件没有写明，按 10% 计。"
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Say what the command takes."""
        parser.add_argument("rubric", nargs="?", default="", help=_("合同名称，或 .xlsx、.yaml 计分规则"))
        parser.add_argument("entries", nargs="?", default="", help=_("考核记录：.csv 或 .xlsx"))
        parser.add_argument("--price", default="", metavar="YUAN", help=_("当年合同价（元）"))
        parser.add_argument("--json", default="", metavar="PATH", help=_("输出 JSON 到文件；- 为标准输出"))
        parser.add_argument(
            "--decision", action="append", default=[], metavar="KEY=VALUE", help=_("约定，可重复")
        )

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        """Let a wrong option end like any other wrong input."""
        parser = super().create_parser(prog_name, subcommand, **kwargs)
        parser.error = self._misused  # type: ignore[method-assign]
        return parser

    def _misused(self, message: str) -> NoReturn:
        self.stderr.write(
            _("命令写法不对（%(why)s）。用法：score_month 规则 记录 --price 元") % {"why": message}
        )
        raise SystemExit(2)

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, score, print."""
        price, decisions = _price(options["price"]), _decisions(options["decision"])
        if not options["rubric"] or not options["entries"]:
            raise _wrong(_("请给出计分规则和考核记录：score_month 规则 记录 --price 元"))
        try:
            found = find_rubric(options["rubric"])
            path = Path(options["entries"])
            if not path.is_file():
                raise _wrong(_("找不到考核记录“%(given)s”") % {"given": options["entries"]})
            read = read_entries(path.name, read_bytes(path), found.rubric)
        except FileRefused as refused:
            raise _wrong(_refusal(refused)) from refused
        for doubt in found.doubts:
            self.stderr.write(_("请核对：%(doubt)s") % {"doubt": doubt})
        result = result_of(score_card(found.rubric, read.entries, decisions), price, found.share)
        self._print(result, options["json"])

    def _print(self, result: dict[str, Any], target: str) -> None:
        text = json.dumps(result, ensure_ascii=False, indent=2)
        if not target:
            self.stdout.write(readable(result))
        elif target == "-":
            self.stdout.write(text)
        else:
            try:
                Path(target).write_text(text + "\n", encoding="utf-8")
            except OSError as failed:
                raise _wrong(_("写不了文件“%(name)s”") % {"name": target}) from failed


def _wrong(message: str) -> CommandError:
    return CommandError(message, returncode=2)


def _price(text: str) -> Decimal:
    if not PRICE.fullmatch(text) or not Decimal(text):
        reason = _("--price：值 %(value)s 不是金额。应为大于 0 的数，单位元，最多两位小数，如 11265500.00")
        raise _wrong(reason % {"value": text or _("（空）")})
    return Decimal(text)


def _decisions(pairs: list[str]) -> dict[str, str]:
    chosen = {}
    for pair in pairs:
        key, _mark, value = pair.partition("=")
        if value not in DECISIONS.get(key, ()):
            allowed = "；".join(f"{name}={'|'.join(options)}" for name, options in DECISIONS.items())
            words = {"value": pair, "allowed": allowed}
            raise _wrong(_("--decision：值 %(value)s 不在可选的范围内。可用：%(allowed)s") % words)
        chosen[key] = value
    return chosen


def _refusal(refused: FileRefused) -> str:
    rest = refused.total - len(refused.problems)
    more = "\n" + _("另有 %(rest)s 处问题未列出。") % {"rest": rest} if rest else ""
    return str(refused) + more


def result_of(score: CardScore, price: Decimal, share: Decimal | None = None) -> dict[str, Any]:
    """Return the card as the texts that are printed; the month stands for the whole year.

    Shape: `share` is the profile's; without one the default of assessment.rules.payout holds, a tenth.
    Units: points; yuan.
    """
    coefficient = score.tier.coefficient
    part = PERFORMANCE_SHARE if share is None else share
    groups = [
        {"code": g.code, "name": g.name, "cap": None if g.cap is None else two(g.cap), "deducted": two(g.deducted),
         "score": two(g.score)}
        for g in score.groups
    ]  # fmt: skip
    return {
        "total": two(score.total),
        "full": two(score.full),
        "groups": groups,
        "coefficient": two(coefficient),
        "performance_yuan": two(performance_yuan(price, part, coefficient)),
    }


def two(number: Decimal) -> str:
    """Return a number with two decimals, more only where it has more."""
    places = number.normalize().as_tuple().exponent
    plain = number if isinstance(places, int) and places < -2 else number.quantize(Decimal("0.01"))
    return f"{plain if plain else abs(plain):f}"


def readable(result: dict[str, Any]) -> str:
    """Return the result as a table for people."""
    lines = [_("得分 %(total)s（满分 %(full)s）") % result]
    for group in result["groups"]:
        words = {**group, "cap": group["cap"] or _("不封顶")}
        lines.append(_("  %(code)s %(name)s：分值 %(cap)s，扣 %(deducted)s，得 %(score)s") % words)
    lines.append(_("系数 %(coefficient)s，绩效金额 %(performance_yuan)s 元") % result)
    return "\n".join(lines)
