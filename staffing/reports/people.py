"""The list of staff as an Excel file: masked numbers, posts, papers and their ends."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from hall_ops.lib.sheet_writing import SheetTable, write_sheets
from hall_ops.lib.sheets import Column
from staffing.queries.disclosure import masked_column
from staffing.queries.staff_files import Papers, PersonRow
from staffing.rules.eligibility import age_on

COLUMNS = (
    Column("number", "工号", kind="code"), Column("name", "姓名"), Column("sex", "性别"),
    Column("age", "年龄", kind="integer"), Column("id", "身份证号（遮盖）", width=22),
    Column("phone", "联系电话（遮盖）", width=16), Column("post", "岗位"), Column("team", "班组"),
    Column("leader", "班组长"), Column("window", "窗口号", kind="code"), Column("starts_on", "到岗日期", kind="date"),
    Column("ends_on", "离岗日期", kind="date"), Column("labour", "劳动合同到期", kind="date"),
    Column("badge", "工牌号", kind="code"), Column("medical", "最近体检", kind="date"),
    Column("level", "证书等级", kind="integer"), Column("gaps", "缺少或到期", width=40),
)  # fmt: skip


def people_sheet(rows: Iterable[PersonRow], papers: Papers, day: date, *, title: str, mark: str) -> bytes:
    """The bytes of the file. Shape: `mark` says who took it, when and why, on every page."""
    table = SheetTable(_("员工名册"), COLUMNS, (_cells(row, papers, day) for row in rows), title, mark=mark)
    return write_sheets([table])


def _cells(row: PersonRow, papers: Papers, day: date) -> list[object]:
    person, held = row.person, row.held
    labour = [each.ends_on for each in papers.labour.get(person.pk, [])]
    badges = [
        badge.number
        for badge in papers.badges.get(person.pk, [])
        if not badge.lost_on and not badge.returned_on
    ]
    medical = papers.medicals.get(person.pk)
    return [
        person.number, person.name, str(person.get_sex_display()), age_on(person.born_on, day),
        masked_column(person, "id"), masked_column(person, "phone"), held.post.name if held else "",
        held.team.name if held and held.team else "", _("是") if held and held.leader else "",
        held.window.number if held and held.window else "", held.starts_on if held else None,
        held.ends_on if held else None,
        None if None in labour else max((each for each in labour if each), default=None),
        badges[0] if badges else "", medical.checked_on if medical else None, row.level,
        "；".join(gap.text for gap in row.gaps),
    ]  # fmt: skip
