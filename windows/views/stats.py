"""Statistics: days, weeks, months, years; by item, department, window, clerk, zone; beside the time before."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contracts.models import Contract
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import Nav, Room, screen
from windows.enums import TallyDimension, TallyKind
from windows.forms.asked_ledgers import page_number
from windows.queries.stats import Statistics
from windows.reports.stats_charts import course
from windows.reports.stats_table import FIGURES, percent, rows_of, trend
from windows.rules.stats import DAY, MONTH, WEEK, YEAR, Time
from windows.views._stats import AskedStats, asked_stats

PAGE = 50
UNIT_LABELS = {
    DAY: gettext_lazy("日"),
    WEEK: gettext_lazy("周"),
    MONTH: gettext_lazy("月"),
    YEAR: gettext_lazy("年"),
}


@screen(Permission.STATS_VIEW, nav=Nav(Room.LEDGERS, gettext_lazy("统计"), order=30))
def stats(request: HttpRequest, contract: Contract) -> HttpResponse:
    today = timezone.localdate()
    asked = asked_stats(request.user, contract, request.GET, today)
    found, time = asked.found, asked.found.time
    number = min(page_number(request.GET), max(1, -(-len(asked.lines) // PAGE)))
    shown = asked.lines[(number - 1) * PAGE : number * PAGE]
    context = {
        "contract": contract,
        "time": time,
        "time_label": label_of(time),
        "compared_label": _compared(found),
        "units": [
            {"key": key, "label": label, "active": key == time.unit} for key, label in UNIT_LABELS.items()
        ],
        "has_next": time.last < today,
        "dimensions": _dimensions(asked),
        "dimension": TallyDimension(found.dimension).label,
        "tiles": tiles_of(found),
        "chart": course(found.chart, monthly=time.unit == YEAR, until=today),
        "figures": FIGURES,
        "rows": rows_of(shown, max((line.now.whole.received for line in asked.lines), default=0)),
        "with_waiting": any(line.waiting is not None for line in asked.lines),
        "order": asked.order,
        "pages": _pages(asked, number),
        "kinds": _kinds(found),
        "behind": found.behind,
    }
    return render(request, "windows/stats.html", context)


def _dimensions(asked: AskedStats) -> list[dict[str, Any]]:
    chosen = asked.found.dimension
    return [{"key": each, "label": each.label, "active": each == chosen} for each in asked.dimensions]


def label_of(time: Time) -> str:
    """2026 年 11 月; 11 月 16 日至 22 日; 11 月 21 日."""
    if time.unit == YEAR:
        return date_format(time.first, _("Y 年"))
    if time.unit == MONTH:
        return date_format(time.first, _("Y 年 n 月"))
    if time.unit == DAY:
        return date_format(time.first, _("Y 年 n 月 j 日"))
    return f"{date_format(time.first, _('Y 年 n 月 j 日'))} — {date_format(time.last, _('n 月 j 日'))}"


def _compared(found: Statistics) -> str:
    """What the figures are compared with."""
    compared = found.compared
    if compared == found.time.previous:
        return label_of(compared)
    last = date_format(compared.last, _("n 月 j 日"))
    return _("%(time)s（到 %(last)s 为止）") % {"time": label_of(compared), "last": last}


def tiles_of(found: Statistics) -> list[dict[str, Any]]:
    now, before, stock = found.whole.whole, found.whole_before.whole, found.whole.stock
    counts = [
        (_("收件 A"), now.received, before.received), (_("办结 B"), now.decided, before.decided),
        (_("出件"), now.issued, before.issued),
    ]  # fmt: skip
    tiles = [
        {"label": label, "value": f"{value:,}", "note": _("比上期 %(trend)s") % {"trend": trend(value, past)}}
        for label, value, past in counts
    ]
    if stock is not None:
        note = _("在办 %(under_way)s · 补件 %(correcting)s") % {
            "under_way": f"{stock.under_way:,}",
            "correcting": f"{stock.correcting:,}",
        }
        tiles.append({"label": _("期末待办 C"), "value": f"{stock.whole:,}", "note": note})
    share = found.whole.in_time_share
    late = {"level": "warn"} if now.late else {}
    note = _("逾期 %(late)s 件") % {"late": f"{now.late:,}"}
    return [*tiles, {"label": _("按时办结率"), "value": percent(share, 2), "note": note, **late}]


def _kinds(found: Statistics) -> list[dict[str, Any]]:
    """即办 and 非即办 apart, as the daily tally has them. Shape: figures are pairs of label and number."""
    labels = {
        "received": _("收件"), "accepted": _("受理"), "told": _("一次性告知"), "decided": _("办结"), "early": _("提前"),
        "on_time": _("按期"), "late": _("逾期"), "returned": _("退件"), "issued_counter": _("窗口出件"),
        "issued_post": _("邮寄出件"),
    }  # fmt: skip
    return [
        {
            "label": kind.label,
            "figures": [
                (label, f"{getattr(found.whole.of(kind), name):,}") for name, label in labels.items()
            ],
        }
        for kind in TallyKind
    ]


def _pages(asked: AskedStats, number: int) -> dict[str, Any]:
    return {"number": number, "last": max(1, -(-len(asked.lines) // PAGE)), "count": len(asked.lines)}
