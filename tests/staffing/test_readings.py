"""The four readings on people: in the list of decisions, followed from their month on, with their effects."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from contracts.models import Contract
from contracts.profile_schema import load_profile
from hall_ops.lib.permissions import Role
from staffing.enums import ChangeKind, PostKind, ProposedBy, SchoolingLevel
from staffing.models import Schooling
from staffing.queries.change_findings import change_findings
from staffing.queries.eligibility import judged_candidate, judged_person
from staffing.queries.hire_findings import hire_lapses
from staffing.queries.readings import decision_figures
from staffing.queries.vacancies import records_of, vacancy_page
from staffing.queries.wages import month_rows
from staffing.rules.eligibility import Facts, Verdict, judge
from staffing.rules.readings import DEFAULTS, KEYS, option_in
from staffing.rules.vacancies import Held, Terms, Vacancy, damages_due, scorecard_due
from staffing.rules.wages import counts
from tests.conftest import ClientFor
from tests.factories.contracts import ContractFactory, member
from tests.factories.staffing import engage, make_person, make_post
from tests.factories.wages import MAY, make_line, make_wage_month
from tests.staffing.agreeing import agree, open_decision
from tests.staffing.recruits import PUBLISHED, make_candidate, make_need, with_profile
from tests.staffing.test_change_findings import change, ends, on_post, staffed

PROFILE = load_profile("haikou").model_dump(mode="json")
YEAR, FIRST = date(2026, 1, 1), date(2026, 3, 1)
MARCH_11, TODAY = date(2026, 3, 11), date(2026, 11, 20)


# -- the list of decisions ------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("name", "keys"),
    [
        pytest.param("haikou", KEYS, id="002 all four"),
        pytest.param("baoting", ("age_limit",), id="001 § 2 表 3"),
        pytest.param("tongliao", ("age_limit",), id="003 § 四.1"),
        pytest.param("qiongshan", (), id="000 names no upper age"),
        pytest.param("huarong", (), id="004 names no age"),
    ],
)
def test_a_contract_asks_the_questions_its_tender_leaves_open(name: str, keys: tuple[str, ...]) -> None:
    profile = load_profile(name)
    asked = {each.key: each.default for each in profile.decisions if each.key in KEYS}
    told = {key for note in profile.notes for key in note.decisions}

    assert asked == {key: DEFAULTS[key] for key in keys} and set(keys) <= told


def test_a_reading_holds_from_its_month_on() -> None:
    steps = [(date.min, "inclusive"), (FIRST, "exclusive"), (date(2026, 6, 1), "inclusive")]

    held = [option_in(steps, day, "?") for day in (YEAR, FIRST, date(2026, 5, 31), TODAY)]

    assert held == ["inclusive", "exclusive", "exclusive", "inclusive"]
    assert option_in((), TODAY, "inclusive") == "inclusive"


# -- 35 and under -----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("years", "included", "verdict"),
    [
        pytest.param(35, True, Verdict.MET, id="002 § 四(二)1(4)⑦; 民法典 1259"),
        pytest.param(36, True, Verdict.NOT_MET, id="36 is too old"),
        pytest.param(35, False, Verdict.NOT_MET, id="signed: 35 is not under 35"),
        pytest.param(34, False, Verdict.MET, id="signed: 34 is"),
    ],
)
def test_thirty_five_itself_is_what_the_reading_says(years: int, included: bool, verdict: Verdict) -> None:
    demand = next(each for each in load_profile("haikou").eligibility if each.key == "clerk_age")
    born = PUBLISHED.replace(year=PUBLISHED.year - years)

    found = judge(demand, Facts(on=TODAY, born_on=born, notice_on=PUBLISHED, limit_included=included))

    assert found.verdict is verdict and ("不包括" in found.why) == (years == 35 and not included)


@pytest.mark.django_db
def test_people_and_applicants_are_judged_by_the_signed_reading(contract: Contract) -> None:
    tongliao = with_profile(contract, "tongliao")
    day = date(2026, 4, 1)
    candidate = make_candidate(make_need(tongliao), born=day.replace(year=day.year - 35))
    person = make_person(tongliao, born_on=day.replace(year=day.year - 35))
    held = engage(person, candidate.need.post, starts_on=day)

    def verdicts() -> set[Verdict]:
        both = [*judged_candidate(candidate, day, hired_on=day), *judged_person(person, held.post, day)]
        return {each.verdict for each in both if each.requirement.rule == "age_max"}

    assert verdicts() == {Verdict.MET} and not list(hire_lapses(tongliao, day))
    agree(tongliao, "age_limit", "exclusive", date(2026, 5, 1), profile="tongliao")
    assert verdicts() == {Verdict.MET}, "in April the default still held"
    agree(tongliao, "age_limit", "exclusive", day, profile="tongliao")
    assert verdicts() == {Verdict.NOT_MET}
    (lapse,) = hire_lapses(tongliao, day)
    assert "不包括 35 周岁" in lapse.demands[0]


# -- when a term of a vacancy begins ----------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("option", "damages", "scorecard"),
    [
        pytest.param(
            "day_after", "2026-03-22", "2026-04-07", id="002 § 八(七) from the day after, Saturday 7 March"
        ),
        pytest.param("last_day", "2026-03-21", "2026-04-06", id="from the last day on the post, Friday"),
        pytest.param("first_workday", "2026-03-24", "2026-04-09", id="from Monday the 9th"),
    ],
)
def test_the_terms_run_from_the_day_both_sides_signed(option: str, damages: str, scorecard: str) -> None:
    gap = Vacancy(date(2026, 3, 7), left=Held(1, YEAR, date(2026, 3, 6)))
    terms = Terms(months=1, days=15, calendar={}, starts=((date.min, option),))

    assert (str(damages_due(gap, terms)), str(scorecard_due(gap, terms))) == (damages, scorecard)


@pytest.mark.django_db
def test_the_finding_and_the_damages_follow_the_start_that_was_signed(haikou: Contract) -> None:
    """A month after Friday 6 March ends on 6 April, after Monday the 9th on 9 April."""
    post, people = staffed(haikou, 3)
    ends(people[0], date(2026, 3, 6))
    on_post(haikou, post, date(2026, 4, 9))

    def told() -> list[str]:
        found = change_findings(haikou, date(2026, 4, 1), today=TODAY)
        return [str(each.occurred_on) for each in found if each.criterion == "1.4"]

    assert told() == ["2026-04-08"]
    agree(haikou, "vacancy_start", "first_workday", FIRST)
    assert told() == []
    (row,) = vacancy_page(haikou, records_of(haikou), TODAY).filled
    assert (row.since, row.gap.opened_on) == (date(2026, 3, 9), date(2026, 3, 7))


# -- whom the mean wage counts ----------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("option", "window", "joined", "manager"),
    [
        ("whole_month", True, False, False),
        ("with_partial", True, True, False),
        ("everyone", True, True, True),
    ],
)
def test_whom_the_mean_counts(option: str, window: bool, joined: bool, manager: bool) -> None:
    """002 § 四(二)1(5)②."""
    assert (counts(True, True, option), counts(True, False, option)) == (window, joined)
    assert counts(False, True, option) is manager
    with pytest.raises(ValueError, match="median"):
        counts(True, True, "median")


@pytest.mark.django_db
def test_the_mean_follows_the_signed_reading_of_its_month(haikou: Contract) -> None:
    clerk, newcomer, manager = (make_person(haikou) for _each in range(3))
    engage(clerk, make_post(haikou)), engage(newcomer, make_post(haikou), starts_on=MAY + timedelta(days=9))
    engage(manager, make_post(haikou, kind=PostKind.MANAGEMENT))
    made = make_wage_month(haikou)
    for person, gross in ((clerk, "4500.00"), (newcomer, "4600.00"), (manager, "8000.00")):
        make_line(made, person, gross)

    def mean() -> tuple[Any, Any]:
        (row,) = month_rows(haikou, [made], TODAY)
        return row.mean_shown, row.reaches

    assert mean() == (Decimal("4500.00"), False)
    agree(haikou, "mean_wage_people", "everyone", date(2026, 6, 1))
    assert mean() == (Decimal("4500.00"), False), "May was before"
    agree(haikou, "mean_wage_people", "with_partial", MAY)
    assert mean() == (Decimal("4550.00"), False)
    agree(haikou, "mean_wage_people", "everyone", MAY)
    assert mean() == (Decimal("5700.00"), True)
    figures = decision_figures(haikou, "mean_wage_people", TODAY)
    assert "1 人，平均 4,500.00 元" in figures["whole_month"] and "3 人，平均 5,700.00" in figures["everyone"]


# -- too short a notice, and consent ----------------------------------------------------------------------------------
@pytest.mark.django_db
@pytest.mark.parametrize(("consented", "found"), [(True, 0), (False, 1)])
def test_consent_may_cure_a_short_notice(haikou: Contract, consented: bool, found: int) -> None:
    """表1 1.7; signed so that the purchaser's consent settles it: without consent it still counts."""
    _post, (row,) = staffed(haikou, 1)
    ends(row, date(2026, 3, 10), "moved")
    begun = on_post(haikou, row.post, MARCH_11, person=row.person, leader=True)
    answer = {"decided_at": timezone.now(), "decided_by": member(Role.APPROVER, haikou)} if consented else {}
    change(
        begun, kind=ChangeKind.PROMOTE, proposed_by=ProposedBy.CONTRACTOR, key_staff=True, begun=begun, ended=row,
        announced_on=date(2026, 3, 5), **answer,
    )  # fmt: skip

    def told() -> int:
        findings = change_findings(haikou, FIRST, today=TODAY)
        return sum(each.criterion == "1.7" for each in findings)

    assert told() == 1
    agree(haikou, "short_notice", "consent_cures", FIRST)
    assert told() == found


