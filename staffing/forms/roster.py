"""HTTP text of the roster's screens → clean values."""

import json
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contracts.models import Contract
from staffing.models import Person, ServiceSession, Shift
from staffing.rules.roster import WEEKDAYS

MOST_CELLS = 3000
MOST_VALUE = 10


class EditForm(forms.Form):
    """Cells of a week and why. Shape: `changes` is JSON, [[person, day, session, value], …]."""

    week = forms.DateField()
    changes = forms.CharField()
    whole = forms.BooleanField(required=False)
    reason = forms.CharField(max_length=200, required=False)
    responsible = forms.ModelChoiceField(queryset=Person.objects.none(), required=False)
    unapproved = forms.BooleanField(required=False)

    def __init__(self, *args: Any, contract: Contract, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["responsible"].queryset = Person.objects.filter(contract=contract, left_at=None)  # type: ignore[attr-defined]

    def clean_changes(self) -> list[tuple[int, date, int, str]]:
        try:
            rows = json.loads(self.cleaned_data["changes"])
            found = [
                (int(person), date.fromisoformat(day), int(session), str(value)[:MOST_VALUE].strip())
                for person, day, session, value in rows[:MOST_CELLS]
            ]
        except (ValueError, TypeError, KeyError) as error:
            raise forms.ValidationError(_("提交的内容看不懂，请刷新页面后再试。")) from error
        if not found:
            raise forms.ValidationError(_("没有要改的班次。"))
        return found


class ChangeReasonForm(forms.Form):
    """Asked once a change of a published week is made; the script puts the answers to the change."""

    reason = forms.CharField(label=gettext_lazy("调整原因"), max_length=200)
    responsible = forms.ChoiceField(
        label=gettext_lazy("空窗负责人"), required=False,
        help_text=gettext_lazy("调整后有窗口空着时必填：由谁负责引导和解释。"),
    )  # fmt: skip
    unapproved = forms.BooleanField(
        label=gettext_lazy("事先未经班组长同意，现按实际补记"), required=False,
        help_text=gettext_lazy("勾选后作为考核 3.24 的线索。"),
    )  # fmt: skip

    def __init__(self, *args: Any, people: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["responsible"].choices = people  # type: ignore[attr-defined]


class GapForm(forms.Form):
    """Who answers for one open window, and why it is open. What is left empty here may be said for all at once."""

    use_required_attribute = False
    responsible = forms.ModelChoiceField(label=gettext_lazy("负责人"), queryset=Person.objects.none())
    reason = forms.CharField(label=gettext_lazy("原因"), max_length=200)

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["responsible"].queryset = people  # type: ignore[attr-defined]


class PatternForm(forms.Form):
    """A pattern: which sessions of which weekdays. Shape: `grid` {"1": ["am", "pm"]}."""

    name = forms.CharField(label=gettext_lazy("班型名称"), max_length=40)

    def __init__(self, *args: Any, sessions: list[ServiceSession], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.keys = [(row.key, row.name) for row in sessions]
        for weekday in range(1, 8):
            self.fields[f"day_{weekday}"] = forms.MultipleChoiceField(
                label=WEEKDAYS[weekday - 1],
                choices=self.keys,
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )

    @property
    def grid(self) -> dict[str, list[str]]:
        found = {str(weekday): self.cleaned_data[f"day_{weekday}"] for weekday in range(1, 8)}
        return {weekday: keys for weekday, keys in found.items() if keys}


class SwapForm(forms.Form):
    """Which of one's own shifts for which of somebody else's."""

    shift = forms.ModelChoiceField(
        label=gettext_lazy("我的班次"), queryset=Shift.objects.none(), empty_label=None
    )
    other = forms.ModelChoiceField(label=gettext_lazy("换对方的班次"), queryset=Shift.objects.none())
    reason = forms.CharField(label=gettext_lazy("原因"), max_length=200)

    def __init__(self, *args: Any, mine: Any, others: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["shift"].queryset = mine  # type: ignore[attr-defined]
        self.fields["other"].queryset = others  # type: ignore[attr-defined]


class SubstituteForm(forms.Form):
    """Who stands in for whom (AB 角)."""

    first = forms.ModelChoiceField(label=gettext_lazy("A 角（本岗）"), queryset=Person.objects.none())
    second = forms.ModelChoiceField(label=gettext_lazy("B 角（顶岗）"), queryset=Person.objects.none())
    rank = forms.IntegerField(label=gettext_lazy("顺序"), min_value=1, max_value=9, initial=1)

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("first", "second"):
            self.fields[name].queryset = people  # type: ignore[attr-defined]
