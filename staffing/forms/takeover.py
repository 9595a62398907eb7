"""HTTP text of the hand-over's and the acceptance's screens → clean values."""

from django import forms
from django.utils.translation import gettext_lazy as _

from hall_ops.lib.form_fields import day_input
from staffing.forms.papers import scan_field
from staffing.rules.takeover import Line

MET = [("yes", _("通过")), ("no", _("不通过"))]


class PackForm(forms.Form):
    as_of = forms.DateField(label=_("截止日期"), widget=day_input())


class ReceiptForm(forms.Form):
    digest = forms.RegexField(r"^[0-9a-f]{64}\Z", widget=forms.HiddenInput())


class CheckForm(forms.Form):
    key = forms.ChoiceField(choices=[(line.value, line.value) for line in Line], widget=forms.HiddenInput())
    met = forms.ChoiceField(label=_("结论"), choices=MET, widget=forms.RadioSelect())
    checked_on = forms.DateField(label=_("验收日期"), widget=day_input())
    note = forms.CharField(label=_("验收意见"), max_length=300, required=False)
    file = scan_field(_("佐证材料"))
