"""HTTP text of the accounts' forms → clean values."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import password_validators_help_texts
from django.utils.translation import gettext_lazy as _

from accounts.enums import AccountState, SideChoice
from accounts.models import User
from accounts.rules import LONGEST
from records.enums import ACTION_LABELS, Result

ANY = [("", _("全部"))]


class SignInForm(forms.Form):
    username = forms.CharField(
        label=_("登录名"),
        max_length=150,
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autofocus": True, "autocapitalize": "none"}
        ),
    )
    password = forms.CharField(
        label=_("口令"),
        strip=False,
        max_length=4096,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class NewPasswordForm(forms.Form):
    """A password typed twice. Whether it may be taken is asked by the action."""

    new = forms.CharField(
        label=_("新口令"),
        strip=False,
        max_length=LONGEST * 4,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("再输一遍新口令"),
        strip=False,
        max_length=LONGEST * 4,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("new") and values.get("again") and values["new"] != values["again"]:
            self.add_error("again", _("两次输入的新口令不一样。"))
        return values

    @property
    def demands(self) -> list[str]:
        """What the page lists beside the field."""
        return [text for text in password_validators_help_texts() if text]


class PasswordChangeForm(NewPasswordForm):
    old = forms.CharField(
        label=_("原口令"),
        strip=False,
        max_length=4096,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "autofocus": True}),
    )
    field_order = ("old", "new", "again")


class AccountForm(forms.ModelForm):
    side = forms.ChoiceField(label=_("所属方"), choices=[("", _("请选择")), *SideChoice.choices])

    class Meta:
        model = User
        fields = ("name", "username", "side", "holder")


class DisableForm(forms.Form):
    reason = forms.CharField(label=_("停用原因"), max_length=200, widget=forms.Textarea(attrs={"rows": 2}))


class AccountFilter(forms.Form):
    words = forms.CharField(label=_("姓名、登录名、工号"), required=False, max_length=80)
    side = forms.ChoiceField(label=_("所属方"), required=False, choices=[*ANY, *SideChoice.choices])
    state = forms.ChoiceField(label=_("状态"), required=False, choices=[*ANY, *AccountState.choices])


class EventFilter(forms.Form):
    words = forms.CharField(label=_("操作人、对象、地址、序号"), required=False, max_length=80)
    action = forms.ChoiceField(label=_("动作"), required=False)
    result = forms.ChoiceField(label=_("结果"), required=False, choices=[*ANY, *Result.choices])
    since = forms.DateField(label=_("从"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(label=_("到"), required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        action = self.fields["action"]
        assert isinstance(action, forms.ChoiceField)
        action.choices = [*ANY, *ACTION_LABELS.items()]
