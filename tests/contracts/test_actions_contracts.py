"""Making a contract from a profile: the five shipped ones, a sixth from a file, what is refused, running again."""

from datetime import date
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.db.models import Sum

from contracts.actions.contracts import ContractRefused, apply_profile, create_contract
from contracts.actions.profiles import renew_profile
from contracts.models import Contract, ContractTerm, Decision, Organisation, ServiceYear, Venue
from contracts.profile_schema import load_profile
from contracts.profile_schema.loading import FOLDER
from contracts.rules import price_ceiling, stage_on
from records.models import AuditEvent
from tests.contracts.made import AT, details, make
from tests.factories.contracts import ContractFactory

FIVE = ["baoting", "haikou", "huarong", "qiongshan", "tongliao"]


@pytest.mark.django_db
@pytest.mark.parametrize("name", FIVE)
def test_create_contract_takes_everything_from_the_profile(name: str) -> None:
    profile = load_profile(name)

    contract = make(name)

    years = ServiceYear.objects.filter(contract=contract)
    assert years.count() == profile.term.years
    assert years.aggregate(sum=Sum("price_yuan"))["sum"] == contract.price_yuan
    assert (years[0].starts_on, years.last().ends_on) == (contract.starts_on, contract.ends_on)
    assert contract.terms.count() == len(profile.terms())
    assert contract.decisions.count() == len(profile.decisions)
    assert contract.venues.count() == len(profile.places())
    assert AuditEvent.objects.filter(action="contract.create", object_id=str(contract.pk)).exists()


@pytest.mark.django_db
def test_create_contract_makes_a_sixth_from_a_file_alone(tmp_path: Path) -> None:
    text = (FOLDER / "tongliao.yaml").read_text(encoding="utf-8")
    file = tmp_path / "sixth.yaml"
    file.write_text(text.replace("name: tongliao", "name: sixth", 1), encoding="utf-8")
    profile = load_profile(file)

    contract = create_contract(by=None, at=AT, profile=profile, details=details(profile, slug="sixth"))

    assert contract.profile_name == "sixth"
    assert contract.terms.exists()


@pytest.mark.django_db
def test_create_contract_derives_the_last_day_from_the_term() -> None:
    contract = make("huarong", starts_on=date(2024, 2, 29))

    assert contract.ends_on == date(2025, 2, 28)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "changes", "field", "said"),
    [
        ("haikou", {"price_yuan": Decimal("33796500.01")}, "price_yuan", "33,796,500.00"),
        ("baoting", {"price_yuan": Decimal("2573500.01")}, "price_yuan", "2,573,500.00"),
        ("haikou", {"price_yuan": Decimal(0)}, "price_yuan", "大于 0"),
        ("haikou", {"starts_on": date(2023, 2, 1)}, "starts_on", "2023-01-01"),
        ("haikou", {"signed_on": date(2026, 1, 1)}, "signed_on", "晚于"),
        ("haikou", {"slug": "sign-in"}, "slug", "保留"),
        ("haikou", {"slug": "static"}, "slug", "保留"),
        ("haikou", {"contractor": "海口市政府服务中心"}, "contractor", "同一单位"),
    ],
)
def test_create_contract_refuses_what_does_not_fit(name: str, changes: dict, field: str, said: str) -> None:
    with pytest.raises(ContractRefused, match=said) as refused:
        make(name, **changes)

    assert refused.value.field == field
    assert not Contract.objects.exists()


@pytest.mark.django_db
def test_create_contract_takes_a_price_at_the_ceiling() -> None:
    contract = make("haikou", price_yuan=Decimal("33796500.00"))

    prices = contract.service_years.values_list("price_yuan", flat=True)
    assert list(prices) == [Decimal("11265500.00")] * 3


@pytest.mark.django_db
def test_create_contract_refuses_a_slug_that_is_taken() -> None:
    make("haikou", slug="hall")

    with pytest.raises(ContractRefused, match="已被另一份合同使用") as refused:
        make("tongliao", slug="hall")

    assert refused.value.field == "slug"
    assert Contract.objects.count() == 1


@pytest.mark.django_db
def test_create_contract_says_which_part_of_a_profile_an_app_refuses() -> None:
    profile = load_profile("haikou")
    broken = profile.model_copy(update={"rubric": {"name": "haikou"}})

    with pytest.raises(ContractRefused, match="haikou"):
        create_contract(by=None, at=AT, profile=broken, details=details(profile))

    assert not Contract.objects.exists()


@pytest.mark.django_db
def test_create_contract_uses_the_organisations_there_are() -> None:
    make("haikou", slug="first")
    make("haikou", slug="second")

    assert Organisation.objects.count() == 2
    assert Venue.objects.count() == 2


@pytest.mark.django_db
def test_apply_profile_twice_changes_nothing() -> None:
    contract = make("haikou")
    before = _everything(contract)

    apply_profile(contract, load_profile("haikou"))

    assert _everything(contract) == before


