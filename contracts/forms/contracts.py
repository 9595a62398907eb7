"""HTTP text of the contracts' forms → clean values."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from contracts.enums import Act
from contracts.models import SLUG
from contracts.profile_schema import Profile
from contracts.rules import CENT, price_ceiling
from hall_ops.lib.form_fields import day_input


class ContractForm(forms.Form):
    """What the tender leaves open. The profile fills in what it knows; whether values fit is asked by the action."""

    name = forms.CharField(label=_("合同名称"), max_length=100)
    short_name = forms.CharField(
        label=_("简称"), max_length=30, help_text=_("显示在页面上方的切换处，例如“海口综合窗口”。")
    )
    slug = forms.CharField(
        label=_("网址代号"),
        max_length=40,
        validators=[SLUG],
        help_text=_("3 至 40 位小写字母、数字和横线，建立后不能改。"),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )
    purchaser = forms.CharField(
        label=_("采购人"), max_length=100, help_text=_("与已有单位同名的，用同一单位。")
    )
    contractor = forms.CharField(label=_("服务供应商"), max_length=100)
    price_yuan = forms.DecimalField(
        label=_("中标价（整个服务期）"), max_digits=14, decimal_places=2, min_value=CENT
    )
    starts_on = forms.DateField(label=_("服务开始"), widget=day_input())
    signed_on = forms.DateField(
        label=_("签订日期"), required=False, widget=day_input(), help_text=_("还没有签订可不填。")
    )

    def __init__(self, *args: Any, profile: Profile, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("name", profile.title[:100])
        self.initial.setdefault("purchaser", (profile.purchaser.name or "")[:100])
        self.initial.setdefault("contractor", (profile.contractor.name or "")[:100])
        price, years = profile.price, profile.term.years
        ceiling = price_ceiling(price.ceiling_total_yuan, price.ceiling_year_yuan, years)
        self.fields["price_yuan"].help_text = (
            _("%(years)d 年合计，最高限价 ¥%(ceiling)s；各年度平均分配。")
            if ceiling is not None
            else _("%(years)d 年合计，招标文件没有写限价；各年度平均分配。")
        ) % {"years": years, "ceiling": f"{ceiling or 0:,.2f}"}
        starts = self.fields["starts_on"]
        if profile.term.starts_on is not None:
            self.initial["starts_on"] = profile.term.starts_on
            starts.disabled = True
            starts.help_text = _("由招标文件写明，服务到 %(day)s。") % {"day": profile.term.ends_on}
        else:
            starts.help_text = _("服务期 %(years)d 年，结束日期由此推算。") % {"years": years}


class TermFilterForm(forms.Form):
    """What to show of the terms."""

    q = forms.CharField(
        label=_("查找"),
        max_length=80,
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": _("条款、约定，可输拼音首字母")}),
    )
    acts = forms.ChoiceField(label=_("作用于"), required=False, choices=[("", _("全部")), *Act.choices])
    silent = forms.BooleanField(label=_("只看采用默认的"), required=False)
