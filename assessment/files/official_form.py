"""The official eight-column form, laid out once for PDF, Excel and screen.

Source: 002 § 五(一) 表1 (被考核单位, 考核日期, eight headings, 合计, 批准、审核、考核人).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from itertools import groupby

from django.utils.translation import gettext as _

from assessment.enums import Effect, GroupKind
from assessment.rules import CardScore, Criterion, Group, Rubric
from assessment.rules.phrases import plain_number, rule_phrase

HEADINGS = ("服务内容", "考核项目", "考核细则", "分值", "评分细则", "扣分", "考核得分", "考核问题项记录")
SIGNATURES = ("批准：", "审核：", "考核人：")
UNLIMITED = "不封顶"
SIGNS = {Effect.DEDUCTION: "-", Effect.BONUS: "+", Effect.DEMERIT: "-"}
Notes = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class FormHead:
    """What stands above the table and beside the signatures.

    Shape: `month` is the first day of the month; `signed` maps a signature place to who signed and when.
    """

    month: date | None = None
    contractor: str = ""
    assessed_on: date | None = None
    signed: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FormCell:
    """A cell merged over `rows` rows, this one being the first."""

    text: str
    rows: int


@dataclass(frozen=True, slots=True)
class FormRow:
    """One criterion. `section`, `heading`, `cap` and `score` hold what is printed; the cells say where it starts.

    Shape: a cell is None in rows that an earlier one covers. `clean_text` lacks the correction beside it.
    """

    code: str
    section: str
    heading: str
    cap: str
    text: str
    clean_text: str
    correction: str
    rule: str
    deducted: str = ""
    score: str = ""
    notes: str = ""
    section_cell: FormCell | None = None
    heading_cell: FormCell | None = None
    cap_cell: FormCell | None = None
    score_cell: FormCell | None = None


@dataclass(frozen=True, slots=True)
class OfficialForm:
    """The whole form: what is above, the rows, the sums, what is below."""

    title: str
    month_label: str
    contractor: str
    assessed_on: str
    rows: tuple[FormRow, ...]
    total_cap: str
    total_score: str
    notes: tuple[str, ...]
    signatures: tuple[tuple[str, str], ...]
    headings: tuple[str, ...] = HEADINGS


def official_form(
    rubric: Rubric, card: CardScore | None = None, notes: Notes | None = None, head: FormHead | None = None
) -> OfficialForm:
    """Lay out a rubric, and with `card` a month's card, in the official form.

    Shape: `notes` maps a criterion's code to what was found, entry by entry.
    """
    head = head or FormHead()
    return OfficialForm(
        title=rubric.title,
        month_label=_("（%(year)s 年 %(month)s 月）") % {"year": head.month.year, "month": head.month.month}
        if head.month
        else _("（    年    月）"),
        contractor=head.contractor,
        assessed_on=_day(head.assessed_on),
        rows=form_rows(rubric, card, notes),
        total_cap=_total_cap(rubric),
        total_score=plain_number(card.total) if card else "",
        notes=(_("注：上述扣分及加分以各考核项目分值为上限。"),),
        signatures=tuple((place, head.signed.get(place, "")) for place in SIGNATURES),
    )


def _day(day: date | None) -> str:
    words = {"year": day.year, "month": day.month, "day": day.day} if day else {}
    return _("%(year)s 年 %(month)s 月 %(day)s 日") % words if day else _("    年    月    日")


def form_rows(
    rubric: Rubric, card: CardScore | None = None, notes: Notes | None = None
) -> tuple[FormRow, ...]:
    """Return the rows of the form, section by section and group by group, with the cells that merge."""
    points = {line.code: line.points for line in card.lines} if card else {}
    scores = {group.code: plain_number(group.score) for group in card.groups} if card else {}
    titles = _section_titles(rubric)
    rows = []
    ordered = in_form_order(rubric)
    for criterion in ordered:
        group = rubric.group(criterion.group)
        wording = f"{printed_number(criterion.code)}. {criterion.official_text or criterion.name}"
        rows.append(
            FormRow(
                code=criterion.code,
                section=titles[criterion.section],
                heading=criterion.heading,
                cap=_cap_text(group),
                text=with_correction(wording, criterion.correction),
                clean_text=wording,
                correction=criterion.correction,
                rule=criterion.official_rule or rule_phrase(criterion),
                deducted=_signed(criterion, points.get(criterion.code)),
                score=scores.get(group.code, ""),
                notes="\n".join((notes or {}).get(criterion.code, ())),
            )
        )
    return _merged(rows, [criterion.group for criterion in ordered])


def with_correction(text: str, correction: str) -> str:
    """Return a wording with its correction beside it; `correction_of` takes them apart again."""
    return f"{text}〔勘误：{correction}〕" if correction else text


def in_form_order(rubric: Rubric) -> list[Criterion]:
    """Return the criteria so that every section and every group stands together, else in the rubric's order."""
    sections = list(dict.fromkeys(criterion.section for criterion in rubric.criteria))
    groups = list(dict.fromkeys(criterion.group for criterion in rubric.criteria))
    return sorted(rubric.criteria, key=lambda c: (sections.index(c.section), groups.index(c.group)))


