"""What the windows tell the ranking of staff: cases, ratings really given, complaints upheld, by clerk."""

from datetime import date

import pytest
from django.utils import timezone

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from staffing.queries.hooks import ClerkFigures, clerk_figures
from tests.factories.contracts import member
from tests.windows.rating_people import Hall
from tests.windows.service_rows import make_row
from windows.enums import RatingChannel, RatingSource
from windows.enums.complaints import ComplaintFinding
from windows.models import Case, Complaint

pytestmark = pytest.mark.django_db


@pytest.fixture
def hall(contract: Contract) -> Hall:
    return Hall.of(contract)


def this_month() -> tuple[date, date]:
    today = timezone.localdate()
    return today.replace(day=1), today


def told(hall: Hall) -> dict[int, ClerkFigures]:
    """Through the setting, as staffing asks."""
    first, today = this_month()
    return clerk_figures(hall.contract, first, today, today)


def visit(hall: Hall) -> Case:
    """A case of this very moment: closed days are counted by the nightly work, today from the cases."""
    return hall.case(at=timezone.now())


def test_ratings_count_only_where_so_many_hide_who_gave_them(hall: Hall) -> None:
    clerk = hall.session.clerk_id
    for level in (5, 4, 3, 2):
        hall.rate(level, case=visit(hall))
    hall.rate(5, case=visit(hall), source=RatingSource.DEFAULT, channel=RatingChannel.PLATFORM)

    few = told(hall)[clerk]
    hall.rate(5, case=visit(hall))
    enough = told(hall)[clerk]

    assert few == {"volume": 5, "rated": 0, "good": 0, "complaints": 0}
    assert enough == {"volume": 6, "rated": 5, "good": 4, "complaints": 0}, "a default rating is nobody's"


def test_complaints_upheld_about_somebody_count_for_them(hall: Hall, contract: Contract) -> None:
    clerk = member(Role.CLERK, contract)
    for finding in (ComplaintFinding.UPHELD, ComplaintFinding.PARTLY, ComplaintFinding.NOT_UPHELD):
        row = make_row("complaint", contract)
        Complaint.objects.filter(pk=row.pk).update(about=clerk, finding=finding)

    assert told(hall)[clerk.pk]["complaints"] == 2
