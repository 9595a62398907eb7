"""HTTP text of the screens on personal data and exports → clean values."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from contracts.models import Contract
from hall_ops.lib.form_fields import KeyField, PasswordField, day_input, long_text
from windows.enums import CarrierState, CopyFate, CopyKind, SystemData, UnmaskReason
from windows.queries.disclosure import readers_of


class UnmaskForm(forms.Form):
    """Why a field is to be seen."""

    reason = forms.ChoiceField(
        label=_("事由"), choices=[("", _("请选择")), *UnmaskReason.choices],
        widget=forms.Select(attrs={"autofocus": True}),
    )  # fmt: skip
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
        self.fields["by"].empty_label = str(_("全部"))  # type: ignore[attr-defined]


class Chosen(forms.Form):
    """Lines ticked in a list."""

    def carriers(self) -> list[int]:
        """Their keys; what is no key is as if it was not ticked."""
        ticked = self.data.getlist("carrier")  # type: ignore[attr-defined]
        return [int(value) for value in ticked if value.isascii() and value.isdigit() and len(value) < 18]


class SettleForm(Chosen):
    state = forms.ChoiceField(
        label=_("去向"),
        choices=[(each.value, each.label) for each in (CarrierState.RETURNED, CarrierState.DESTROYED)],
    )
    note = forms.CharField(label=_("说明"), max_length=200, required=False)


class ConfirmForm(Chosen):
    step = forms.ChoiceField(choices=[("confirm", _("确认")), ("send_back", _("退回"))])
    reason = forms.CharField(label=_("退回理由"), max_length=200, required=False)


class ExportRequestForm(forms.Form):
    """What a supervisor or liaison wants to export, and what for. `query` comes from the ledger's own filters."""

    key = KeyField()
    ledger = forms.ChoiceField(label=_("台账"))
    since = forms.DateField(label=_("自"), widget=day_input())
    until = forms.DateField(label=_("至"), widget=day_input())
    query = forms.CharField(required=False, max_length=1000, widget=forms.HiddenInput)
    purpose = forms.CharField(
        label=_("用途"), max_length=200, widget=long_text(2),
        help_text=_("写明做什么用、给谁看、用完怎么处理，例如“三月业务分析，主管本人使用，用后删除”。"),
    )  # fmt: skip

    def __init__(self, *args: Any, ledgers: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ledger"].choices = [("", _("请选择")), *ledgers]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        since, until = found.get("since"), found.get("until")
        if since and until and until < since:
            self.add_error("until", _("截止日期早于开始日期。请改正其中一个。"))
        return found


class DecideForm(forms.Form):
    answer = forms.ChoiceField(choices=[("approve", _("同意")), ("refuse", _("不同意"))])
    reason = forms.CharField(label=_("意见"), max_length=200, required=False)


class HoldForm(forms.Form):
    number = forms.CharField(label=_("办件编号"), max_length=40)
    reason = forms.CharField(label=_("保留原因"), max_length=200)


class CopyForm(forms.Form):
    """A copy of personal data that the supplier still has."""

    kind = forms.ChoiceField(
        label=_("形式"), choices=CopyKind.choices, widget=forms.Select(attrs={"autofocus": True})
    )
    title = forms.CharField(label=_("内容"), max_length=100)
    place = forms.CharField(label=_("存放处"), max_length=100)
    count = forms.IntegerField(label=_("份数"), min_value=1, max_value=1_000_000, initial=1)
    fate = forms.ChoiceField(label=_("处理"), choices=CopyFate.choices)


class ReceiveForm(forms.Form):
    """The purchaser's receipt."""

    system_data = forms.ChoiceField(
        label=_("系统内的数据"), choices=SystemData.choices, widget=forms.RadioSelect, initial=SystemData.KEEP
    )
    note = forms.CharField(label=_("签收说明"), max_length=200, required=False)


class DestroyForm(forms.Form):
    """What the supplier did, with its proof."""

    how = forms.CharField(label=_("销毁方式"), max_length=300, widget=long_text(2))
    proof = forms.FileField(label=_("销毁照片或记录"), help_text=_("JPG、PNG 或 PDF。"))
