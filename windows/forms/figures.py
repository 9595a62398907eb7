"""HTTP text of the platform's figures → clean values."""

from django import forms
from django.utils.translation import gettext_lazy as _

from hall_ops.lib.form_fields import MonthField
from windows.actions.figures import FigureEntry
from windows.enums import FigureKind

MOST = 99_999_999


class FigureForm(forms.Form):
    kind = forms.ChoiceField(label=_("指标"), choices=FigureKind)
    month = MonthField(label=_("月份"))
    value = forms.IntegerField(label=_("人数"), min_value=0, max_value=MOST)
    source = forms.CharField(
        label=_("数据来源"), max_length=120, help_text=_("写明通报或页面的名称和日期，以便核对。")
    )
    reason = forms.CharField(
        label=_("更正原因"), max_length=200, required=False, help_text=_("这个月已经登记过时填写。")
    )

    def entry(self) -> FigureEntry:
        return FigureEntry(**self.cleaned_data)