def printed_number(code: str) -> str:
    """Return the number a code is printed with: 5.2.1 is 1."""
    return code.rpartition(".")[2]


def _section_titles(rubric: Rubric) -> dict[str, str]:
    """Return each section as printed, with its number and points: 3. 大厅运营管理（50 分）."""
    titles = {}
    for criterion in rubric.criteria:
        if criterion.section in titles:
            continue
        inside = {c.group for c in rubric.criteria if c.section == criterion.section}
        caps = [_cap(group) for group in rubric.groups if group.code in inside]
        number = criterion.code.partition(".")[0] if "." in criterion.code else ""
        title = f"{number}. {criterion.section}" if number and criterion.section else criterion.section
        if criterion.section and None not in caps:
            points = sum((cap for cap in caps if cap is not None), Decimal(0))
            title += _("（%(points)s 分）") % {"points": plain_number(points)}
        titles[criterion.section] = title
    return titles


def _cap(group: Group) -> Decimal | None:
    return group.cap if group.kind == GroupKind.DEDUCT else group.bonus_cap or group.demerit_cap


def _cap_text(group: Group) -> str:
    cap = _cap(group)
    return UNLIMITED if cap is None else plain_number(cap)


def _total_cap(rubric: Rubric) -> str:
    """Return the 合计 of the 分值 column: the full marks, or the sum of the caps where nothing adds to them."""
    caps = [_cap(group) for group in rubric.groups]
    return plain_number(sum((cap for cap in caps if cap is not None), Decimal(0)))


def _signed(criterion: Criterion, points: Decimal | None) -> str:
    return f"{SIGNS[criterion.effect]}{plain_number(points)}" if points else ""


def _merged(rows: Sequence[FormRow], groups: Sequence[str]) -> tuple[FormRow, ...]:
    """Set the cells that merge: equal sections, equal items within one, rows of one cap group."""
    section = [row.section for row in rows]
    heading = [(row.section, row.heading) for row in rows]
    cells = zip(
        _spans(section, [row.section for row in rows]),
        _spans(heading, [row.heading for row in rows]),
        _spans(groups, [row.cap for row in rows]),
        _spans(groups, [row.score for row in rows]),
        strict=True,
    )
    return tuple(
        replace(row, section_cell=first, heading_cell=second, cap_cell=third, score_cell=fourth)
        for row, (first, second, third, fourth) in zip(rows, cells, strict=True)
    )


def _spans(keys: Sequence[object], texts: Sequence[str]) -> list[FormCell | None]:
    """Return a cell at the first row of each run of equal keys, None at the others."""
    cells: list[FormCell | None] = []
    for _key, run in groupby(range(len(keys)), key=lambda place: keys[place]):
        places = list(run)
        cells += [FormCell(texts[places[0]], len(places)), *[None] * (len(places) - 1)]
    return cells


def finding_text(
    *,
    count: int,
    occurred_on: date | None = None,
    subject: str = "",
    note: str = "",
    level: str = "",
    exemption: str = "",
) -> str:
    """Return one entry as it stands in 考核问题项记录: 3月5日 2号窗口 未提前到岗（2 次）."""
    parts = [
        _("%(month)s月%(day)s日") % {"month": occurred_on.month, "day": occurred_on.day}
        if occurred_on
        else ""
    ]
    parts += [subject, level, note]
    text = " ".join(part for part in parts if part)
    if count != 1 or not text:
        text += _("（%(count)s 次）") % {"count": count}
    if exemption:
        text += _("（免扣：%(ground)s）") % {"ground": exemption}
    return text
