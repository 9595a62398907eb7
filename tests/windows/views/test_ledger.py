"""The ledgers: who sees which rows, filters, columns, pages, totals, the search for one case."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from hall_ops.lib.sealing import sealed_pair
from tests.factories.contracts import member
from tests.factories.windows import make_case, make_department, make_item, make_session
from tests.windows.ledger_rows import everything
from windows.enums import ApplicantKind, CaseState, CrossRegion, ItemKind
from windows.models import Case
from windows.queries.ledger_rows import PAGE
from windows.reports.ledgers import ledgers

pytestmark = pytest.mark.django_db
ClientFor = Callable[..., Client]


def url(contract: Contract, ledger: str = "acceptance", query: str = "") -> str:
    return reverse("windows:ledger", args=[contract.slug, ledger]) + query


@pytest.fixture
def reader(contract: Contract, client_for: ClientFor) -> Client:
    return client_for(member(Role.SUPERVISOR, contract))


def numbers(response: Any) -> list[str]:
    return [line.number for line in response.context["lines"]]


def sealed(case: Case, **texts: str) -> None:
    """Give a case personal data as the desk does."""
    columns: dict[str, Any] = {}
    for name, text in texts.items():
        blob, index = sealed_pair(text, label=f"windows.case.{name}", uid=case.uid)
        columns |= {f"{name}_sealed": blob, f"{name}_index": index}
    Case.objects.filter(pk=case.pk).update(**columns)


@pytest.fixture
def full(contract: Contract) -> Contract:
    everything(contract)
    return contract


def test_every_ledger_shows_its_rows_with_every_column(full: Contract, client_for: ClientFor) -> None:
    """As the assessor, who may read all of them."""
    client, empty = client_for(member(Role.ASSESSOR, full)), []
    for key, ledger in ledgers().items():
        wanted = "&".join(f"columns={column.key}" for column in ledger.columns)
        response = client.get(url(full, key, f"?{wanted}"))
        assert response.status_code == 200, key
        assert response.context["columns"] == list(ledger.columns), key
        empty += [] if response.context["lines"] else [key]

    assert empty == []


def test_every_ledger_asks_less_than_twenty_questions(
    full: Contract, client_for: ClientFor, queries: CaptureQueriesContext
) -> None:
    client, most = client_for(member(Role.ASSESSOR, full)), {}
    for key in ledgers():
        with queries:
            client.get(url(full, key))
        most[key] = len(queries)

    assert {key: count for key, count in most.items() if count >= 20} == {}


def test_every_ledger_shows_rows_of_its_own_contract_only(
    full: Contract, other_contract: Contract, client_for: ClientFor
) -> None:
    client = client_for(member(Role.ASSESSOR, other_contract))

    shown = [key for key in ledgers() if client.get(url(other_contract, key, "?span=all")).context["lines"]]

    assert shown == []


def test_every_ledger_shows_a_liaison_nothing_of_other_departments(
    full: Contract, client_for: ClientFor
) -> None:
    client = client_for(member(Role.LIAISON, full, department=make_department(full)))
    shown = []
    for key in ledgers():
        response = client.get(url(full, key, "?span=all"))
        assert response.status_code in (200, 403), key
        shown += [key] if response.status_code == 200 and response.context["lines"] else []

    assert shown == []


def test_ledger_of_ratings_is_the_purchasers_alone(full: Contract, client_for: ClientFor) -> None:
    """Supplier's people see sums of ratings, never a single one (security.md D7)."""
    for role in (Role.DIRECTOR, Role.SUPERVISOR, Role.CLERK):
        response = client_for(member(role, full)).get(url(full, "ratings"))
        assert response.status_code == 403 and "不能查看" in response.content.decode()


def test_ledger_unknown_is_not_there(reader: Client, contract: Contract) -> None:
    assert reader.get(url(contract, "nothing")).status_code == 404


def test_ledger_of_another_contract_is_not_there(reader: Client, other_contract: Contract) -> None:
    assert reader.get(url(other_contract)).status_code == 404


def test_ledger_shows_no_case_of_another_contract(
    reader: Client, contract: Contract, other_contract: Contract
) -> None:
    ours = make_case(contract)
    make_case(other_contract)

    assert numbers(reader.get(url(contract))) == [ours.number]


