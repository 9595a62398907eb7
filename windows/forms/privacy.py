"""HTTP text of the screens on personal data and exports → clean values."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from contracts.models import Contract
from hall_ops.lib.form_fields import PasswordField, day_input
from windows.enums import UnmaskReason
from windows.queries.disclosure import readers_of


class UnmaskForm(forms.Form):
    """Why a field is to be seen."""

    reason = forms.ChoiceField(label=_("事由"), choices=[("", _("请选择")), *UnmaskReason.choices])
    note = forms.CharField(label=_("说明"), max_length=200, required=False)
    password = PasswordField()

    def __init__(self, *args: Any, ask_password: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not ask_password:
            del self.fields["password"]
        else:
            self.fields["password"].help_text = _("今天已看满 20 次，请再输一次登录口令。")

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if found.get("reason") == UnmaskReason.OTHER and not (found.get("note") or "").strip():
            self.add_error("note", _("事由选“其他”时，请写明为什么查看。"))
        return found


class DisclosureFilter(forms.Form):
    since = forms.DateField(label=_("自"), required=False, widget=day_input())
    until = forms.DateField(label=_("至"), required=False, widget=day_input())
    by = forms.ModelChoiceField(label=_("查看人"), required=False, queryset=User.objects.none())
    reason = forms.ChoiceField(
        label=_("事由"), required=False, choices=[("", _("全部")), *UnmaskReason.choices]
    )
    words = forms.CharField(label=_("对象"), required=False, max_length=60)

    def __init__(self, *args: Any, contract: Contract, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["by"].queryset = readers_of(contract)  # type: ignore[attr-defined]
