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
