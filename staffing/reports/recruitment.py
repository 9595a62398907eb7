"""Recruitment on paper: the plan of a need, a notice's first draft, the list the purchaser confirms."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from contracts.models import Contract
from contracts.profile_schema.work import Recruitment, Requirement
from hall_ops.lib.sheets import Column, write_table
from staffing.enums import Stage
from staffing.models import Need, Notice
from staffing.queries.recruitment import CandidateRow, NeedRow
from staffing.rules.recruitment import CHAIN


def plan_context(
    contract: Contract, row: NeedRow, notices: Sequence[Notice], demands: Sequence[Requirement],
    agreed: Recruitment | None, day: date,
) -> dict[str, Any]:  # fmt: skip
    """The plan of a need: who, why, what is asked, which stages, what is preferred."""
    named = set(agreed.stages) if agreed else set()
    return {
        "contract": contract,
        "row": row,
        "need": row.need,
        "notices": notices,
        "demands": demands,
        "stages": [(Stage(stage).label, stage in named) for stage in CHAIN],
        "agreed": agreed,
        "preferences": contract.profile.get("preferences", []),
        "day": day,
    }


def notice_draft(need: Need, demands: Sequence[Requirement], agreed: Recruitment | None) -> str:
    """A first text of the notice; whoever publishes it reads it against the law of equal employment."""
    lines = [
        _("一、岗位和人数：%(post)s %(count)d 人。") % {"post": need.post.name, "count": need.headcount},
        _("二、任职条件："),
        *(f"{number}. {each.summary}" for number, each in enumerate(demands, start=1)),
    ]
    if preferred := need.contract.profile.get("preferences", []):
        lines.append(_("三、优先条件：%(text)s。") % {"text": "、".join(preferred)})
    if agreed and agreed.stages:
        chain = "、".join(str(Stage(each).label) for each in agreed.stages)
        lines.append(_("四、招聘环节：%(text)s。") % {"text": chain})
    return "\n".join(lines)


def sheet_context(contract: Contract, rows: Sequence[CandidateRow], day: date) -> dict[str, Any]:
    return {"contract": contract, "rows": [line_of(row) for row in rows], "day": day}


def line_of(row: CandidateRow) -> dict[str, Any]:
    """A person as the purchaser's list shows them: no number of any document, nothing of their health."""
    each = row.candidate
    return {
        "need": each.need.number,
        "post": each.need.post.name,
        "name": each.name,
        "sex": each.get_sex_display(),
        "born_on": each.born_on,
        "schooling": (_("全日制") if each.full_time else "") + each.get_schooling_display(),
        "school": each.school,
        "experience": each.experience_years,
        "grade": each.grade,
        "written": row.scores.get(Stage.WRITTEN),
        "interview": row.scores.get(Stage.INTERVIEW),
        "demands": _demands(row),
        "waived": "、".join(row.waived),
        "incumbent": _("是") if each.incumbent else "",
        "offered": each.offered_pay_yuan,
    }


def _demands(row: CandidateRow) -> str:
    if not row.judgements:
        return _("合同没有写")
    unmet = [
        f"{each.requirement.summary}：{each.why}"
        for each in row.judgements
        if each.verdict in ("not_met", "unknown")
    ]
    return "；".join(unmet) or _("全部符合")


def sheet_table(rows: Sequence[CandidateRow]) -> bytes:
    columns = [
        Column("need", _("招聘需求"), kind="code"), Column("post", _("岗位")), Column("name", _("姓名")),
        Column("sex", _("性别")), Column("born_on", _("出生日期"), kind="date"), Column("schooling", _("学历")),
        Column("school", _("毕业院校")), Column("experience", _("相关工作年限"), kind="decimal", places=1),
        Column("grade", _("初试档次")), Column("written", _("笔试成绩"), kind="decimal", places=1),
        Column("interview", _("面试成绩"), kind="decimal", places=1), Column("demands", _("任职条件")),
        Column("waived", _("免予的环节")), Column("incumbent", _("原服务人员")),
        Column("offered", _("拟定月薪酬（元）"), kind="decimal", places=2), Column("opinion", _("采购人意见")),
    ]  # fmt: skip
    table = [[*line_of(row).values(), ""] for row in rows]
    return write_table(columns, table, title=_("采购人确认单"), sheet=_("确认单"))
