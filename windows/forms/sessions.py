"""HTTP text of the windows' and sessions' screens → clean values."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from contracts.models import Contract, Venue, Zone

PAUSE_REASONS = (_("送件取件"), _("就餐"), _("培训会议"), _("设备故障"), _("临时离岗"))


class PauseForm(forms.Form):
    """Why the window stops: one of the usual reasons, or in words."""

    usual = forms.ChoiceField(
        label=_("暂停原因"), choices=[(each, each) for each in PAUSE_REASONS], required=False, widget=forms.RadioSelect
    )  # fmt: skip
    other = forms.CharField(label=_("其他原因"), max_length=80, required=False)

    @property
    def reason(self) -> str:
        return self.cleaned_data["other"].strip() or self.cleaned_data["usual"]


class EndForm(forms.Form):
    reason = forms.CharField(label=_("原因"), max_length=80, initial=_("忘记离岗"))


class WindowForm(forms.Form):
    """A window, or a row of windows, of one place."""

    venue = forms.ModelChoiceField(label=_("场所"), queryset=Venue.objects.none(), empty_label=None)
    numbers = forms.CharField(
        label=_("窗口号"), max_length=200, help_text=_("一个写 7 或 A03；一段写 01-16；几个写 1、2、5。")
    )
    zone = forms.CharField(
        label=_("服务区"),
        max_length=60,
        required=False,
        help_text=_("可不填；没有的服务区会一并建立。"),
        widget=forms.TextInput(attrs={"list": "zones", "autocomplete": "off"}),
    )
    name = forms.CharField(label=_("窗口名称"), max_length=40, required=False)

    def __init__(self, *args: Any, contract: Contract, single: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        venues = contract.venues.order_by("pk")
        self.fields["venue"].queryset = venues  # type: ignore[attr-defined]
        if single:
            del self.fields["venue"]
            self.fields["numbers"].help_text = ""
        self.zones = list(
            Zone.objects.filter(venue__in=venues).order_by("name").values_list("name", flat=True).distinct()
        )
