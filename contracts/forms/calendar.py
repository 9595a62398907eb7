"""HTTP text of the calendar's forms → clean values."""

from django import forms
from django.utils.translation import gettext_lazy as _

from hall_ops.lib.form_fields import day_input, long_text

WORKS = (("off", _("放假")), ("work", _("上班")))


class NoticeForm(forms.Form):
    """The yearly notice, pasted. Whether it can be read is asked by the rule."""

    source = forms.CharField(
        label=_("文号"), max_length=80, help_text=_("例如“国办发明电〔2026〕7号”，作为每一天的来源。")
    )
    text = forms.CharField(
        label=_("通知正文"),
        max_length=5000,
        widget=long_text(9),
        help_text=_("从“一、元旦：”到“七、国庆节：”整段粘贴；先预览，确认后才写入。"),
    )


class DayForm(forms.Form):
    """One day that an order moved."""

    day = forms.DateField(label=_("日期"), widget=day_input())
    works = forms.ChoiceField(label=_("改为"), choices=WORKS)
    name = forms.CharField(
        label=_("节日或事由"), max_length=20, required=False, help_text=_("周一至周五放假时必填。")
    )
    reason = forms.CharField(label=_("依据"), max_length=80, help_text=_("文件名称或文号，作为来源显示。"))
