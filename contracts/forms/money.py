"""HTTP text of the decision, payment, breach, milestone and appraisal screens → clean values."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from contracts.enums import BondKind, BreachKind, Grade
from contracts.models import Decision
from contracts.rules import CENT
from hall_ops.lib.form_fields import KeyField, MonthField, PasswordField, day_input, long_text


class ProposeForm(forms.Form):
    option = forms.ChoiceField(label=_("采用"), widget=forms.RadioSelect)
    effective_from = MonthField(label=_("自哪个月起"))
    reason = forms.CharField(label=_("理由"), max_length=500, widget=long_text())

    def __init__(self, *args: Any, decision: Decision, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        options = [(each["key"], each["label"]) for each in decision.options]
        self.fields["option"] = forms.ChoiceField(label=_("采用"), choices=options, widget=forms.RadioSelect)
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
    invoiced_yuan = forms.DecimalField(
        label=_("发票金额（元）"), max_digits=14, decimal_places=2, min_value=0
    )
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


class BreachForm(forms.Form):
    key = KeyField()
    kind = forms.ChoiceField(label=_("类别"), choices=BreachKind.choices)
    happened_on = forms.DateField(label=_("发生日期"), widget=day_input())
    ended_on = forms.DateField(
        label=_("结束日期"),
        required=False,
        widget=day_input(),
        help_text=_("还没有结束可不填；缺员填补齐的日期。"),
    )
    people = forms.IntegerField(
        label=_("缺员人数"), min_value=1, max_value=999, required=False, help_text=_("只有缺员要填。")
    )
    text = forms.CharField(label=_("事实"), max_length=1000, widget=long_text())
    clause = forms.CharField(
        label=_("条款"),
        max_length=120,
        required=False,
        help_text=_("有违约金条款的按该条款；没有的请填违反的条款。"),
    )


class RulingForm(forms.Form):
    decided_yuan = forms.DecimalField(label=_("决定金额（元）"), max_digits=14, decimal_places=2, min_value=0)
    reason = forms.CharField(label=_("理由"), max_length=1000, widget=long_text())
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)


class BondForm(forms.Form):
    key = KeyField()
    kind = forms.ChoiceField(label=_("事项"), choices=BondKind.choices)
    on = forms.DateField(label=_("日期"), widget=day_input())
    amount_yuan = forms.DecimalField(label=_("金额（元）"), max_digits=14, decimal_places=2, min_value=CENT)
    note = forms.CharField(label=_("事由"), max_length=300)


class ForceForm(forms.Form):
    key = KeyField()
    text = forms.CharField(label=_("事件"), max_length=500, widget=long_text(2))
    began_on = forms.DateField(label=_("开始日期"), widget=day_input())


class ForceFillForm(forms.Form):
    ended_on = forms.DateField(label=_("结束日期"), required=False, widget=day_input())
    notified_on = forms.DateField(label=_("通报日期"), required=False, widget=day_input())


class DateForm(forms.Form):
    """One day of the contract's life. Which one travels hidden."""

    name = forms.SlugField(max_length=60, widget=forms.HiddenInput)
    is_done = forms.BooleanField(required=False, widget=forms.HiddenInput)
    on = forms.DateField(label=_("日期"), widget=day_input())
    reason = forms.CharField(label=_("更正原因"), max_length=300, required=False)


class AppraisalForm(forms.Form):
    grade = forms.ChoiceField(label=_("等次"), choices=Grade.choices)
    evaluated_on = forms.DateField(label=_("评估日期"), widget=day_input())
    is_needed = forms.NullBooleanField(
        label=_("采购人是否需要续签"),
        required=False,
        widget=forms.Select(choices=[("unknown", _("未说明")), ("true", _("需要")), ("false", _("不需要"))]),
    )
    reason = forms.CharField(label=_("理由"), max_length=1000, widget=long_text())
    mended_reason = forms.CharField(
        label=_("更正原因"), max_length=300, required=False, help_text=_("本年度已评估过、这次更正时必填。")
    )
