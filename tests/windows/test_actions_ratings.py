"""Recording a rating: once a visit, sealed, frozen, flagged."""

from datetime import datetime, timedelta

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from accounts.models import User
from contracts.models import Contract
from hall_ops.lib.permissions import Permission
from hall_ops.lib.request_context import facts
from hall_ops.lib.sealing import open_column
from records.actions import record_event
from records.models import AuditEvent
from tests.factories.windows import make_case
from tests.races import at_once
from tests.windows.rating_people import PHONE, Hall
from windows.actions.ratings import AlreadyRated, RatingRefused, Said, Sender, Visit, record_rating
from windows.enums import CaseState, RatingChannel, RatingSource, RatingState, VisitKind
from windows.models import Rating, RatingFlag, RatingFollowUp
from windows.rules.rating_codes import LEVELS, reasons_of


@pytest.fixture
def hall(contract: Contract) -> Hall:
    return Hall.of(contract)


def flags(rating: Rating) -> set[str]:
    return set(RatingFlag.objects.filter(rating=rating).values_list("kind", flat=True))


@pytest.mark.parametrize("level", LEVELS)
def test_each_level_with_its_reasons_is_kept(hall: Hall, level: int) -> None:
    codes = tuple(reason.code for reason in reasons_of(level))[:3]

    rating = hall.rate(level, reasons=codes, text="好的")

    assert (rating.level, tuple(rating.reasons), rating.text) == (level, codes, "好的")
    assert (rating.window, rating.clerk, rating.session) == (hall.session.window, hall.clerk, hall.session)
    assert RatingFollowUp.objects.filter(rating=rating).exists() == (level <= 2)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (Said(6), "评价等级"),
        (Said(0), "评价等级"),
        (Said(5, ("114",)), "114"),
        (Said(5, ("999",)), "999"),
        (Said(5, text="好" * 151), "150"),
        (Said(5, name="陈大明"), "联系电话"),
        (Said(5, name="陈", contact="12"), "电话"),
    ],
)
def test_what_does_not_fit_is_refused(hall: Hall, said: Said, words: str) -> None:
    with pytest.raises(RatingRefused, match=words):
        record_rating(at=timezone.now(), visit=hall.case(), said=said, channel=RatingChannel.PAGE)

    assert not Rating.objects.exists()


def test_a_void_case_and_a_time_to_come_are_refused(hall: Hall) -> None:
    with pytest.raises(RatingRefused, match="作废"):
        hall.rate(case=hall.case(state=CaseState.VOID))
    with pytest.raises(RatingRefused, match="还没有到"):
        hall.rate(claimed_at=timezone.now() + timedelta(hours=1))


def test_a_visit_is_rated_once(hall: Hall) -> None:
    case = hall.case()
    hall.rate(5, case=case)

    with pytest.raises(AlreadyRated):
        hall.rate(1, case=case)

    assert Rating.objects.get().level == 5


def test_a_visit_without_a_case_is_rated_once(hall: Hall) -> None:
    visit = Visit(hall.contract, VisitKind.CONSULTATION, "ZX-1", timezone.now(), window=hall.session.window)
    made = record_rating(at=timezone.now(), visit=visit, said=Said(4), channel=RatingChannel.DEVICE)

    assert (made.case, made.window) == (None, hall.session.window)
    with pytest.raises(AlreadyRated):
        record_rating(at=timezone.now(), visit=visit, said=Said(4), channel=RatingChannel.DEVICE)
    nameless = Visit(hall.contract, VisitKind.PHONE, " ", timezone.now())
    with pytest.raises(RatingRefused, match="类别和编号"):
        record_rating(at=timezone.now(), visit=nameless, said=Said(4), channel=RatingChannel.DEVICE)


def test_a_default_rating_gives_way_to_the_applicants_own(hall: Hall) -> None:
    case = hall.case()
    default = hall.rate(5, case=case, source=RatingSource.DEFAULT, channel=RatingChannel.PLATFORM)

    own = hall.rate(2, case=case)

    default.refresh_from_db()
    assert (default.state, own.state) == (RatingState.SUPERSEDED, RatingState.VALID)
    with pytest.raises(AlreadyRated):
        hall.rate(5, case=case, source=RatingSource.DEFAULT, channel=RatingChannel.PLATFORM)


@pytest.mark.parametrize("said", [{"text": "好"}, {"reasons": ("510",)}, {"level": 1}, {"contact": PHONE}])
def test_a_default_rating_says_nothing(hall: Hall, said: dict[str, object]) -> None:
    with pytest.raises(RatingRefused, match="默认评价"):
        hall.rate(source=RatingSource.DEFAULT, channel=RatingChannel.PLATFORM, **said)


def test_the_rater_is_sealed_and_the_trail_knows_no_address(hall: Hall) -> None:
    with facts(address="203.0.113.9", request_id="r1"):
        rating = hall.rate(2, name="陈大明", contact=PHONE, sender=Sender("device", "203.0.113.9"))

    assert rating.is_real_name
    assert (open_column(rating, "contact"), open_column(rating, "rater")) == (PHONE, "陈大明")
    told = AuditEvent.objects.filter(action__startswith="rating.")
    assert set(told.values_list("action", "address")) == {("rating.record", ""), ("rating.follow_up", "")}
    assert not any(word in str(list(told.values())) for word in (PHONE, "陈大明", "203.0.113.9"))
    assert b"203.0.113.9" not in bytes(rating.address_digest or b"")


