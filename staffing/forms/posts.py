"""HTTP text of the posts' and hours' screens → clean values."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from contracts.models import Venue, Window
from hall_ops.lib.form_fields import day_input, long_text
from staffing.actions.posts import Hours
from staffing.enums import SessionKind
from staffing.models import PostPlace, ServiceSession

WEEKDAYS = [
    ("1", _("一")), ("2", _("二")), ("3", _("三")), ("4", _("四")), ("5", _("五")), ("6", _("六")), ("7", _("日")),
]  # fmt: skip
# The keys a hall can have: two halves of the day, what is between and after them.
KEYS = [
    ("am", _("上午"), SessionKind.REGULAR), ("noon", _("午间"), SessionKind.EXTENDED),
    ("pm", _("下午"), SessionKind.REGULAR), ("evening", _("延时"), SessionKind.EXTENDED),
]  # fmt: skip


def clock_input() -> forms.TimeInput:
    return forms.TimeInput(format="%H:%M", attrs={"type": "time"})


class PostForm(forms.Form):
    duties = forms.CharField(label=_("岗位职责"), max_length=4000, required=False, widget=long_text(8))
    manual = forms.CharField(
        label=_("岗位手册及版本"), max_length=120, required=False, help_text=_("如“综合窗口岗位手册 V3”。")
    )
    manual_reviewed_on = forms.DateField(label=_("手册审定日期"), required=False, widget=day_input())


class PlacesForm(forms.Form):
    """The windows of a post, a tick for each session, and the least number of people at each venue."""

    day = forms.DateField(label=_("从哪天起"), widget=day_input())

    def __init__(
        self,
        *args: Any,
        windows: Sequence[Window],
        venues: Sequence[Venue],
        sessions: Sequence[ServiceSession],
        places: Sequence[PostPlace],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.windows, self.venues, self.sessions = windows, venues, sessions
        ticked = {place.window_id: place.sessions for place in places if place.window_id}
        least = {place.venue_id: place.minimum for place in places if not place.window_id}
        for window in windows:
            for session in sessions:
                self.fields[f"w{window.pk}-{session.key}"] = forms.BooleanField(
                    label=session.name, required=False, initial=session.key in ticked.get(window.pk, [])
                )
        for venue in venues:
            for session in sessions:
                self.fields[f"v{venue.pk}-{session.key}"] = forms.IntegerField(
                    label=session.name, required=False, min_value=0, max_value=500,
                    initial=least.get(venue.pk, {}).get(session.key, 0),
                )  # fmt: skip

    def window_rows(self) -> list[tuple[Window, list[Any]]]:
        return [(each, [self[f"w{each.pk}-{s.key}"] for s in self.sessions]) for each in self.windows]

    def venue_rows(self) -> list[tuple[Venue, list[Any]]]:
        return [(each, [self[f"v{each.pk}-{s.key}"] for s in self.sessions]) for each in self.venues]

    def staffed(self) -> dict[Window, list[str]]:
        return {
            each: [s.key for s in self.sessions if self.cleaned_data[f"w{each.pk}-{s.key}"]]
            for each in self.windows
        }

    def least(self) -> dict[Venue, dict[str, int]]:
        return {
            each: {s.key: self.cleaned_data[f"v{each.pk}-{s.key}"] or 0 for s in self.sessions}
            for each in self.venues
        }


class HoursForm(forms.Form):
    """The hall's sessions from a day on; an empty row is a session the hall does not have."""

    day = forms.DateField(label=_("从哪天起用"), widget=day_input())

    def __init__(self, *args: Any, sessions: Sequence[ServiceSession], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        now = {row.key: row for row in sessions}
        for key, name, _kind in KEYS:
            row = now.get(key)
            self.fields[f"{key}-name"] = forms.CharField(
                label=_("名称"), max_length=20, required=False, initial=row.name if row else name
            )
            self.fields[f"{key}-starts"] = forms.TimeField(
                label=_("开始"), required=False, widget=clock_input(), initial=row.starts_at if row else None
            )
            self.fields[f"{key}-ends"] = forms.TimeField(
                label=_("结束"), required=False, widget=clock_input(), initial=row.ends_at if row else None
            )
            self.fields[f"{key}-days"] = forms.MultipleChoiceField(
                label=_("星期"), required=False, choices=WEEKDAYS, widget=forms.CheckboxSelectMultiple(),
                initial=[str(each) for each in (row.weekdays if row else range(1, 6))],
            )  # fmt: skip

    def rows(self) -> list[dict[str, Any]]:
        return [
            {
                "kind": SessionKind(kind).label,
                **{part: self[f"{key}-{part}"] for part in ("name", "starts", "ends", "days")},
            }
            for key, _name, kind in KEYS
        ]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        for key, _name, _kind in KEYS:
            if bool(values.get(f"{key}-starts")) != bool(values.get(f"{key}-ends")):
                self.add_error(f"{key}-ends", _("请把开始和结束都填上；没有这个时段就都留空。"))
        return values

    def hours(self) -> list[Hours]:
        values = self.cleaned_data
        return [
            Hours(
                key, values[f"{key}-name"] or str(name), kind, values[f"{key}-starts"], values[f"{key}-ends"],
                tuple(int(day) for day in values[f"{key}-days"]),
            )
            for key, name, kind in KEYS
            if values.get(f"{key}-starts")
        ]  # fmt: skip
