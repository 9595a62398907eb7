"""manage.py settle_year PROFILE YEAR MONTHS --price YUAN: a service year's performance money, without a database."""

import re
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, NoReturn

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _

from assessment.files.rubrics import read_bytes
from assessment.files.year_totals import read_totals
from assessment.management.commands.score_month import Command as ScoreMonth
from assessment.management.commands.score_month import _price as price_of
from assessment.management.commands.score_month import _refusal as refusal_text
from assessment.management.commands.score_month import _wrong as wrong
from assessment.rules import Rubric, rubric_from_document
from assessment.rules.settlement import BasisResult, Settlement, settle
from assessment.rules.settlement_profile import (
    NoPerformanceMoney,
    YearMoney,
    performance_of,
    settlement_terms,
)
from contracts.profile_schema import Profile, ProfileRefused, load_profile, profile_names, service_years_for
from contracts.profile_schema.agreement import ServiceYear
from hall_ops.lib.file_problems import FileRefused

USAGE = "settle_year PROFILE YEAR MONTHS --price YUAN"
PEOPLE = re.compile(r"\d{1,6}", re.ASCII)
DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


class Command(ScoreMonth):
    """Settles a file of monthly totals; whatever is wrong with the input ends in exit status 2."""

    help = _("按三种结算口径计算一个服务年度的绩效金额，不读写数据库")

    def add_arguments(self, parser: CommandParser) -> None:
        """Say what the command takes."""
        parser.add_argument("profile", help=_("合同名称，或合同文件 .yaml"))
        parser.add_argument("year", help=_("服务年度：1、2、3"))
        parser.add_argument("months", help=_("各月得分 .csv：month（YYYY-MM）、total"))
        parser.add_argument("--price", default="", metavar="YUAN", help=_("当年合同价（元）"))
        parser.add_argument("--uncertified", default="0", metavar="N", help=_("未按期取证的人数"))
        parser.add_argument(
            "--starts-on", default="", metavar="DATE", help=_("合同没有固定服务年度时的起始日")
        )
        parser.add_argument("--json", default="", metavar="PATH", help=_("输出 JSON 到文件；- 为标准输出"))

    def _misused(self, message: str) -> NoReturn:
        self.stderr.write(_("命令写法不对（%(why)s）。用法：%(usage)s") % {"why": message, "usage": USAGE})
        raise SystemExit(2)

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, settle, print."""
        money = YearMoney(price_of(options["price"]), _people(options["uncertified"]))
        profile = _profile(options["profile"])
        try:
            year = _year(profile, options["year"], options["starts_on"])
            rubric = rubric_from_document(profile.rubric) if profile.rubric else None
            settlement = self._settle(profile, year, money, rubric, options["months"])
        except NoPerformanceMoney as refused:
            raise wrong(str(refused)) from refused
        except FileRefused as refused:
            raise wrong(refusal_text(refused)) from refused
        if options["json"]:
            self._print(result_of(year.number, settlement), options["json"])
        else:
            self.stdout.write(readable(year, settlement))

    def _settle(
        self, profile: Profile, year: ServiceYear, money: YearMoney, rubric: Rubric | None, file: str
    ) -> Settlement:
        terms = settlement_terms(profile, year, money, rubric)
        path = Path(file)
        if not path.is_file():
            raise wrong(_("找不到各月得分“%(given)s”") % {"given": file})
        return settle(terms, read_totals(path.name, read_bytes(path), terms.assessed, rubric))


def _people(text: str) -> int:
    if not PEOPLE.fullmatch(text):
        reason = _("--uncertified：值 %(value)s 不是人数。应为 0 或正整数，如 3")
        raise wrong(reason % {"value": text or _("（空）")})
    return int(text)


def _profile(argument: str) -> Profile:
    known = _("可用：%(names)s，或一个 .yaml 合同文件") % {"names": "、".join(profile_names())}
    if argument not in profile_names() and not Path(argument).is_file():
        words = {"given": argument, "known": known}
        raise wrong(_("找不到合同“%(given)s”。%(known)s") % words)
    try:
        return load_profile(argument)
    except ProfileRefused as refused:
        words = {"given": argument, "why": str(refused)}
        raise wrong(_("合同文件“%(given)s”有误：\n%(why)s") % words) from refused


def _year(profile: Profile, text: str, starts_on: str) -> ServiceYear:
    """The service year meant: a fixed one of the profile, else one that runs from the day given."""
    most = len(profile.service_years) or profile.term.years + profile.term.renewals
    allowed = "、".join(str(number) for number in range(1, most + 1))
    if text not in allowed.split("、"):
        reason = _("YEAR：值 %(value)s 不是合同“%(name)s”的服务年度。应为 %(allowed)s 之一")
        raise wrong(reason % {"value": text, "name": profile.name, "allowed": allowed})
    if profile.service_years:
        return profile.service_years[int(text) - 1]
    performance_of(profile)
    renewals = max(0, int(text) - profile.term.years)
    return service_years_for(profile, _day(profile, starts_on), renewals)[int(text) - 1]


def _day(profile: Profile, text: str) -> date:
    if not text:
        reason = _("合同“%(name)s”没有固定的服务年度，请用 --starts-on 给出服务开始日，如 2024-03-15")
        raise wrong(reason % {"name": profile.name})
    try:
        return date.fromisoformat(text if DAY.fullmatch(text) else "")
    except ValueError as missing:
        reason = _("--starts-on：值 %(value)s 不是日期。应为 YYYY-MM-DD，如 2024-03-15")
        raise wrong(reason % {"value": text}) from missing


def result_of(year: int, settlement: Settlement) -> dict[str, Any]:
    """Return the settlement as the texts that are printed. Units: points; yuan."""
    return {"year": year, "bases": {result.basis: _basis(result) for result in settlement.bases}}


def _basis(result: BasisResult) -> dict[str, str]:
    return {
        "mean": result.mean_shown,
        "mean_exact": result.mean_exact,
        "coefficient": result.coefficient_exact,
        "gross_yuan": _two(result.gross_yuan),
        "certification_yuan": _two(result.certification_yuan),
        "net_yuan": _two(result.net_yuan),
    }


def _two(amount: Decimal) -> str:
    return f"{amount:.2f}"


def readable(year: ServiceYear, settlement: Settlement) -> str:
    """Return the settlement as lines for people, the reckoning of the default basis included."""
    names = {"annual": _("全年平均"), "monthly": _("逐月系数"), "quarterly": _("逐季系数")}
    paying = settlement.paying
    words = {"year": year.number, "count": len(settlement.months), "mean": paying.mean_shown}
    lines = [_("第 %(year)s 服务年度，%(count)s 个考核月，月平均分 %(mean)s") % words]
    for result in settlement.bases:
        words = {**_basis(result), "name": names[result.basis]}
        lines.append(
            _("  %(name)s：系数 %(coefficient)s，应得 %(gross_yuan)s 元，未取证扣 %(certification_yuan)s 元，"
              "实付 %(net_yuan)s 元") % words
        )  # fmt: skip
    lines.append(_("按“%(name)s”的计算过程：") % {"name": names[paying.basis]})
    lines += [f"  {step.label}：{step.formula} → {step.value}" for step in paying.steps]
    return "\n".join(lines)