def test_a_claim_before_the_case_keeps_its_time_and_is_flagged(hall: Hall) -> None:
    case = hall.case()
    claimed = case.registered_at - timedelta(minutes=3)

    rating = hall.rate(case=case, claimed_at=claimed, channel=RatingChannel.PLATFORM)

    assert rating.claimed_at == claimed
    assert flags(rating) == {"before_case"}


def test_a_rating_seconds_after_the_slip_is_flagged(hall: Hall) -> None:
    now = timezone.now()
    soon = hall.rate(case=hall.case(at=now - timedelta(seconds=29)), at=now)
    later = hall.rate(case=hall.case(at=now - timedelta(seconds=31)), at=now)
    counter = hall.rate(case=hall.case(at=now - timedelta(seconds=5)), at=now, channel=RatingChannel.DEVICE)

    assert [flags(each) for each in (soon, later, counter)] == [{"too_soon"}, set(), set()]


def test_a_series_from_one_device_is_flagged_whole(hall: Hall) -> None:
    made = [hall.rate(sender=Sender("telephone")) for _ in range(4)]
    other = hall.rate(sender=Sender("another"))

    assert [flags(each) for each in made] == [{"same_device"}] * 4
    assert flags(other) == set()
    assert Rating.objects.filter(state=RatingState.VALID).count() == 5


def test_a_series_is_not_one_when_it_takes_days(hall: Hall) -> None:
    now = timezone.now()
    made = [hall.rate(at=now + timedelta(hours=2 * step), sender=Sender("telephone")) for step in range(4)]

    assert not any(flags(each) for each in made)


def test_many_from_one_network_and_the_same_words_are_flagged(hall: Hall) -> None:
    made = [hall.rate(sender=Sender(address="198.51.100.7")) for _ in range(8)]
    words = [
        hall.rate(text=text)
        for text in ("服务态度非常好！", "服务 态度非常好", "服务态度非常好。", "很好", "很好", "很好")
    ]

    assert {kind for each in made for kind in flags(each)} == {"same_address"}
    assert [flags(each) for each in words] == [{"same_text"}] * 3 + [set()] * 3


def test_a_rating_from_where_staff_sign_in_is_flagged(hall: Hall) -> None:
    with transaction.atomic(), facts(address="10.0.0.8"):
        record_event("session.open", by=hall.clerk)

    assert flags(hall.rate(sender=Sender(address="10.0.0.8"))) == {"workstation"}
    assert flags(hall.rate(sender=Sender(address="10.0.0.9"))) == set()


def test_another_contracts_ratings_make_no_series(hall: Hall, other_contract: Contract) -> None:
    elsewhere = Hall.of(other_contract)
    for _ in range(5):
        elsewhere.rate(sender=Sender("telephone"))

    assert flags(hall.rate(sender=Sender("telephone"))) == set()


@pytest.mark.parametrize(
    "columns",
    [
        {"level": 5}, {"source": "default"}, {"text": "很满意"}, {"reasons": ["517"]}, {"channel": "sms"},
        {"claimed_at": datetime(2020, 1, 1, tzinfo=timezone.get_default_timezone())}, {"is_real_name": False},
    ],
)  # fmt: skip
def test_what_was_said_cannot_be_changed(hall: Hall, columns: dict[str, object]) -> None:
    rating = hall.bad().rating

    with pytest.raises(DatabaseError), transaction.atomic():
        Rating.objects.filter(pk=rating.pk).update(**columns)
    with pytest.raises(DatabaseError), transaction.atomic():
        rating.delete()


def test_a_text_may_be_wiped_and_a_seal_renewed(hall: Hall) -> None:
    rating = hall.bad().rating

    assert Rating.objects.filter(pk=rating.pk).update(text="", contact_sealed=None, rater_sealed=None) == 1


@pytest.mark.django_db(transaction=True)
def test_fifty_hands_make_one_rating(contract: Contract) -> None:
    hall = Hall.of(contract)
    case, hands = hall.case(), 50

    answers = at_once(lambda place: hall.rate(1 + place % 5, case=case), hands)

    assert sum(isinstance(each, Rating) for each in answers) == 1
    assert sum(isinstance(each, AlreadyRated) for each in answers) == hands - 1
    rating = Rating.objects.get()
    assert RatingFollowUp.objects.count() == (rating.level <= 2)
    assert AuditEvent.objects.filter(action="rating.record").count() == 1


def test_nothing_is_saved_when_the_follow_up_fails(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(**_values: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("windows.actions.ratings.open_followup", broken)
    with pytest.raises(RuntimeError):
        hall.rate(1)

    assert not Rating.objects.exists()


def test_ratings_reach_those_of_the_matrix_only(hall: Hall, other_contract: Contract) -> None:
    hall.rate(3)
    hall.rate(3, case=make_case(hall.contract, session=hall.session))
    foreign = Hall.of(other_contract)

    def seen(user: User) -> int:
        return Rating.objects.allowed(user, Permission.RATING_READ).count()

    assert [seen(each) for each in (hall.assessor, hall.liaison)] == [2, 1]
    assert [seen(each) for each in (hall.clerk, hall.supervisor, hall.director, foreign.assessor)] == [
        0,
        0,
        0,
        0,
    ]
