"""HTTP text to clean values for the card's screens."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assessment.actions.entries import EntryData

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class EntryForm(forms.Form):
    """One entry as the detail shows it. What a criterion does not use stays empty; the engine says what is missing."""

    criterion = forms.CharField(label=_("条款编号"), max_length=20, widget=forms.HiddenInput)
    count = forms.IntegerField(label=_("次数"), min_value=1, max_value=1_000_000, initial=1)
    level = forms.CharField(label=_("级别"), max_length=40, required=False)
    points = forms.DecimalField(label=_("评定分值"), max_digits=8, decimal_places=2, required=False)
    value = forms.DecimalField(label=_("测量值"), max_digits=12, decimal_places=4, required=False)
    numerator = forms.IntegerField(label=_("分子"), min_value=0, required=False)
    denominator = forms.IntegerField(label=_("分母"), min_value=0, required=False)
    excluded = forms.IntegerField(label=_("剔除数"), min_value=0, required=False)
    exemption = forms.CharField(label=_("免扣依据"), max_length=120, required=False)
    occurred_on = forms.DateField(label=_("日期"), required=False, widget=DAY)
    subject = forms.CharField(label=_("地点或人员"), max_length=80, required=False)
    note = forms.CharField(label=_("说明"), max_length=500, required=False)
    overlap_reason = forms.CharField(label=_("重复计分理由"), max_length=200, required=False)

    def data_of(self) -> EntryData:
        """The clean values as the action takes them."""
        values: dict[str, Any] = dict(self.cleaned_data)
        values["excluded"] = values["excluded"] or 0
        return EntryData(**values)


class KeyForm(forms.Form):
    """What travels with every change: the request's own key."""

    key = forms.CharField(label=_("提交编号"), min_length=8, max_length=64)


class UploadForm(KeyForm):
    """The key of an upload leaves room for the place of each of its files."""

    key = forms.CharField(label=_("提交编号"), min_length=8, max_length=60)


class StepForm(KeyForm):
    criterion = forms.CharField(label=_("条款编号"), max_length=20)
    delta = forms.IntegerField(label=_("增减次数"), min_value=-1000, max_value=1000)


class VersionForm(KeyForm):
    version = forms.IntegerField(label=_("记录版本"), min_value=1)


class WithdrawForm(VersionForm):
    reason = forms.CharField(label=_("撤回原因"), max_length=200)


class AssessedOnForm(forms.Form):
    assessed_on = forms.DateField(label=_("考核日期"), widget=DAY)


class OpenCardForm(forms.Form):
    month = forms.RegexField(r"^\d{4}-(0[1-9]|1[0-2])\Z", label=_("月份"))

    def clean_month(self) -> date:
        year, month = self.cleaned_data["month"].split("-")
        return date(int(year), int(month), 1)


class EntryFileForm(forms.Form):
    file = forms.FileField(
        label=_("考核记录文件"),
        help_text=_("Excel（.xlsx）或 CSV，不超过 10 MB；用本月模板最省事。"),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv"}),
    )


class SignForm(forms.Form):
    """The password again, and the hash of what the page showed."""

    document_hash = forms.RegexField(r"^[0-9a-f]{64}\Z", widget=forms.HiddenInput)
    password = forms.CharField(
        label=_("登录口令"),
        max_length=128,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        help_text=_("再次输入口令，表示您对上面的内容负责。"),
    )


class SendBackForm(forms.Form):
    reason = forms.CharField(label=_("退回原因"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))
