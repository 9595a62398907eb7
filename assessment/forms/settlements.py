"""HTTP text to clean values for settlements and for the director's question "what if"."""

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _


class SettleForm(forms.Form):
    """What the rows cannot say: who missed the certificate."""

    uncertified = forms.IntegerField(
        label=_("未按期取证人数"), min_value=0, max_value=100_000, initial=0,
        help_text=_("每人按合同约定的比例从绩效金额中扣除，扣到零为止。"),
    )  # fmt: skip
    note = forms.CharField(
        label=_("未取证说明"), max_length=300, required=False,
        help_text=_("有未取证人员时写明名单或依据；写进结算书。"),
    )  # fmt: skip


class ReplaceForm(forms.Form):
    """Why a signed settlement no longer stands, and the approver's password."""

    reason = forms.CharField(label=_("替换原因"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
    password = forms.CharField(
        label=_("登录口令"), max_length=128, strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )  # fmt: skip


class WhatIfForm(forms.Form):
    """A month at one total instead of another; the months still open may be taken at a total as well."""

    month = forms.RegexField(r"^\d{4}-(0[1-9]|1[0-2])\Z", label=_("月份"))
    stands = forms.DecimalField(
        label=_("原来得分"), min_value=-100, max_value=200, max_digits=6, decimal_places=2
    )
    instead = forms.DecimalField(
        label=_("改为得分"), min_value=-100, max_value=200, max_digits=6, decimal_places=2
    )
    rest = forms.DecimalField(
        label=_("其余月份按"), min_value=-100, max_value=200, max_digits=6, decimal_places=2, required=False
    )

    def clean_month(self) -> date:
        year, month = self.cleaned_data["month"].split("-")
        return date(int(year), int(month), 1)
