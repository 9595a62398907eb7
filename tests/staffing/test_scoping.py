"""The row check of staffing's own models: every queryset reaches a contract, papers through their person."""

from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.utils import timezone

from contracts.models import Contract
from hall_ops.lib.permissions import Permission, Role
from hall_ops.lib.scoping import ScopedQuerySet
from staffing.models import Badge, RequirementCheck, Schooling
from tests.factories.contracts import member
from tests.factories.staffing import make_person, make_staff

pytestmark = pytest.mark.django_db
SCOPED = [
    model
    for model in apps.get_app_config("staffing").get_models()
    if isinstance(model._default_manager.all(), ScopedQuerySet)
]


@pytest.mark.parametrize("model", SCOPED, ids=lambda model: model.__name__)
@pytest.mark.parametrize("role", [Role.DIRECTOR, Role.TEAM_LEADER, Role.CLERK])
def test_every_queryset_finds_its_contract(contract: Contract, role: Role, model: Any) -> None:
    """Whole contract, own team, oneself: each condition is one the table has columns for."""
    rows = model.objects.allowed(member(role, contract), Permission.STAFF_VIEW)

    assert set(rows.values_list(rows.contract_path, flat=True)) <= {contract.pk}


def papers_of(person: Any) -> list[Any]:
    common = {"person": person, "recorded_at": timezone.now(), "recorded_by": person.recorded_by}
    day = date(2024, 6, 30)
    return [
        Schooling.objects.create(level="bachelor", school="海南大学", graduated_on=day, **common),
        Badge.objects.create(number=f"B{person.pk}", issued_on=day, **common),
        RequirementCheck.objects.create(
            requirement="clean_record", meets=True, basis="document", checked_on=day, **common
        ),
    ]


def test_papers_are_reached_through_their_person(contract: Contract, other_contract: Contract) -> None:
    mine = make_staff(contract)
    own, of_others = papers_of(mine), papers_of(make_person(contract))
    elsewhere = papers_of(make_person(other_contract))
    director = member(Role.DIRECTOR, contract)

    for place, paper in enumerate(own):
        rows = type(paper).objects
        assert set(rows.allowed(director, Permission.STAFF_VIEW)) == {paper, of_others[place]}
        assert set(rows.allowed(mine.user, Permission.STAFF_VIEW)) == {paper}
        assert elsewhere[place] not in rows.allowed(mine.user, Permission.STAFF_VIEW)
