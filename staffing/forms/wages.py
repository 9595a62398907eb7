"""HTTP text of the wages' screens → clean values."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hall_ops.lib.form_fields import MonthField, day_input
from staffing.forms.papers import scan_field


def amount_field(label: Any) -> forms.DecimalField:
    return forms.DecimalField(label=label, max_digits=10, decimal_places=2, min_value=0)


class WageFileForm(forms.Form):
    """A month's list, and the days on which wages and contributions were due."""

    month = MonthField(label=_("工资所属月份"))
    due_on = forms.DateField(
        label=_("工资应发日期"), widget=day_input(), help_text=_("晚于这一天发放算迟发。")
    )
    insured_due_on = forms.DateField(
        label=_("社保、公积金应缴日期"),
        required=False,
        widget=day_input(),
        help_text=_("不填就与工资应发日期相同。"),
    )
    file = forms.FileField(label=_("工资表"), widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}))


class WageTakeForm(forms.Form):
    """What was previewed, signed, and why the list before is corrected."""

    preview = forms.CharField(widget=forms.HiddenInput(), max_length=2_000_000)
    reason = forms.CharField(label=_("更正原因"), max_length=200, required=False)


class SpendingForm(forms.Form):
    spent_on = forms.DateField(label=_("支出日期"), widget=day_input())
    amount = amount_field(_("金额（元）"))
    purpose = forms.CharField(label=_("用在项目的什么地方"), max_length=200)
    file = scan_field(_("凭证"))


class PrepaidForm(forms.Form):
    month = MonthField(label=_("月份"))
    people = forms.IntegerField(label=_("人数"), min_value=1, max_value=10_000)
    amount = amount_field(_("采购人已付工资（元）"))
    note = forms.CharField(label=_("说明"), max_length=200, required=False)
    file = scan_field(_("支付凭证"))


class VoidForm(forms.Form):
    reason = forms.CharField(label=_("作废原因"), max_length=200)
