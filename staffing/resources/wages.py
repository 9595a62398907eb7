"""A wage list from Excel: its columns, each row laid beside the staff files, every fault named by row and column."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from contracts.models import Contract
from hall_ops.lib.file_problems import FileProblem, FileRefused
from hall_ops.lib.sheets import FORM_LIMITS, Column, read_workbook, table_from, write_table
from staffing.actions.wages import MOST_YUAN, WageEntry
from staffing.models import Person
from staffing.queries.wages import last_day
from staffing.rules.wages import ZERO, Amounts, wrong_sums

MONEY = (
    "basic", "performance", "allowance", "overtime", "gross", "own_insurance", "own_fund", "tax", "deducted", "net",
)  # fmt: skip
DAYS = ("paid_on", "insured_on", "fund_on")
Fault = tuple[str, str, str]


def columns() -> tuple[Column, ...]:
    return (
        Column("number", _("工号"), kind="code", max_length=20),
        Column("name", _("姓名"), max_length=60),
        _money("basic", _("基本工资"), required=True),
        _money("performance", _("月绩效"), ("绩效工资", "绩效")),
        _money("allowance", _("高温等补贴"), ("补贴", "高温补贴")),
        _money("overtime", _("加班费"), ("加班工资",)),
        _money("gross", _("应发工资"), ("应发合计", "应发"), required=True),
        _money("own_insurance", _("个人社保"), ("社保个人部分", "代扣社保")),
        _money("own_fund", _("个人公积金"), ("公积金个人部分", "代扣公积金")),
        _money("tax", _("个人所得税"), ("个税", "代扣个税")),
        _money("deducted", _("扣款"), ("其他扣款", "考核扣款")),
        _money("net", _("应实发"), ("实发工资", "实发合计"), required=True),
        _money("paid", _("已发放"), ("已发金额",)),
        Column("paid_on", _("发放日期"), kind="date", required=False),
        Column("insured_on", _("社保缴纳日期"), kind="date", required=False),
        Column("fund_on", _("公积金缴纳日期"), kind="date", required=False),
        Column("note", _("备注"), required=False, max_length=200),
    )


def _money(key: str, title: str, aliases: tuple[str, ...] = (), *, required: bool = False) -> Column:
    return Column(key, title, aliases, kind="decimal", required=required, minimum=0)


def template(people: list[Person]) -> bytes:
    """The list to fill in: headings, and a row for everybody engaged, with nothing in it but who they are."""
    rest = [None] * (len(columns()) - 2)
    return write_table(columns(), [(each.number, each.name, *rest) for each in people], sheet=_("工资"))


def read_wages(contract: Contract, month: date, name: str, data: bytes, *, today: date) -> list[WageEntry]:
    """The lines of a file. Raises: FileRefused with every fault."""
    sheet = read_workbook(name, data, FORM_LIMITS).sheets[0]
    asked = columns()
    table, by_key = table_from(sheet, asked), {column.key: column for column in asked}
    numbers = [str(row.values["number"].value) for row in table.rows]
    last = last_day(month)
    known = Person.objects.filter(contract=contract, number__in=numbers)
    engaged = set(
        known.filter(engagements__voided_at=None, engagements__starts_on__lte=last).values_list(
            "pk", flat=True
        )
    )
    people = {person.number: person for person in known}
    entries: list[WageEntry] = []
    problems: list[FileProblem] = []
    seen: dict[str, int] = {}
    for row in table.rows:
        values = {key: cell.value for key, cell in row.values.items()}
        person = people.get(str(values["number"]))
        faults = [*_whose(values, person, engaged, last), *_what(values, month, today)]
        first = seen.setdefault(str(values["number"]), row.number)
        if first != row.number:
            faults.append(("number", _("与第 %(row)d 行是同一个人") % {"row": first}, _("每人只保留一行")))
        problems += [table.problem(row, by_key[key], why, how, sheet=sheet.name) for key, why, how in faults]
        if person is not None and not faults:
            entries.append(_entry(person, values))
    if problems:
        raise FileRefused(problems)
    return entries


def _whose(values: dict[str, Any], person: Person | None, engaged: set[int], last: date) -> Iterator[Fault]:
    if person is None:
        yield "number", _("人员档案里没有这个工号"), _("请核对工号，或先建立人员档案")
        return
    if str(values["name"]) != person.name:
        yield "name", _("与档案不符，工号 %(number)s 是 %(name)s") % {
            "number": person.number, "name": person.name,
        }, _("请核对工号和姓名")  # fmt: skip
    if person.pk not in engaged:
        yield "number", _("到 %(day)s 还没有任职") % {"day": last.isoformat()}, _("请核对月份，或先登记任职")


def _what(values: dict[str, Any], month: date, today: date) -> Iterator[Fault]:
    for key in (*MONEY, "paid"):
        if (values.get(key) or ZERO) >= MOST_YUAN:
            yield key, _("超出范围"), _("请填小于一千万元的金额")
    amounts = _amounts(values)
    for key, right in wrong_sums(amounts).items():
        if key == "gross":
            rule = _("应发 = 基本工资 + 月绩效 + 高温等补贴 + 加班费")
        else:
            rule = _("应实发 = 应发 − 个人社保 − 个人公积金 − 个人所得税 − 扣款")
        yield key, _("与各项不符，应为 %(right)s") % {"right": f"{right:.2f}"}, rule
    if amounts.right_net < 0:
        yield "deducted", _("扣得比应发还多"), _("请核对各扣款项")
    paid, paid_on = values.get("paid"), values.get("paid_on")
    if paid and not paid_on:
        yield "paid_on", _("已发放却没有日期"), _("请填写发放日期")
    if paid_on and paid is None:
        yield "paid", _("有发放日期却没有金额"), _("请填写已发放的金额")
    for key in DAYS:
        day = values.get(key)
        if day and not month <= day <= today:
            yield (
                key,
                _("不在 %(first)s 至今天之间") % {"first": month.isoformat()},
                _("请核对日期，还没有发生的请留空"),
            )


def _amounts(values: dict[str, Any]) -> Amounts:
    return Amounts(**{key: Decimal(values.get(key) or 0) for key in MONEY})


def _entry(person: Person, values: dict[str, Any]) -> WageEntry:
    paid = values.get("paid")
    return WageEntry(
        person=person.pk, amounts=_amounts(values), paid=Decimal(paid) if paid is not None else None,
        note=str(values.get("note") or ""), **{key: values.get(key) for key in DAYS},
    )  # fmt: skip


# -- between the preview and the taking -------------------------------------------------------------------------------
def packed(entries: list[WageEntry]) -> list[list[Any]]:
    """Lines as the signed preview carries them."""
    return [
        [
            each.person, [str(getattr(each.amounts, key)) for key in MONEY],
            str(each.paid) if each.paid is not None else None,
            [day.isoformat() if (day := getattr(each, key)) else None for key in DAYS], each.note,
        ]
        for each in entries
    ]  # fmt: skip


def unpacked(rows: list[list[Any]]) -> list[WageEntry]:
    found = []
    for person, amounts, paid, days, note in rows:
        named = {key: date.fromisoformat(day) if day else None for key, day in zip(DAYS, days, strict=True)}
        found.append(
            WageEntry(
                person=person, note=note, paid=Decimal(paid) if paid is not None else None,
                amounts=Amounts(**{key: Decimal(text) for key, text in zip(MONEY, amounts, strict=True)}), **named,
            )
        )  # fmt: skip
    return found
