"""HTTP text of the decision, payment, breach, milestone and appraisal screens → clean values."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from contracts.forms import day_input
from contracts.models import Decision
from hall_ops.lib.months import MonthConverter

CONVERTER = MonthConverter()


def long_text(rows: int = 3) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class MonthField(forms.RegexField):
    """A month typed as 2023-03. Clean value: its first day."""

    def __init__(self, **kwargs: Any) -> None:
        message = _("请写成 2023-03 这样的月份。")
        widget = forms.TextInput(attrs={"type": "month", "placeholder": "2023-03", "autocomplete": "off"})
        super().__init__(
            rf"^{CONVERTER.regex}\Z", error_messages={"invalid": message}, widget=widget, **kwargs
        )

    def clean(self, value: Any) -> date:
        return CONVERTER.to_python(super().clean(value))


class PasswordField(forms.CharField):
    """The password once more, for a signature."""

    def __init__(self) -> None:
        widget = forms.PasswordInput(attrs={"autocomplete": "current-password"})
        help_text = _("再输一次登录口令，表示签署的是本人。")
        super().__init__(label=_("登录口令"), max_length=128, strip=False, widget=widget, help_text=help_text)


class ProposeForm(forms.Form):
    option = forms.ChoiceField(label=_("采用"), widget=forms.RadioSelect)
    effective_from = MonthField(label=_("自哪个月起"))
    reason = forms.CharField(label=_("理由"), max_length=500, widget=long_text())

    def __init__(self, *args: Any, decision: Decision, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["option"].choices = [(each["key"], each["label"]) for each in decision.options]
        contract = decision.contract
        self.fields["effective_from"].help_text = _(
            "在 %(first)s 至 %(last)s 之间；已批准的考核表仍按批准时的约定。"
        ) % {"first": f"{contract.starts_on:%Y-%m}", "last": f"{contract.ends_on:%Y-%m}"}


class SignForm(forms.Form):
    """The password again, and the hash of what the page showed."""

    document_hash = forms.RegexField(r"^[0-9a-f]{64}\Z", widget=forms.HiddenInput)
    password = PasswordField()


class ApplicationForm(forms.Form):
    """A payment application with its invoice. Payee, invoicer and party B must be one. Source: 002 § 九(一)."""

    on = forms.DateField(label=_("申请日期"), widget=day_input())
    payee = forms.CharField(label=_("收款单位"), max_length=100)
    bank = forms.CharField(label=_("开户银行"), max_length=100)
    account = forms.RegexField(
        r"^[0-9 -]{6,40}\Z",
        label=_("银行账号"),
        error_messages={"invalid": _("账号由 6 至 40 位数字组成。")},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    invoicer = forms.CharField(label=_("开票单位"), max_length=100)
    invoice_number = forms.CharField(label=_("发票号码"), max_length=60)
    invoiced_on = forms.DateField(label=_("开票日期"), widget=day_input())
    invoiced_yuan = forms.DecimalField(label=_("发票金额（元）"), max_digits=14, decimal_places=2, min_value=0)
    reason = forms.CharField(
        label=_("更正原因"), max_length=300, required=False, help_text=_("已申请过、这次更正时必填。")
    )


class StepForm(forms.Form):
    """The day of filing with the treasury, or of payment."""

    on = forms.DateField(label=_("日期"), widget=day_input())
    amount_yuan = forms.DecimalField(
        label=_("金额（元）"), max_digits=14, decimal_places=2, min_value=0, required=False,
        help_text=_("不填即按应付金额。"),
    )  # fmt: skip
    reason = forms.CharField(
        label=_("更正原因"), max_length=300, required=False, help_text=_("已登记过、这次更正时必填。")
    )


class PlanForm(forms.Form):
    """How a year is paid: days really served, wages taken off, and for 001 the instalments line by line."""

    served_from = forms.DateField(label=_("实际服务起"), required=False, widget=day_input())
    served_to = forms.DateField(label=_("实际服务止"), required=False, widget=day_input())
    prepaid_wages = forms.DecimalField(
        label=_("已付工资（元）"), max_digits=14, decimal_places=2, min_value=0, required=False,
        help_text=_("采购人本年度已付的窗口人员工资，从价款中扣除。"),
    )  # fmt: skip


class EnteredForm(forms.Form):
    label = forms.CharField(label=_("款项"), max_length=80)
    due_on = forms.DateField(label=_("应付日期"), widget=day_input())
    amount_yuan = forms.DecimalField(label=_("金额（元）"), max_digits=14, decimal_places=2)


EnteredFormSet = forms.formset_factory(EnteredForm, extra=4, max_num=24, validate_max=True)
