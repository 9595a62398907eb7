"""The indicators as the screen and the Excel file show them: a name, a share, what it counts, by which clause."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from hall_ops.lib.sheets import Column
from windows.queries.item_indicators import ItemIndicators, Share


@dataclass(frozen=True, slots=True)
class Line:
    """One indicator of the whole hall."""

    label: str
    share: Share
    note: str


def lines_of(found: ItemIndicators) -> list[Line]:
    """The six shares 001 asks for, in its order."""
    return [
        Line(
            _("事项进驻率"), found.in_hall,
            _("已进驻大厅的事项 / 计入的全部事项；公安、税务、社保不计，目标不低于七成。出处：001 1.2(1)"),
        ),
        Line(_("好差评率"), found.rated, _("有人评价的办件 / 可评价的办件；默认评价不算。出处：001 1.2(5)")),
        Line(
            _("零跑动可办率"), found.zero_visit_possible,
            _("可零跑动的事项 / 在大厅办理的事项。出处：001 1.2(5)"),
        ),
        Line(
            _("零跑动使用率"), found.zero_visit_used,
            _("网上或邮寄交件且不用来取件的办件 / 可零跑动事项的办件。出处：001 1.2(5)"),
        ),
        Line(
            _("电子证照覆盖率"), found.licence_possible,
            _("可用电子证照代替的材料 / 大厅事项要求的全部材料。出处：001 1.2(5)"),
        ),
        Line(
            _("电子证照使用率"), found.licence_used,
            _("以电子证照收取的材料 / 收到的、可用电子证照代替的材料。出处：001 1.2(5)"),
        ),
    ]  # fmt: skip


def indicator_columns() -> list[Column]:
    return [
        Column("label", _("指标"), width=20),
        Column("of", _("范围"), width=28),
        Column("numerator", _("分子"), kind="integer"),
        Column("denominator", _("分母"), kind="integer"),
        Column("share", _("比例")),
        Column("target", _("目标")),
        Column("note", _("口径和出处"), width=60),
    ]


def indicator_cells(found: ItemIndicators) -> Iterator[list[object]]:
    """The hall's shares, then by department, by licence, and by month the users of the mobile service."""
    lines = lines_of(found)
    for line in lines:
        yield _cells(line.label, _("全大厅"), line.share, line.note)
    for row in found.departments:
        yield _cells(lines[0].label, row.department, row.in_hall, lines[0].note)
        yield _cells(lines[2].label, row.department, row.zero_visit, lines[2].note)
    for each in found.licences:
        yield _cells(lines[5].label, each.licence, each.used, lines[5].note)
    users = _("分子为当月末用户数，分母为上月末用户数；平台数据，人工登记。出处：001 1.2(5)")
    guided = _("当月由大厅引导注册的人数；平台数据，人工登记。出处：001 1.2(5)")
    for month in found.app:
        name = f"{month.month:%Y-%m}"
        if month.users is not None:
            yield [_("掌上办平台注册用户"), name, month.users, month.before, "", "", users]
        if month.guided is not None:
            yield [_("大厅引导注册"), name, month.guided, None, "", "", guided]


def _cells(label: str, of: str, share: Share, note: str) -> list[object]:
    target = f"{share.target:.0%}" if share.target is not None else ""
    return [label, of, share.numerator, share.denominator, share.shown, target, note]
