"""HTTP text of fees → clean values."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hall_ops.lib.form_fields import KeyField, day_input
from windows.actions.fees import FeeEntry
from windows.enums.fees import FeeChannel
from windows.rules.fees import MOST_PIECES


def plain(**attrs: Any) -> forms.TextInput:
    return forms.TextInput(attrs={"autocomplete": "off", **attrs})


class FeeForm(forms.Form):
    """The price is the item's own and is not typed."""

    key = KeyField()
    quantity = forms.IntegerField(label=_("数量"), min_value=1, max_value=MOST_PIECES, initial=1)
    channel = forms.ChoiceField(label=_("支付方式"), choices=FeeChannel.choices)
    receipt_number = forms.CharField(
        label=_("票据号"), max_length=40, required=False, widget=plain(), help_text=_("全额减免的可不填。")
    )
    reduced_yuan = forms.DecimalField(
        label=_("减免金额（元）"), min_value=0, max_digits=12, decimal_places=2, required=False
    )
    why_reduced = forms.CharField(label=_("减免依据"), max_length=200, required=False, widget=plain())

    def entry(self) -> FeeEntry:
        values = self.cleaned_data
        return FeeEntry(
            channel=values["channel"], receipt_number=values["receipt_number"], quantity=values["quantity"],
            reduced_yuan=values["reduced_yuan"] or Decimal(0), why_reduced=values["why_reduced"],
        )  # fmt: skip


class FeeReverseForm(forms.Form):
    key = KeyField()
    way = forms.ChoiceField(
        label=_("办理"),
        choices=[("void", _("冲销：收错了，当天整笔作废")), ("refund", _("退费：按原支付方式退还"))],
    )
    refund_yuan = forms.DecimalField(
        label=_("退费金额（元）"), min_value=0, max_digits=12, decimal_places=2, required=False,
        help_text=_("冲销的不填。"),
    )  # fmt: skip
    reason = forms.CharField(label=_("原因"), max_length=200, widget=plain())

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        if values.get("way") == "refund" and values.get("refund_yuan") is None:
            self.add_error("refund_yuan", _("请填写退费金额。"))
        return values

    @property
    def amount(self) -> Decimal | None:
        return self.cleaned_data["refund_yuan"] if self.cleaned_data["way"] == "refund" else None


class FeeDayForm(forms.Form):
    day = forms.DateField(label=_("日期"), required=False, widget=day_input())


class FeeCountForm(forms.Form):
    channel = forms.ChoiceField(choices=FeeChannel.choices)
    counted_yuan = forms.DecimalField(label=_("实点（元）"), max_digits=12, decimal_places=2)
    note = forms.CharField(label=_("差额说明"), max_length=200, required=False, widget=plain())
