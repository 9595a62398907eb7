"""Which entry of the navigation is where one is."""

from dataclasses import dataclass

import pytest

from hall_ops.lib.navigation import AT_A_GLANCE, Place, homes, is_open, navigable, places, rooms_for, way_back
from hall_ops.lib.permissions import ROLE_PERMISSIONS, Permission, Role, Scope
from hall_ops.lib.screens import Door

# Signed in, and yet in no room: the frame of every page asks them, or they belong to the person and not to the work.
OUTSIDE = {
    "accounts:password-change",
    "accounts:sign-out",
    "contracts:notice-count",
    "contracts:search",
    "contracts:search-all",
    "contracts:venue-choose",
}


@dataclass(frozen=True)
class Hall:
    pk: int = 1
    slug: str = "hall"


@dataclass(frozen=True)
class Standing:
    role: Role
    contract_id: int | None = 1

    def scope_of(self, permission: Permission) -> Scope | None:
        return ROLE_PERMISSIONS[self.role].get(permission)


def lit(role: Role, name: str, contract: Hall | None = Hall()) -> list[str]:
    """The names of the entries marked for somebody of this role on this screen."""
    standing = Standing(role, contract.pk if contract else None)
    return [
        item["name"]
        for room in rooms_for([standing], contract, name)
        for item in room["items"]
        if item["active"]
    ]


def signed_in() -> list[Place]:
    doors = {Door.PERMISSION, Door.MEMBER}
    return [place for place in places() if place.screen and place.screen.door in doors]


def test_every_screen_of_the_signed_in_lies_in_a_room() -> None:
    astray = {place.name for place in signed_in() if not homes()[place.name]}

    assert astray == OUTSIDE


def test_screens_lie_within_entries_there_are() -> None:
    entries = {place.name for _, place in navigable()}
    declared = {(place.name, name) for place in signed_in() for name in place.screen.within}

    assert declared
    assert not {pair for pair in declared if pair[1] not in entries}


@pytest.mark.parametrize("role", list(Role))
def test_whoever_may_read_a_page_of_the_contract_sees_where_it_lies(role: Role) -> None:
    pages = [
        place.name
        for place in signed_in()
        if place.in_contract and ROLE_PERMISSIONS[role].get(place.screen.permissions.get("GET"))
    ]

    assert [name for name in pages if len(lit(role, name)) != 1 and name not in OUTSIDE] == []


@pytest.mark.parametrize(
    ("role", "page", "entry"),
    [
        (Role.SUPERVISOR, "staffing:pattern-list", "staffing:roster-week"),
        (Role.SUPERVISOR, "staffing:substitute-list", "staffing:roster-week"),
        (Role.SUPERVISOR, "staffing:person-detail", "staffing:person-list"),
        (Role.SUPERVISOR, "staffing:engagement-move", "staffing:person-list"),
        (Role.SUPERVISOR, "windows:window-detail", "windows:window-list"),
        (Role.SUPERVISOR, "windows:session-end", "windows:window-list"),
        (Role.SUPERVISOR, "windows:handover-detail", "windows:handover-list"),
        (Role.CLERK, "windows:case-detail", "windows:board-mine"),
        (Role.LIAISON, "windows:case-detail", "windows:result-list"),
        (Role.DIRECTOR, "windows:case-detail", "windows:ledger-list"),
        (Role.ASSESSOR, "assessment:finding-list", "assessment:finding-list-now"),
        (Role.ASSESSOR, "assessment:scorecard", "assessment:scorecard-list"),
    ],
)
def test_a_page_marks_the_list_it_belongs_to(role: Role, page: str, entry: str) -> None:
    assert lit(role, page) == [entry]


def test_of_entries_above_one_another_the_nearest_is_lit() -> None:
    assert lit(Role.SUPERVISOR, "windows:old-ledger-detail") == ["windows:old-ledger-list"]
    assert lit(Role.SUPERVISOR, "windows:ledger") == ["windows:ledger-list"]


def test_an_account_is_found_below_the_accounts() -> None:
    assert lit(Role.SYSTEM_ADMIN, "accounts:account", None) == ["accounts:account-list"]


def test_nowhere_near_nothing_is_lit() -> None:
    assert lit(Role.SUPERVISOR, "") == []
    assert lit(Role.SUPERVISOR, "contracts:venue-choose") == []


def test_few_entries_are_all_shown_many_only_where_one_is() -> None:
    here, elsewhere = [{"active": False}, {"active": True}], [{"active": False}]

    assert is_open(elsewhere, AT_A_GLANCE)
    assert is_open(here, AT_A_GLANCE + 1)
    assert not is_open(elsewhere, AT_A_GLANCE + 1)


def values_for(place: Place) -> dict[str, str]:
    return {name: {"contract": "hall", "month": "2026-05"}.get(name, "7") for name in place.arguments}


@pytest.mark.parametrize("role", list(Role))
def test_whoever_may_send_a_form_of_the_contract_finds_back_to_its_page(role: Role) -> None:
    forms = [
        place
        for place in signed_in()
        if place.in_contract and place.name not in OUTSIDE and "GET" not in place.screen.methods
        if ROLE_PERMISSIONS[role].get(place.screen.permissions.get("POST"))
    ]

    assert [
        place.name for place in forms if not way_back(place.name, values_for(place), [Standing(role)])
    ] == []


@pytest.mark.parametrize(
    ("role", "form", "page"),
    [
        (Role.CLERK, "windows:register-step-matter", "/hall/service/matter/7/"),
        (Role.SUPERVISOR, "windows:register-step-complaint", "/hall/service/complaint/7/"),
        (Role.TEAM_LEADER, "windows:handover-send", "/hall/windows/handovers/new"),
        (Role.LIAISON, "windows:case-chase-answer", "/hall/windows/cases/7/"),
        (Role.SUPERVISOR, "windows:session-end", "/hall/windows/places/"),
        (Role.SUPERVISOR, "staffing:change-withdraw", "/hall/staffing/changes/7/"),
        (Role.CLERK, "staffing:leave-list-withdraw", "/hall/staffing/leaves/"),
        (Role.ASSESSOR, "contracts:payment-record", "/hall/payments/7/7/"),
        (Role.ASSESSOR, "assessment:settlement-replace", "/hall/settlements/7/"),
    ],
)
def test_a_form_s_address_leads_to_its_page(role: Role, form: str, page: str) -> None:
    place = next(place for place in places() if place.name == form)

    assert way_back(form, values_for(place), [Standing(role)]) == page


def test_what_has_no_page_leads_nowhere() -> None:
    assert way_back("accounts:sign-out", {}, [Standing(Role.CLERK)]) == ""
