"""HTTP text of the ratings' screens → clean values."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hall_ops.lib.form_fields import KeyField, day_input, long_text
from windows.enums import (
    CallBackResult,
    FlagKind,
    FollowUpStep,
    RatingLevel,
    RatingSource,
    RatingState,
    RulingOutcome,
)
from windows.forms.spans import OptionalMonth
from windows.queries.ratings import BY_LABELS
from windows.rules.rating_life import NOTE_MOST, Step

ANY = ("", _("全部"))


class MonthForm(forms.Form):
    """A month and how to look at it; anything that cannot be read is this month."""

    month = OptionalMonth(label=_("月份"), required=False)

    def chosen(self, today: date) -> date:
        self.full_clean()
        return self.cleaned_data.get("month") or today.replace(day=1)


class IndicatorForm(MonthForm):
    by = forms.ChoiceField(
        label=_("查看"), choices=BY_LABELS.items(), required=False, widget=forms.HiddenInput
    )

    def dimension(self) -> str:
        return self.cleaned_data.get("by") or "window"


class RatingFilter(MonthForm):
    level = forms.ChoiceField(label=_("评价"), choices=[ANY, *RatingLevel.choices], required=False)
    flag = forms.ChoiceField(
        label=_("疑点"), choices=[ANY, ("any", _("有任何疑点")), *FlagKind.choices], required=False
    )
    source = forms.ChoiceField(label=_("方式"), choices=[ANY, *RatingSource.choices], required=False)
    state = forms.ChoiceField(label=_("效力"), choices=[ANY, *RatingState.choices], required=False)
    window = forms.CharField(label=_("窗口号"), max_length=10, required=False)


class StepForm(forms.Form):
    """One step of the handling; the steps offered are those this user may take now."""

    key = KeyField()
    seen = forms.CharField(max_length=12, widget=forms.HiddenInput)
    step = forms.ChoiceField(label=_("这一步"), widget=forms.RadioSelect)
    planned_on = forms.DateField(
        label=_("计划完成日期"), required=False, widget=day_input(), help_text=_("登记整改时填。")
    )
    call_back_result = forms.ChoiceField(
        label=_("回访结果"), required=False, choices=[("", _("请选择")), *CallBackResult.choices],
        help_text=_("回访时填。"),
    )  # fmt: skip
    note = forms.CharField(label=_("说明"), max_length=NOTE_MOST, widget=long_text(4))

    def __init__(self, *args: Any, steps: list[Step], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = [step.name for step in steps]
        field: Any = self.fields["step"]
        field.choices = [(name, FollowUpStep(name).label) for name in names]
        if len(names) == 1:
            self.initial["step"] = names[0]
        for name, wanted in (("planned_on", FollowUpStep.PLAN), ("call_back_result", FollowUpStep.CALL_BACK)):
            if wanted not in names:
                del self.fields[name]


class ReleaseForm(forms.Form):
    key = KeyField()


class AppealForm(forms.Form):
    key = KeyField()
    reason = forms.CharField(label=_("申诉理由"), max_length=500, widget=long_text(5))


class RulingForm(forms.Form):
    key = KeyField()
    seen = forms.CharField(max_length=12, widget=forms.HiddenInput)
    outcome = forms.ChoiceField(label=_("裁定"), choices=RulingOutcome.choices, widget=forms.RadioSelect)
    reason = forms.CharField(label=_("理由"), max_length=500, widget=long_text(3))

    def __init__(self, *args: Any, outcomes: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["outcome"]
        field.choices = [(name, RulingOutcome(name).label) for name in outcomes]
        if len(outcomes) == 1:
            self.initial["outcome"] = outcomes[0]
