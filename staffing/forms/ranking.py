"""HTTP text of the rankings' screens → clean values."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hall_ops.lib.form_fields import day_input, long_text
from staffing.enums import InterviewOutcome, RankSpan
from staffing.models import Ranking, RankLine, StaffChange
from staffing.rules.ranking import PARTS

PART_LABELS = {
    "satisfaction": _("满意度与投诉"), "volume": _("业务处理量"), "attendance": _("考勤"), "exam": _("考试"),
}  # fmt: skip
EVEN = 25


def period_key(span: str, starts_on: date) -> str:
    return f"{span}:{starts_on:%Y-%m}"


def period_label(span: str, starts_on: date) -> str:
    named = str(Ranking(span=span, starts_on=starts_on))
    return named if span == RankSpan.QUARTER else f"{named} {RankSpan(span).label}"


class RankingForm(forms.Form):
    """Which month or quarter, and how the four parts are weighed."""

    period = forms.ChoiceField(label=_("周期"))
    satisfaction = forms.IntegerField(
        label=PART_LABELS["satisfaction"], min_value=0, max_value=100, initial=EVEN
    )
    volume = forms.IntegerField(label=PART_LABELS["volume"], min_value=0, max_value=100, initial=EVEN)
    attendance = forms.IntegerField(label=PART_LABELS["attendance"], min_value=0, max_value=100, initial=EVEN)
    exam = forms.IntegerField(label=PART_LABELS["exam"], min_value=0, max_value=100, initial=EVEN)
    reason = forms.CharField(
        label=_("更正原因"), max_length=200, required=False, help_text=_("这个周期排过名的才填。")
    )

    def __init__(self, *args: Any, spans: Sequence[tuple[str, date]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(period_key(span, day), period_label(span, day)) for span, day in spans]
        self.fields["period"].choices = choices  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        span, _colon, month = self.cleaned_data["period"].partition(":")
        weights = {part: self.cleaned_data[part] for part in PARTS}
        starts_on = date.fromisoformat(f"{month}-01")
        return {
            "span": span,
            "starts_on": starts_on,
            "weights": weights,
            "reason": self.cleaned_data["reason"],
        }


class InterviewForm(forms.Form):
    held_on = forms.DateField(label=_("约谈日期"), widget=day_input())
    summary = forms.CharField(label=_("约谈内容"), max_length=500, widget=long_text())
    outcome = forms.ChoiceField(label=_("约谈结果"), choices=InterviewOutcome.choices)
    change = forms.ModelChoiceField(
        StaffChange.objects.none(), label=_("因此办理的人员变更"), required=False, empty_label="—",
        help_text=_("结果是调整或更换的，先在“人员变更”提出，再选在这里。"),
    )  # fmt: skip

    def __init__(self, *args: Any, line: RankLine, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        changes = StaffChange.objects.filter(person=line.person_id)
        self.fields["change"].queryset = changes  # type: ignore[attr-defined]
