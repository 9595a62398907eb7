"""HTTP text of the token screen → clean values."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from contracts.enums import ApiScope
from contracts.models import Contract
from hall_ops.lib.form_fields import day_input


class TokenForm(forms.Form):
    """What another system is to be given."""

    name = forms.CharField(
        label=_("对接系统"), max_length=60, help_text=_("例如：一体化平台、排队叫号系统。")
    )
    scopes = forms.MultipleChoiceField(
        label=_("可用范围"), choices=ApiScope.choices, widget=forms.CheckboxSelectMultiple
    )
    owner = forms.ModelChoiceField(
        User.objects.none(),
        label=_("责任人"),
        help_text=_("由对接系统写入的记录，记在这位成员名下。"),
    )
    expires_on = forms.DateField(label=_("有效至"), widget=day_input(), help_text=_("最长一年。"))

    def __init__(self, *args: Any, contract: Contract, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        members = contract.memberships.in_force().values("user")
        self.fields["owner"].queryset = User.objects.filter(pk__in=members).order_by("name")  # type: ignore[attr-defined]