def test_ledger_is_shut_to_a_role_without_cases(contract: Contract, client_for: ClientFor) -> None:
    assert client_for(member(Role.APPROVER, contract)).get(url(contract)).status_code == 403


def test_ledger_shows_a_liaison_their_own_department_only(contract: Contract, client_for: ClientFor) -> None:
    department = make_department(contract)
    ours = make_case(contract, item=make_item(contract, department=department))
    make_case(contract)
    client = client_for(member(Role.LIAISON, contract, department=department))

    response = client.get(url(contract))

    assert numbers(response) == [ours.number]
    assert response.context["pages"].total.count == 1
    assert list(response.context["form"].fields["department"].queryset) == [department]


def test_ledger_masks_persons_and_names_organisations(reader: Client, contract: Contract) -> None:
    person = make_case(contract, applicant_name="陈大明")
    sealed(person, id="110101199003071233", phone="13807651234")
    unit = make_case(contract, applicant_name="海口椰树有限公司", applicant_kind=ApplicantKind.ORGANISATION)
    sealed(unit, id="91460000MA5T2XHM57")
    columns = "?columns=number&columns=applicant&columns=id_number&columns=phone"

    page = reader.get(url(contract, "cases", columns)).content.decode()

    assert "陈**" in page and "110101********1233" in page and "138****1234" in page
    assert "海口椰树有限公司" in page and "91460000MA5T2XHM57" in page
    assert "陈大明" not in page and "110101199003071233" not in page and "13807651234" not in page


def test_ledger_begins_with_this_month(reader: Client, contract: Contract) -> None:
    now = timezone.now()
    ours = make_case(contract, at=now)
    old = make_case(contract, at=now - timedelta(days=40))

    assert numbers(reader.get(url(contract))) == [ours.number]
    assert numbers(reader.get(url(contract, query="?span=all"))) == [ours.number, old.number]
    day = timezone.localdate(old.registered_at)
    assert numbers(reader.get(url(contract, query=f"?since={day}&until={day}"))) == [old.number]


def narrowing(contract: Contract) -> list[tuple[str, Case]]:
    """Filters with the only case that each of them leaves."""
    plain = {"kind": ItemKind.PROMISED}
    late = make_case(contract, CaseState.ISSUED, late_days=3)
    spot = make_case(contract, item=make_item(contract, kind=ItemKind.ON_SPOT))
    abroad = make_case(contract, cross_region=CrossRegion.NATIONAL, **plain)
    open_late = make_case(contract, CaseState.TRANSFERRED, due_on=timezone.localdate() - timedelta(days=1))
    seat = make_session(contract)
    seated = make_case(contract, CaseState.CORRECTING, session=seat)
    assert seat.window.zone is not None
    return [
        ("overdue=decided", late), ("overdue=open", open_late), ("kind=on_spot", spot),
        (f"item={spot.item.short_code}", spot), (f"department={spot.department_id}", spot),
        ("cross_region=national", abroad), ("state=correcting", seated), (f"window={seat.window_id}", seated),
        (f"clerk={seat.clerk_id}", seated), (f"window={seat.window_id}&state=correcting", seated),
    ]  # fmt: skip


def test_ledger_filters_leave_the_right_case(reader: Client, contract: Contract) -> None:
    wanted = [(query, case.number) for query, case in narrowing(contract)]

    found = [(query, *numbers(reader.get(url(contract, query=f"?{query}")))) for query, _number in wanted]

    assert found == wanted


def test_ledger_counts_what_a_filter_leaves(reader: Client, contract: Contract) -> None:
    for query, _case in narrowing(contract):
        assert reader.get(url(contract, query=f"?{query}")).context["pages"].total.count == 1, query


def test_ledger_item_by_name_names_the_choices(reader: Client, contract: Contract) -> None:
    for name in ("食品经营许可", "食品生产许可"):
        item = make_item(contract, name=name)
        item.current.search = name
        item.current.save(update_fields=["search"])

    response = reader.get(url(contract, query="?item=食品"))

    assert "有 2 个事项符合" in response.content.decode()
    assert "没有名称或编码为“殡葬”的事项" in reader.get(url(contract, query="?item=殡葬")).content.decode()