# -- what the screens say ---------------------------------------------------------------------------------------------
@pytest.mark.django_db
def test_each_option_says_what_it_makes_of_todays_records(client_for: ClientFor, haikou: Contract) -> None:
    open_decision(haikou, "vacancy_start"), open_decision(haikou, "age_limit")
    _post, people = staffed(haikou, 3)
    today = timezone.localdate()
    ends(people[0], today - timedelta(days=20))
    old = people[1].person
    type(old).objects.filter(pk=old.pk).update(born_on=YEAR.replace(year=YEAR.year - 35))
    Schooling.objects.create(
        person=old, level=SchoolingLevel.BACHELOR, school="某大学", graduated_on=date(2013, 7, 1),
        recorded_at=timezone.now(), recorded_by=old.recorded_by,
    )  # fmt: skip

    def page(role: Role, key: str) -> str:
        there = reverse("contracts:decision-detail", args=[haikou.slug, key])
        return client_for(member(role, haikou)).get(there).content.decode()

    assert "现缺 1 人" in page(Role.APPROVER, "vacancy_start")
    assert "现缺 1 人" not in page(Role.CLERK, "vacancy_start")
    assert "超龄" in page(Role.DIRECTOR, "age_limit") and "按现有记录" in page(Role.DIRECTOR, "age_limit")
    assert decision_figures(haikou, "settlement_basis", today) == {}


@pytest.mark.django_db
def test_sheets_that_use_an_unsigned_reading_say_so(client_for: ClientFor, haikou: Contract) -> None:
    for key in KEYS:
        open_decision(haikou, key)
    _post, (row,) = staffed(haikou, 1)
    make_line(make_wage_month(haikou), row.person)
    client = client_for(member(Role.DIRECTOR, haikou))
    pages = {
        "vacancy_start": reverse("staffing:turnover", args=[haikou.slug]),
        "mean_wage_people": reverse("staffing:wage-month", args=[haikou.slug, MAY]),
        "age_limit": reverse("staffing:person-detail", args=[haikou.slug, row.person_id]),
    }

    for key, there in pages.items():
        text = client.get(there).content.decode()
        assert reverse("contracts:decision-detail", args=[haikou.slug, key]) in text and "未签署" in text


@pytest.fixture
def haikou(db: None) -> Contract:
    return ContractFactory(profile=PROFILE)
