"""HTTP text of the screens of leave → clean values."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hall_ops.lib.form_fields import day_input
from staffing.enums import LeaveKind
from staffing.models import Person
from staffing.rules.leaves import Stretch

HALVES = [(1, _("上午")), (2, _("下午"))]


class LeaveForm(forms.Form):
    """Leave in half days; both ends are included."""

    person = forms.ModelChoiceField(Person.objects.none(), label=_("请假人"), empty_label=None)
    kind = forms.ChoiceField(label=_("假别"), choices=LeaveKind.choices)
    from_on = forms.DateField(label=_("从"), widget=day_input())
    from_half = forms.TypedChoiceField(label=_("起"), choices=HALVES, coerce=int, initial=1)
    to_on = forms.DateField(label=_("到"), widget=day_input())
    to_half = forms.TypedChoiceField(label=_("止"), choices=HALVES, coerce=int, initial=2)
    reason = forms.CharField(label=_("事由"), max_length=200)
    substitute = forms.ModelChoiceField(
        Person.objects.none(), label=_("顶岗人"), required=False, empty_label=_("不需要或由批复人指定")
    )

    def __init__(self, *args: Any, people: Any, substitutes: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people  # type: ignore[attr-defined]
        self.fields["substitute"].queryset = substitutes  # type: ignore[attr-defined]

    @property
    def stretch(self) -> Stretch:
        data = self.cleaned_data
        return Stretch(data["from_on"], data["from_half"], data["to_on"], data["to_half"])


class LeaveDecisionForm(forms.Form):
    note = forms.CharField(
        label=_("意见"), max_length=200, required=False, help_text=_("不批准、销假、提前返岗时必须写明原因。")
    )
    substitute = forms.ModelChoiceField(
        Person.objects.none(), label=_("顶岗人"), required=False, empty_label=_("不需要"),
        help_text=_("批准后，请假人的班次按原窗口写给顶岗人；销假时收回。"),
    )  # fmt: skip
    back_on = forms.DateField(label=_("从哪天起返岗"), required=False, widget=day_input())
    back_half = forms.TypedChoiceField(
        label=_("起"),
        required=False,
        choices=HALVES,
        coerce=int,
        empty_value=1,  # type: ignore[arg-type]
    )

    def __init__(self, *args: Any, substitutes: Any, able: list[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["substitute"]
        field.queryset = substitutes
        if able:
            known = {each.pk for each in able}
            others = [(each.pk, str(each)) for each in substitutes if each.pk not in known]
            field.choices = [
                ("", _("不需要")),
                (_("这些时段都能顶岗"), [(each.pk, str(each)) for each in able]),
                (_("其他人"), others),
            ]


class GrantForm(forms.Form):
    """Leave for a year, in days and halves."""

    person = forms.ModelChoiceField(Person.objects.none(), label=_("人员"), empty_label=None)
    kind = forms.ChoiceField(label=_("假别"), choices=LeaveKind.choices)
    year = forms.IntegerField(label=_("年度"), min_value=2000, max_value=2100)
    days = forms.DecimalField(
        label=_("天数"), max_digits=4, decimal_places=1, help_text=_("可写半天，如 5 或 2.5；收回写负数。")
    )
    reason = forms.CharField(label=_("依据"), max_length=200)

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people  # type: ignore[attr-defined]

    def clean_days(self) -> Decimal:
        days: Decimal = self.cleaned_data["days"]
        if (days * 2) % 1:
            raise forms.ValidationError(_("最小单位是半天。"))
        return days

    @property
    def half_days(self) -> int:
        return int(self.cleaned_data["days"] * 2)
