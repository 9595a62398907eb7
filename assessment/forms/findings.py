"""What is posted to decide a finding."""

from django import forms
from django.utils.translation import gettext_lazy as _

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
