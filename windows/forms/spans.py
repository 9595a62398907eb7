"""HTTP text of the spans of long lists → clean values. The last three months unless somebody asks for others."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as plain
from django.utils.translation import gettext_lazy as _

from hall_ops.lib.form_fields import MonthField, day_input
from hall_ops.lib.months import next_month
from windows.queries.ledger_filters import ONE_DAY, Span, span_days

SPANS = [
    (Span.MONTHS, _("近三个月")), (Span.MONTH, _("本月")), (Span.LAST_MONTH, _("上月")), (Span.YEAR, _("今年")),
    (Span.ALL, _("全部")), (Span.DAYS, _("自选起止")),
]  # fmt: skip


class OptionalMonth(MonthField):
    """A month, or none."""

    def clean(self, value: Any) -> date | None:  # type: ignore[override]
        return super().clean(value) if value else None


class SpanForm(forms.Form):
    """Which days of a list. Whoever names a first or a last day need not choose "own days" as well."""

    span = forms.ChoiceField(choices=SPANS, required=False)
    since = forms.DateField(label=_("自"), required=False, widget=day_input())
    until = forms.DateField(label=_("至"), required=False, widget=day_input())

    def __init__(self, data: Mapping[str, Any], *, label: Any) -> None:
        given = {name: data.get(name, "") for name in self.base_fields}
        named = Span.DAYS if given["since"] or given["until"] else given["span"] or Span.MONTHS
        super().__init__({**given, "span": named})
        self.fields["span"].label = label

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        since, until = values.get("since"), values.get("until")
        if since and until and until < since:
            self.add_error("until", plain("截止早于开始。请改正其中一个。"))
        return values

    def days(self, today: date) -> tuple[date | None, date | None]:
        """The first and the last day, None where there is no bound; what was refused bounds nothing."""
        self.is_valid()
        values = self.cleaned_data
        return span_days(values.get("span") or Span.MONTHS, today, values.get("since"), values.get("until"))


class MonthSpanForm(SpanForm):
    """The same by whole months, where the day itself is not for every reader. Source: security.md D7."""

    since = OptionalMonth(label=_("自"), required=False)  # type: ignore[assignment]
    until = OptionalMonth(label=_("至"), required=False)  # type: ignore[assignment]

    def days(self, today: date) -> tuple[date | None, date | None]:
        first, last = super().days(today)
        until = self.cleaned_data.get("until")
        return first, next_month(until) - ONE_DAY if until else last
