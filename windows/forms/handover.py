"""HTTP text of the hand-over screens → clean values."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hall_ops.lib.form_fields import KeyField
from windows.actions.handovers import Carriage
from windows.enums import HandOverWay, LineOutcome

WAYS = HandOverWay.choices
OUTCOMES = [(each.value, each.label) for each in LineOutcome if each != LineOutcome.WAITING]


def plain_text(**attrs: Any) -> forms.TextInput:
    return forms.TextInput(attrs={"autocomplete": "off", **attrs})


class ScanForm(forms.Form):
    """The scan box: one number, a pasted list, or the address of a QR code."""

    scan = forms.CharField(label=_("扫码或输入编号"), max_length=20_000)


class TickForm(forms.Form):
    """Cases ticked in a list, by their keys."""

    cases = forms.TypedMultipleChoiceField(label=_("办件"), coerce=int)

    def __init__(self, *args: Any, choices: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["cases"].choices = [(pk, pk) for pk in choices]  # type: ignore[attr-defined]
        self.fields["cases"].error_messages["required"] = _("请先勾选办件。")


class CarriageForm(forms.Form):
    """How a batch travels."""

    key = KeyField()
    way = forms.ChoiceField(
        label=_("递送方式"), choices=WAYS, initial=HandOverWay.MESSENGER, widget=forms.RadioSelect
    )
    messenger_name = forms.CharField(
        label=_("递送人姓名"), max_length=60, required=False, widget=plain_text()
    )
    messenger_phone = forms.CharField(
        label=_("递送人电话"), max_length=30, required=False, widget=plain_text(inputmode="tel")
    )
    carrier = forms.CharField(label=_("快递公司"), max_length=40, required=False, widget=plain_text())
    tracking_number = forms.CharField(label=_("快递单号"), max_length=40, required=False, widget=plain_text())
    note = forms.CharField(label=_("备注"), max_length=200, required=False, widget=plain_text())

    def carriage(self) -> Carriage:
        return Carriage(**{name: value for name, value in self.cleaned_data.items() if name != "key"})


class SettleForm(forms.Form):
    """What the receiving side says of the ticked lines."""

    key = KeyField()
    lines = forms.TypedMultipleChoiceField(label=_("办件"), coerce=int, required=False)
    outcome = forms.ChoiceField(label=_("签收情况"), choices=OUTCOMES)
    note = forms.CharField(
        label=_("情况说明"), max_length=300, required=False, widget=plain_text(),
        help_text=_("未收到或退回时必填，对方据此查找。"),
    )  # fmt: skip
    place = forms.CharField(
        label=_("上架位置"), max_length=40, required=False, widget=plain_text(),
        help_text=_("填了就一并上架，例如 A-03。"),
    )  # fmt: skip
    scan = forms.CharField(label=_("扫码签收"), max_length=20_000, required=False)

    def __init__(self, *args: Any, choices: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lines"].choices = [(pk, pk) for pk in choices]  # type: ignore[attr-defined]
