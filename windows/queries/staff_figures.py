"""What the windows hold of each clerk in some days, for the ranking of staff (002 § 四(二)2(7)).

Shape: that of staffing.queries.hooks.ClerkFigures. Fewer ratings than may be shown without telling who gave them
count as none, and a rating nobody gave never counts.
"""

from datetime import date

from django.db.models import Count

from contracts.models import Contract
from staffing.queries.hooks import ClerkFigures
from windows.enums import TallyDimension
from windows.enums.complaints import ComplaintFinding
from windows.models import Complaint
from windows.queries.ratings import counts_by, good_levels, reach_whole
from windows.queries.tallies import figures_between, live_days, uncounted
from windows.rules.ratings import SMALLEST

UPHELD = (ComplaintFinding.UPHELD, ComplaintFinding.PARTLY)


def clerk_figures(contract: Contract, first: date, last: date, today: date) -> dict[int, ClerkFigures]:
    """Cases received, good ratings among those really given, complaints upheld, by clerk."""
    volumes = _volumes(contract, first, last, today)
    counts = counts_by(reach_whole(contract, first, last, today), "clerk")
    good = good_levels(contract)
    complaints = _complaints(contract, first, last)
    found: dict[int, ClerkFigures] = {}
    for key in {*volumes, *complaints, *(key for key in counts if isinstance(key, int))}:
        given = counts.get(key)
        rated = sum(given.active.values()) if given else 0
        enough = given is not None and rated >= SMALLEST
        found[key] = {
            "volume": volumes.get(key, 0),
            "rated": rated if enough else 0,
            "good": given.of(good, active_only=True) if given is not None and enough else 0,
            "complaints": complaints.get(key, 0),
        }
    return found


def _volumes(contract: Contract, first: date, last: date, today: date) -> dict[int, int]:
    dimension = TallyDimension.CLERK
    live = live_days(contract, uncounted(contract, first, last, today), [dimension], today)
    kept = figures_between(contract, first, last, dimension, live=live)
    return {key: sum(figures.received for figures in kinds.values()) for key, kinds in kept.items()}


def _complaints(contract: Contract, first: date, last: date) -> dict[int, int]:
    rows = Complaint.objects.filter(
        contract=contract, finding__in=UPHELD, about__isnull=False, recorded_at__date__range=(first, last)
    )
    return dict(rows.order_by().values_list("about").annotate(n=Count("pk")))