@pytest.mark.django_db
def test_apply_profile_keeps_what_was_decided_and_mends_the_terms() -> None:
    contract = make("haikou")
    contract.decisions.filter(key="mean_rounding").update(chosen="half_up_2", signed_at=AT)
    contract.terms.filter(key="term.years").update(value="9")
    ContractTerm.objects.create(
        contract=contract, position=999, key="limits.old", label="旧", value="1", clause="002"
    )

    apply_profile(contract, load_profile("haikou"))

    assert contract.decisions.get(key="mean_rounding").chosen == "half_up_2"
    assert contract.terms.get(key="term.years").value == "3"
    assert not contract.terms.filter(key="limits.old").exists()


@pytest.mark.django_db
def test_apply_profile_command_keeps_snapshot_and_terms_together_and_says_what_changed() -> None:
    contract = make("haikou")
    older = {**contract.profile, "version": "0"}
    Contract.objects.filter(pk=contract.pk).update(profile=older, profile_version="0")
    contract.terms.filter(key="term.years").update(value="9")

    call_command("apply_profile", stdout=StringIO())

    contract.refresh_from_db()
    profile = load_profile("haikou")
    assert (contract.profile, contract.profile_version) == (profile.model_dump(mode="json"), profile.version)
    event = AuditEvent.objects.get(action="contract.profile")
    assert (event.actor_id, event.contract_id) == (None, contract.pk)
    assert event.before["version"] == "0" and event.after["version"] == profile.version
    assert list(event.before["terms"]) == list(event.after["terms"]) == ["term.years"]
    assert set(event.after) == {"version", "profile", "terms"}


@pytest.mark.django_db
def test_apply_profile_command_again_writes_no_event() -> None:
    make("haikou")

    call_command("apply_profile", stdout=StringIO())

    assert not AuditEvent.objects.filter(action="contract.profile").exists()


@pytest.mark.django_db
def test_a_profile_an_app_cannot_use_leaves_snapshot_and_terms_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    contract = make("haikou")
    Contract.objects.filter(pk=contract.pk).update(profile_version="0")
    contract.terms.filter(key="term.years").update(value="9")

    def unusable(*_values: object) -> None:
        raise ValueError("unusable")

    monkeypatch.setattr("assessment.profile.install", unusable)
    with pytest.raises(ValueError, match="unusable"):
        renew_profile(by=None, contract=contract, profile=load_profile("haikou"))

    contract.refresh_from_db()
    assert contract.profile_version == "0" and contract.terms.get(key="term.years").value == "9"


def _everything(contract: Contract) -> list[list[dict]]:
    rows = [contract.terms, contract.decisions, contract.service_years, contract.venues]
    return [list(each.order_by("pk").values()) for each in rows]


@pytest.mark.parametrize(
    ("total", "a_year", "years", "ceiling"),
    [
        (None, None, 3, None),
        (Decimal(30), None, 3, Decimal(30)),
        (None, Decimal(9), 3, Decimal(27)),
        (Decimal(30), Decimal(9), 3, Decimal(27)),
    ],
)
def test_price_ceiling_keeps_both_ceilings(
    total: Decimal | None, a_year: Decimal | None, years: int, ceiling: Decimal | None
) -> None:
    assert price_ceiling(total, a_year, years) == ceiling


@pytest.mark.parametrize(
    ("day", "stage"),
    [
        (date(2022, 12, 31), "before"),
        (date(2023, 1, 1), "running"),
        (date(2025, 12, 31), "running"),
        (date(2026, 1, 1), "over"),
    ],
)
def test_stage_on_counts_both_ends_of_the_term(day: date, stage: str) -> None:
    assert stage_on(date(2023, 1, 1), date(2025, 12, 31), day) == stage


def _refused(change: dict) -> None:
    contract = ContractFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        Contract.objects.filter(pk=contract.pk).update(**change)


@pytest.mark.django_db
def test_database_refuses_a_contract_that_ends_before_it_starts() -> None:
    _refused({"ends_on": date(2026, 1, 1)})


@pytest.mark.django_db
def test_database_refuses_a_price_of_nothing() -> None:
    _refused({"price_yuan": Decimal(0)})


@pytest.mark.django_db
def test_database_refuses_one_party_on_both_sides() -> None:
    contract = ContractFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        Contract.objects.filter(pk=contract.pk).update(contractor=contract.purchaser)


@pytest.mark.django_db
def test_database_refuses_a_choice_nobody_signed() -> None:
    decision = make("haikou").decisions.get(key="mean_rounding")

    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.filter(pk=decision.pk).update(chosen="half_up_2")


@pytest.mark.django_db
def test_database_refuses_a_term_without_a_clause() -> None:
    contract = ContractFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        ContractTerm.objects.create(
            contract=contract, position=1, key="limits.x", label="限值", value="1", clause=""
        )


@pytest.mark.django_db
def test_database_refuses_a_service_year_twice_or_backwards() -> None:
    year = make("haikou").service_years.get(number=1)

    for change in ({"number": 2}, {"ends_on": date(2022, 1, 1)}, {"assessed_to": date(2022, 1, 1)}):
        with pytest.raises(IntegrityError), transaction.atomic():
            ServiceYear.objects.filter(pk=year.pk).update(**change)