def test_ledger_refuses_an_end_before_the_beginning(reader: Client, contract: Contract) -> None:
    page = reader.get(url(contract, query="?since=2026-03-02&until=2026-03-01")).content.decode()

    assert "截止日期 2026-03-01 早于开始日期 2026-03-02" in page


@pytest.mark.parametrize(
    "bad", ["page=x", "page=99999999", "page=0", "state=lost", "window=x", "since=x", "find=%00"]
)
def test_ledger_bears_bad_parameters(reader: Client, contract: Contract, bad: str) -> None:
    make_case(contract)

    assert reader.get(url(contract, query=f"?{bad}")).status_code == 200


def test_ledger_pages_meet_without_gap_or_double(reader: Client, contract: Contract) -> None:
    item, session = make_item(contract, materials=()), make_session(contract)
    made = [make_case(contract, item=item, session=session).number for _each in range(PAGE * 2 + 3)]

    pages = [reader.get(url(contract, query=f"?page={number}")) for number in (1, 2, 3, 9)]

    assert [*numbers(pages[0]), *numbers(pages[1]), *numbers(pages[2])] == made[::-1]
    assert numbers(pages[3]) == numbers(pages[2])
    assert pages[2].context["pages"].has_next is False and pages[0].context["pages"].has_next is True


def test_ledger_chosen_columns_stay_over_pages_and_filters(reader: Client, contract: Contract) -> None:
    make_case(contract)

    response = reader.get(url(contract, query="?columns=number&columns=window&span=all"))

    assert [column.key for column in response.context["columns"]] == ["number", "window"]
    assert response.context["columns_kept"] == ["number", "window"]
    assert response.context["query"] == "span=all&columns=number&columns=window"


def test_ledger_sums_up_what_can_be_summed(reader: Client, contract: Contract) -> None:
    now = timezone.now()
    for minutes in (10, 20):
        make_case(contract, CaseState.ACCEPTED, at=now, accepted_at=now + timedelta(minutes=minutes))

    totals = reader.get(url(contract, "one-window")).context["totals"]

    assert "平均 15.0" in totals


def test_ledger_asks_the_same_questions_for_one_row_and_three(
    reader: Client, contract: Contract, queries: CaptureQueriesContext
) -> None:
    item, session = make_item(contract), make_session(contract)
    make_case(contract, item=item, session=session)
    with queries:
        reader.get(url(contract))
    few = len(queries)
    make_case(contract, item=item, session=session)
    make_case(contract, item=item, session=session)
    with queries:
        reader.get(url(contract))

    assert len(queries) == few < 20


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("110101199003071233", True), ("13807651234", True), ("陈大明", True), ("1101011990030712", False),
        ("陈大", False), ("1380765", False), ("' OR 1=1 --", False),
    ],
)  # fmt: skip
def test_ledger_finds_one_case_by_what_it_is_known_by(
    reader: Client, contract: Contract, words: str, found: bool
) -> None:
    case = make_case(contract, at=timezone.now() - timedelta(days=400), applicant_name="陈大明")
    sealed(case, id="110101199003071233", phone="13807651234")
    make_case(contract, applicant_name="符小芳")

    response = reader.post(url(contract), {"words": words}, follow=True)

    address = response.redirect_chain[-1][0]
    assert words not in address
    assert numbers(response) == ([case.number] if found else [])


def test_ledger_finds_a_case_by_either_number(reader: Client, contract: Contract) -> None:
    case = make_case(contract, platform_number="4600002026000123")

    for words in (case.number, "4600002026000123"):
        assert numbers(reader.post(url(contract), {"words": words}, follow=True)) == [case.number]


def test_ledger_search_for_nothing_is_the_ledger(reader: Client, contract: Contract) -> None:
    assert reader.post(url(contract), {"words": " "}).headers["Location"] == url(contract)


def test_ledger_search_shows_what_it_looks_for_masked(reader: Client, contract: Contract) -> None:
    page = reader.post(url(contract), {"words": "13807651234"}, follow=True).content.decode()

    assert "正在查“138****1234”" in page


def test_ledger_search_of_another_installation_finds_all(reader: Client, contract: Contract) -> None:
    """A token that does not open is no search."""
    case = make_case(contract)

    assert numbers(reader.get(url(contract, query="?find=AAAA"))) == [case.number]
