"""HTTP text of the desk → an IntakeEntry. What is wrong with an application is said by the rules, not here."""

import json
import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hall_ops.lib.form_fields import KeyField
from windows.actions.intake_entry import IntakeEntry, PaperIn
from windows.enums import ApplicantKind, CaseChannel, CrossRegion, Delivery, IdKind, Outcome, Priority, Taken
from windows.rules.applicants import ID_KINDS, Applicant
from windows.rules.intake import Problem

PAPER = re.compile(r"^paper-(\d{1,3})\Z", re.ASCII)
ANSWER = re.compile(r"^answer-\d{1,12}\Z", re.ASCII)
MOST_PIECES = 999
APPLICANT_FIELDS = ("phone", "address", "contact_name", "agent_name", "agent_id", "id_number")
PLAIN_FIELDS = (
    "priority", "channel", "cross_region", "queue_ticket", "platform_number", "project_name", "note", "delivery",
    "sms", "gap_due_on", "promise_signed", "other_fault", "refusal_ground", "refusal_reason", "refusal_office",
    "result_number",
)  # fmt: skip


def document_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """个人 / 单位 with the documents each may show. Shape: values are "person:resident"."""
    return [
        (str(ApplicantKind(kind).label), [(f"{kind.value}:{each.value}", str(each.label)) for each in kinds])
        for kind, kinds in ID_KINDS.items()
    ]


class ShortField(forms.CharField):
    """A line of text that may be empty; how long it may be is the rules' business."""

    def __init__(self, label: Any, **attrs: Any) -> None:
        widget = forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", **attrs})
        super().__init__(label=label, required=False, max_length=2000, widget=widget)


class IntakeForm(forms.Form):
    """The desk's fields beside questions and materials, which come with the item."""

    key = KeyField()
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    outcome = forms.ChoiceField(choices=Outcome.choices, required=False, widget=forms.HiddenInput)
    id_number = ShortField(_("证件号码"), placeholder=_("输入或刷卡，自动识别个人、单位"), inputmode="text")
    applicant_name = ShortField(_("姓名 / 单位"))
    phone = ShortField(_("手机"), inputmode="tel", placeholder=_("没有电话填“无”"))
    document = forms.ChoiceField(label=_("证件类型"), choices=document_choices, required=False)
    priority = forms.ChoiceField(label=_("优先服务"), choices=Priority.choices, required=False)
    queue_ticket = ShortField(_("排队号"))
    delivery = forms.ChoiceField(
        label=_("结果送达"),
        choices=[choice for choice in Delivery.choices if choice[0] != Delivery.NONE],
        required=False,
    )
    sms = forms.BooleanField(label=_("短信通知"), required=False)
    agent_name = ShortField(_("代理人姓名"))
    agent_id = ShortField(_("代理人证件号码"))
    contact_name = ShortField(_("联系人"))
    address = ShortField(_("收件或联系地址"))
    channel = forms.ChoiceField(
        label=_("来源"),
        choices=[choice for choice in CaseChannel.choices if choice[0] != CaseChannel.IMPORTED],
        required=False,
    )
    cross_region = forms.ChoiceField(label=_("通办范围"), choices=CrossRegion.choices, required=False)
    platform_number = ShortField(_("一体化平台编号"))
    project_name = ShortField(_("项目名称"))
    note = ShortField(_("备注"))
    result_number = ShortField(_("结果文号"))
    gap_due_on = forms.DateField(
        label=_("补交期限"), required=False, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    promise_signed = forms.BooleanField(label=_("申请人已知晓并承诺"), required=False)
    other_fault = forms.CharField(
        label=_("其他要补正的内容"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )
    refusal_ground = forms.CharField(required=False, max_length=40)
    refusal_office = ShortField(_("应向哪个机关申请"))
    refusal_reason = forms.CharField(
        label=_("理由"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def problems(self) -> list[Problem]:
        """What could not even be read. Shape: each with its field."""
        return [Problem(name, str(text)) for name, texts in self.errors.items() for text in texts]

    def entry(self) -> IntakeEntry:
        """The whole entry. Call after is_valid()."""
        values = self.cleaned_data
        kind, _colon, document = (values["document"] or "person:resident").partition(":")
        applicant = Applicant(
            kind=kind, id_kind=document, name=values["applicant_name"],
            **{name: values[name] for name in APPLICANT_FIELDS},
        )  # fmt: skip
        return IntakeEntry(
            outcome=values["outcome"] or Outcome.ACCEPT, version=values["version"] or 0, applicant=applicant,
            options=read_options(self.data), papers=read_papers(self.data),
            **{name: values[name] for name in PLAIN_FIELDS},
        )  # fmt: skip

    def clean_delivery(self) -> str:
        return str(self.cleaned_data["delivery"] or Delivery.COUNTER)

    def clean_channel(self) -> str:
        return str(self.cleaned_data["channel"] or CaseChannel.COUNTER)


def read_options(data: Mapping[str, Any]) -> tuple[int, ...]:
    """The answers chosen: answer-<question> = option."""
    chosen = [str(data[name]) for name in data if ANSWER.match(name)]
    return tuple(int(text) for text in chosen if text.isascii() and text.isdigit() and len(text) < 13)


def read_papers(data: Mapping[str, Any]) -> tuple[PaperIn, ...]:
    """How each material came: paper-<n>, paper-<n>-received, paper-<n>-fault."""
    found = []
    for name in data:
        line = PAPER.match(name)
        if line is None:
            continue
        taken = str(data[name]) if data[name] in Taken.values else Taken.MISSING
        pieces = str(data.get(f"{name}-received", ""))
        received = (
            min(int(pieces), MOST_PIECES) if pieces.isascii() and pieces.isdigit() and len(pieces) < 6 else 0
        )
        fault = str(data.get(f"{name}-fault", ""))
        found.append(PaperIn(int(line[1]), taken, received if taken != Taken.MISSING else 0, fault=fault))
    return tuple(found)


class DraftForm(forms.Form):
    """A draft as the desk keeps it: all fields as one JSON object of texts."""

    key = KeyField()
    revision = forms.IntegerField(min_value=1, max_value=1_000_000)
    fields_json = forms.CharField(max_length=60_000)

    def clean_fields_json(self) -> dict[str, Any]:
        try:
            found = json.loads(self.cleaned_data["fields_json"])
        except json.JSONDecodeError as error:
            raise forms.ValidationError(_("草稿内容残缺，没有保存。")) from error
        if not isinstance(found, dict) or not all(isinstance(each, str) for each in found.values()):
            raise forms.ValidationError(_("草稿内容残缺，没有保存。"))
        return found


class ApplicantLookupForm(forms.Form):
    """A whole document number, to find who was here before."""

    id_kind = forms.ChoiceField(choices=IdKind.choices)
    id_number = forms.CharField(max_length=40)


class LookForm(forms.Form):
    """A supervisor's word on a refusal."""

    agreed = forms.ChoiceField(choices=[("1", _("同意")), ("0", _("退回窗口"))])
    note = forms.CharField(
        label=_("复核意见"), required=False, max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )
