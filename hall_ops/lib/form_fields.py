"""Form fields that every app's forms share: days, months, passwords, and the form's own number."""

from datetime import date
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from hall_ops.lib.months import MonthConverter

CONVERTER = MonthConverter()


def day_input() -> forms.DateInput:
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


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


def new_key() -> str:
    return uuid4().hex


class KeyField(forms.CharField):
    """The form's own number, hidden: a form sent twice takes effect once. Without an id, for pages with two forms."""

    def __init__(self) -> None:
        widget = forms.HiddenInput(attrs={"id": False})
        super().__init__(label=_("提交编号"), min_length=8, max_length=64, initial=new_key, widget=widget)


class PasswordField(forms.CharField):
    """The password once more, for a signature."""

    def __init__(self) -> None:
        widget = forms.PasswordInput(attrs={"autocomplete": "current-password"})
        help_text = _("再输一次登录口令，表示签署的是本人。")
        super().__init__(label=_("登录口令"), max_length=128, strip=False, widget=widget, help_text=help_text)
