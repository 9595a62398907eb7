"""HTTP text of the screens of attendance → clean values."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hall_ops.lib.form_fields import day_input
from staffing.actions.attendance import RULABLE
from staffing.enums import PunchKind, Verdict
from staffing.models import Person, ServiceSession


def clock_input() -> forms.TimeInput:
    return forms.TimeInput(format="%H:%M", attrs={"type": "time"})


class RulingForm(forms.Form):
    """What a session comes to, by the purchaser."""

    person = forms.IntegerField()
    day = forms.DateField()
    session = forms.IntegerField()
    verdict = forms.ChoiceField(label=_("认定为"), choices=[(each, Verdict(each).label) for each in RULABLE])
    reason = forms.CharField(label=_("理由"), max_length=200)


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("原因"), max_length=300)


class PunchFileForm(forms.Form):
    file = forms.FileField(
        label=_("考勤机导出的文件"), widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"})
    )


class MakeUpForm(forms.Form):
    """A forgotten punch. The person is chosen only by those who ask for others."""

    person = forms.ModelChoiceField(Person.objects.none(), label=_("人员"), empty_label=None)
    day = forms.DateField(label=_("日期"), widget=day_input())
    session = forms.ModelChoiceField(ServiceSession.objects.none(), label=_("时段"), empty_label=None)
    kind = forms.ChoiceField(label=_("补哪一次"), choices=PunchKind.choices)
    clock = forms.TimeField(label=_("实际时间"), widget=clock_input())
    reason = forms.CharField(label=_("没有打卡的原因"), max_length=200)

    def __init__(self, *args: Any, people: Any, sessions: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people  # type: ignore[attr-defined]
        self.fields["session"].queryset = sessions  # type: ignore[attr-defined]


class CoverForm(forms.Form):
    """Who stood at the post of somebody away, by staff number."""

    cover = forms.ModelChoiceField(
        label=_("顶岗人"), queryset=Person.objects.none(), to_field_name="number", blank=False
    )

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["cover"].queryset = people  # type: ignore[attr-defined]


class AwayForm(forms.Form):
    """Somebody who was away without saying so."""

    person = forms.ModelChoiceField(Person.objects.none(), label=_("人员"))
    day = forms.DateField(label=_("日期"), widget=day_input())
    left = forms.TimeField(label=_("离开"), widget=clock_input())
    back = forms.TimeField(
        label=_("返回"), required=False, widget=clock_input(), help_text=_("没有返回可不填。")
    )
    reason = forms.CharField(label=_("事由"), max_length=100, required=False)
    sign_shown = forms.BooleanField(label=_("摆出了暂停服务牌"), required=False)

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people  # type: ignore[attr-defined]

    @property
    def left_at(self) -> datetime:
        return timezone.make_aware(datetime.combine(self.cleaned_data["day"], self.cleaned_data["left"]))

    @property
    def back_at(self) -> datetime | None:
        back = self.cleaned_data["back"]
        return timezone.make_aware(datetime.combine(self.cleaned_data["day"], back)) if back else None
