"""HTTP text of the ledgers' filters, columns and saved views → clean values."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as plain
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from contracts.models import Contract, Organisation, Window, Zone
from hall_ops.lib.form_fields import KeyField, day_input, long_text
from windows.enums import CaseState, CrossRegion, ItemKind
from windows.models import SavedView, ServiceItem
from windows.queries.ledger_filters import Span, clerks_of, departments_of, item_named, span_days

ANY = ("", _("全部"))
SPANS = [
    (Span.TODAY, _("今天")), (Span.YESTERDAY, _("昨天")), (Span.WEEK, _("本周")), (Span.MONTH, _("本月")),
    (Span.LAST_MONTH, _("上月")), (Span.YEAR, _("今年")), (Span.ALL, _("不限")), (Span.DAYS, _("自选起止")),
]  # fmt: skip
OVERDUES = [("open", _("未办结已超期")), ("decided", _("办结时已超期"))]


@dataclass(frozen=True, slots=True)
class Filters:
    """Clean values of a ledger's filters. Shape: first and last None where the span has no bound."""

    first: date | None
    last: date | None
    conditions: dict[str, Any]
    labels: list[tuple[str, str]]


class NamedItemField(forms.CharField):
    """An item by its short code, its code or its name. Clean value: a ServiceItem."""

    contract: Contract
    today: date

    def clean(self, value: Any) -> ServiceItem | None:
        text = super().clean(value)
        if not text:
            return None
        found = item_named(self.contract, text, self.today)
        if len(found) == 1:
            return found[0]
        if not found:
            raise forms.ValidationError(
                _("没有名称或编码为“%(text)s”的事项。请核对，或输入简码。"), params={"text": text}
            )
        names = "、".join(
            f"{item.short_code} {item.current.name if item.current else ''}" for item in found[:6]
        )
        raise forms.ValidationError(
            _("有 %(count)d 个事项符合：%(names)s。请输入其中一个的简码。"),
            params={"count": len(found), "names": names},
        )


class LedgerFilter(forms.Form):
    """Which rows of a ledger. A ledger shows those of the fields that it names."""

    span = forms.ChoiceField(label=_("时间"), choices=SPANS, required=False)
    since = forms.DateField(label=_("自"), required=False, widget=day_input())
    until = forms.DateField(label=_("至"), required=False, widget=day_input())
    overdue = forms.ChoiceField(label=_("超期"), choices=[ANY, *OVERDUES], required=False)
    state = forms.ChoiceField(label=_("状态"), choices=[ANY, *CaseState.choices], required=False)
    item = NamedItemField(label=_("事项"), required=False, max_length=80)
    department = forms.ModelChoiceField(label=_("部门"), required=False, queryset=Organisation.objects.none())
    window = forms.ModelChoiceField(label=_("窗口"), required=False, queryset=Window.objects.none())
    clerk = forms.ModelChoiceField(label=_("经办人"), required=False, queryset=User.objects.none())
    zone = forms.ModelChoiceField(label=_("服务区"), required=False, queryset=Zone.objects.none())
    kind = forms.ChoiceField(label=_("办件类型"), choices=[ANY, *ItemKind.choices], required=False)
    cross_region = forms.ChoiceField(
        label=_("通办范围"), choices=[ANY, *[each for each in CrossRegion.choices if each[0]]], required=False
    )

    def __init__(
        self,
        data: Any,
        *,
        contract: Contract,
        user: Any,
        today: date,
        names: Iterable[str],
        axis_label: Any,
        span: str = Span.MONTH,
        overdue: str = "",
    ) -> None:
        defaults = {"span": span, "overdue": overdue}
        filled = {key: data.get(key, defaults.get(key, "")) for key in self.base_fields}
        super().__init__(filled)
        self.today = today
        wanted = ("span", "since", "until", *names)
        self.fields = {name: self.fields[name] for name in wanted}
        self.fields["span"].label = axis_label
        self._fill(contract, user, today)

    def _fill(self, contract: Contract, user: Any, today: date) -> None:
        """The choices of this contract."""
        sources = {
            "department": lambda: departments_of(contract, user),
            "window": lambda: Window.objects.filter(venue__contracts=contract).order_by("number"),
            "zone": lambda: Zone.objects.filter(venue__contracts=contract),
            "clerk": lambda: clerks_of(contract),
        }
        fields: dict[str, Any] = self.fields
        for name, source in sources.items():
            if name in fields:
                fields[name].queryset = source()
                fields[name].empty_label = plain("全部")
        if "clerk" in fields:
            fields["clerk"].label_from_instance = lambda person: person.name
        if "item" in fields:
            fields["item"].contract, fields["item"].today = contract, today
            fields["item"].widget.attrs["placeholder"] = plain("简码或名称")

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        since, until = values.get("since"), values.get("until")
        if since and until and until < since:
            self.add_error("until", _("截止日期 %(until)s 早于开始日期 %(since)s。请改正其中一个。") % values)
        return values

    def result(self) -> Filters:
        """What the rows are narrowed by; fields that were refused narrow nothing, and the form says so."""
        self.is_valid()
        values = self.cleaned_data
        span = values.get("span") or Span.MONTH
        if values.get("since") or values.get("until"):
            span = Span.DAYS
        first, last = span_days(span, self.today, values.get("since"), values.get("until"))
        conditions = {
            name: value
            for name, value in values.items()
            if value not in (None, "") and name not in ("span", "since", "until")
        }
        return Filters(first, last, conditions, self._labels(first, last, conditions))

    def _labels(
        self, first: date | None, last: date | None, conditions: dict[str, Any]
    ) -> list[tuple[str, str]]:
        """The filters as a reader reads them, for the page, the file and its register."""
        when = plain("%(first)s 至 %(last)s") % {
            "first": first or plain("最早"),
            "last": last or plain("现在"),
        }
        found = [(str(self.fields["span"].label), when)]
        for name, value in conditions.items():
            field = self.fields[name]
            choices = dict(getattr(field, "choices", [])) if isinstance(field, forms.ChoiceField) else {}
            shown = getattr(value, "name", None) or choices.get(value) or value
            found.append((str(field.label), str(shown)))
        return found


class SavedViewForm(forms.Form):
    """A view's name and its filters as they stand in the address."""

    name = forms.CharField(label=_("名称"), max_length=SavedView._meta.get_field("name").max_length)
    query = forms.CharField(required=False, max_length=1000, widget=forms.HiddenInput)
    is_shared = forms.BooleanField(label=_("共享给同一合同的其他人"), required=False)


class LedgerExportForm(forms.Form):
    """What an export is for, and whether it takes all columns."""

    key = KeyField()
    purpose = forms.CharField(
        label=_("用途"), max_length=200, widget=long_text(2),
        help_text=_("写明做什么用、给谁看、用完怎么处理。会记入导出登记，不要写个人信息。"),
    )  # fmt: skip
    all_columns = forms.BooleanField(label=_("导出台账的全部列"), required=False)


class OldLedgerForm(forms.Form):
    """A file of old cases."""

    file = forms.FileField(
        label=_("旧台账文件"), help_text=_("Excel（.xlsx）或 CSV，最大 40 MB、20 万行；文件里只留一个工作表。"),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
    )  # fmt: skip


class FindForm(forms.Form):
    """An exact number, document, telephone or name."""

    words = forms.CharField(label=_("查一件"), max_length=60, required=False)
