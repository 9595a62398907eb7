"""HTTP text of the department's screens → clean values."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hall_ops.lib.form_fields import KeyField, day_input, long_text
from windows.actions.results import Decision
from windows.enums import ConcludedAs, ResultKind
from windows.forms.handover import plain_text
from windows.models import Case

OUTCOMES = [
    (each.value, each.label)
    for each in (ConcludedAs.GRANTED, ConcludedAs.GRANTED_WITH_GAP, ConcludedAs.DENIED)
]


class DecisionForm(forms.Form):
    """What a department decided. Shape: `revision` is what the page showed."""

    key = KeyField()
    revision = forms.IntegerField(widget=forms.HiddenInput)
    outcome = forms.ChoiceField(label=_("办理结果"), choices=OUTCOMES, widget=forms.RadioSelect)
    kind = forms.ChoiceField(label=_("结果类型"), choices=ResultKind.choices)
    name = forms.CharField(label=_("文件名称"), max_length=120, required=False, widget=plain_text())
    number = forms.CharField(
        label=_("文件编号"), max_length=80, required=False, widget=plain_text(),
        help_text=_("证照、批文必填。"),
    )  # fmt: skip
    valid_from = forms.DateField(label=_("生效日期"), required=False, widget=day_input())
    valid_to = forms.DateField(
        label=_("截止日期"), required=False, widget=day_input(), help_text=_("长期有效可不填。")
    )
    copies = forms.IntegerField(label=_("份数"), min_value=1, max_value=999, initial=1, required=False)
    content = forms.CharField(label=_("许可内容"), max_length=300, required=False, widget=long_text(2))
    reason = forms.CharField(
        label=_("理由"), max_length=300, required=False, widget=long_text(2), help_text=_("不通过时必填。")
    )

    def __init__(self, *args: Any, case: Case, has_gap: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        version = case.version
        self.initial.update(
            revision=case.revision,
            outcome=ConcludedAs.GRANTED_WITH_GAP if has_gap else ConcludedAs.GRANTED,
            kind=version.result_kind,
            name=version.result_name,
        )

    def clean(self) -> dict[str, Any]:
        """What goes with what, said at the field."""
        data = super().clean() or {}
        outcome, since, until = data.get("outcome"), data.get("valid_from"), data.get("valid_to")
        denied = outcome == ConcludedAs.DENIED
        if denied and not (data.get("reason") or "").strip():
            self.add_error("reason", _("不通过的，请写明事实和依据。"))
        numbered = data.get("kind") in {ResultKind.LICENCE, ResultKind.APPROVAL}
        if outcome and not denied and numbered and not (data.get("number") or "").strip():
            self.add_error("number", _("结果是证照或批文的，请填文件编号。"))
        if until and not since and "valid_from" not in self.errors:
            self.add_error("valid_from", _("填了截止日期的，请填生效日期。"))
        if until and since and until < since:
            self.add_error("valid_to", _("截止日期早于生效日期，请核对。"))
        return data

    def decision(self) -> Decision:
        names = ("outcome", "kind", "name", "number", "valid_from", "valid_to", "content", "reason")
        values = {name: self.cleaned_data[name] for name in names}
        return Decision(copies=self.cleaned_data["copies"] or 1, **values)


class ReturnForm(forms.Form):
    """Why a case goes back undecided."""

    reason = forms.CharField(label=_("退回原因"), max_length=300, widget=long_text(2))
