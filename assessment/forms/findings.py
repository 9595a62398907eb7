"""What is posted to decide a finding."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from assessment.models import Finding

OPERATIONS = [("accept", _("计入")), ("aside", _("不计入")), ("again", _("重新处理"))]


class FindingForm(forms.Form):
    op = forms.ChoiceField(choices=OPERATIONS)
    reason = forms.CharField(label=_("理由"), max_length=200, required=False)
    key = forms.CharField(max_length=60, required=False)

    def clean(self) -> dict[str, object]:
        values = super().clean() or {}
        if values.get("op") == "accept" and not values.get("key"):
            self.add_error("key", _("缺少提交编号，请刷新页面。"))
        return values


class FindingsForm(forms.Form):
    """Alike findings decided together, as the page showed them."""

    op = forms.ChoiceField(choices=OPERATIONS[:2])
    reason = forms.CharField(label=_("理由"), max_length=200, required=False)
    finding = forms.ModelMultipleChoiceField(
        Finding.objects.none(),
        error_messages={
            "required": _("没有选中的线索，请刷新页面。"),
            "invalid_choice": _("有线索不在本月清单里，请刷新页面。"),
        },
    )

    def __init__(self, *given: Any, findings: QuerySet[Finding], **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["finding"].queryset = findings  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("op") == "aside" and not str(values.get("reason", "")).strip():
            self.add_error("reason", _("请写明不计入的理由。"))
        return values
