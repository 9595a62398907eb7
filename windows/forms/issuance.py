"""HTTP text of the shelf, the issuing desk, parcels and boxes → clean values."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hall_ops.lib.form_fields import KeyField, day_input, long_text
from windows.actions.issuance_identity import Taker
from windows.actions.parcels import Shipment
from windows.enums import Collector, Delivery, IdKind, ParcelState, ToldBy, ToldOutcome
from windows.forms.handover import plain_text

PEOPLE = [(each.value, each.label) for each in IdKind if each != IdKind.CREDIT_CODE]
CALLS = [("", _("电话结果")), *[(each.value, each.label) for each in ToldOutcome if each != ToldOutcome.SENT]]
ENDS = [(each.value, each.label) for each in ParcelState if each != ParcelState.SENT]
LARGEST = 10 * 1024 * 1024


class TickedForm(forms.Form):
    """Cases ticked on a page, by their keys, with the form's own number."""

    key = KeyField()
    cases = forms.TypedMultipleChoiceField(
        label=_("办件"), coerce=int, error_messages={"required": _("请先勾选办件。")}
    )

    def __init__(self, *args: Any, choices: list[int] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["cases"].choices = [(pk, pk) for pk in choices or []]  # type: ignore[attr-defined]


class PlaceForm(TickedForm):
    place = forms.CharField(label=_("存放位置"), max_length=40, widget=plain_text(placeholder="A-03"))


class TellForm(TickedForm):
    way = forms.ChoiceField(label=_("通知方式"), choices=ToldBy.choices)
    outcome = forms.ChoiceField(label=_("电话结果"), choices=CALLS, required=False)
    note = forms.CharField(label=_("说明"), max_length=200, required=False, widget=plain_text())


class IssueForm(TickedForm):
    """One act of giving out: to whom, or how. What belongs to another way is not read."""

    way = forms.ChoiceField(
        label=_("送达方式"), choices=Delivery.choices, initial=Delivery.COUNTER, widget=forms.RadioSelect
    )
    collector = forms.ChoiceField(
        label=_("领取人"), choices=Collector.choices, initial=Collector.APPLICANT, required=False,
        widget=forms.RadioSelect,
    )  # fmt: skip
    id_kind = forms.ChoiceField(label=_("证件类型"), choices=PEOPLE, initial=IdKind.RESIDENT, required=False)
    id_number = forms.CharField(
        label=_("证件号码"), max_length=40, required=False, widget=plain_text(spellcheck="false")
    )
    name = forms.CharField(label=_("姓名"), max_length=60, required=False, widget=plain_text())
    authority = forms.CharField(
        label=_("代领依据"), max_length=200, required=False,
        widget=plain_text(placeholder=_("委托书、介绍信的编号或日期")),
    )  # fmt: skip
    authority_file = forms.FileField(label=_("委托书照片或扫描件"), required=False)
    carrier = forms.CharField(
        label=_("承运单位"), max_length=40, required=False, initial="EMS", widget=plain_text()
    )
    tracking_number = forms.CharField(
        label=_("运单号"), max_length=40, required=False, widget=plain_text(spellcheck="false")
    )
    recipient_name = forms.CharField(label=_("收件人"), max_length=60, required=False, widget=plain_text())
    recipient_phone = forms.CharField(
        label=_("收件电话"), max_length=30, required=False, widget=plain_text(inputmode="tel")
    )
    address = forms.CharField(label=_("收件地址"), max_length=200, required=False, widget=plain_text())
    note = forms.CharField(label=_("说明"), max_length=200, required=False, widget=plain_text())

    def clean(self) -> dict[str, Any]:
        """Everything that is missing is said at once, each at its field."""
        data = super().clean() or {}
        way, collector = data.get("way"), data.get("collector")
        if way == Delivery.COUNTER:
            self._wanted("id_number", _("请读取或填写领取人的证件号码。"))
            if collector != Collector.APPLICANT:
                self._wanted("name", _("请填领取人姓名。"))
            if collector == Collector.OTHER and not data.get("authority_file"):
                self._wanted("authority", _("请填代领依据（如委托书编号、介绍信），或上传委托书。"))
        elif way == Delivery.POST:
            for name in ("carrier", "tracking_number", "recipient_name", "recipient_phone", "address"):
                self._wanted(name, _("邮寄时必填。"))
        return data

    def _wanted(self, name: str, text: Any) -> None:
        if name not in self.errors and not (self.cleaned_data.get(name) or "").strip():
            self.add_error(name, text)

    def clean_authority_file(self) -> Any:
        file = self.cleaned_data["authority_file"]
        if file and file.size > LARGEST:
            raise forms.ValidationError(
                _("文件“%(name)s”超过 10 MB，请压缩后再传。"), params={"name": file.name}
            )
        return file

    def taker(self) -> Taker:
        data = self.cleaned_data
        file = data["authority_file"]
        return Taker(
            data["collector"], data["name"], data["id_kind"], data["id_number"], data["authority"],
            (file.name, file.read()) if file else None,
        )  # fmt: skip

    def shipment(self) -> Shipment:
        data = self.cleaned_data
        return Shipment(
            data["carrier"], data["tracking_number"], data["recipient_name"], data["recipient_phone"],
            data["address"],
        )  # fmt: skip


class DayForm(forms.Form):
    day = forms.DateField(label=_("日期"), widget=day_input())


class ParcelForm(forms.Form):
    """What became of a parcel."""

    key = KeyField()
    outcome = forms.ChoiceField(label=_("结果"), choices=ENDS, widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("情况"), max_length=200, required=False, widget=plain_text(),
        help_text=_("退回或遗失时必填。"),
    )  # fmt: skip
    place = forms.CharField(
        label=_("上架位置"), max_length=40, required=False, widget=plain_text(),
        help_text=_("退回的结果重新放在哪里。"),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        outcome = data.get("outcome")
        if outcome and outcome != ParcelState.DELIVERED and not (data.get("note") or "").strip():
            self.add_error("note", _("退回或遗失的，请写明情况。"))
        if outcome == ParcelState.RETURNED and not (data.get("place") or "").strip():
            self.add_error("place", _("请填存放位置，例如“A-03”。"))
        return data


class UndoForm(forms.Form):
    """Why a result is taken back, and where it lies again."""

    key = KeyField()
    why = forms.CharField(
        label=_("撤销原因"), max_length=200, widget=long_text(2),
        help_text=_("写明哪里发错、怎样收回，例如“发错领取人，证照已收回”。"),
    )  # fmt: skip
    place = forms.CharField(
        label=_("放回位置"), max_length=40, widget=plain_text(placeholder="A-03"),
        help_text=_("收回的结果放在出件柜哪里。"),
    )  # fmt: skip


class BoxForm(forms.Form):
    key = KeyField()
    place = forms.CharField(label=_("存放位置"), max_length=80, widget=plain_text())
    title = forms.CharField(label=_("盒名"), max_length=80, required=False, widget=plain_text())
