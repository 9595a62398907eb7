"""Who may fill a post, demand by demand, on the tenders' own words."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from contracts.profile_schema import load_profile
from contracts.profile_schema.work import Requirement
from staffing.enums import CheckBasis, Sex, WorkKind
from staffing.rules.eligibility import (
    Check,
    Diploma,
    Facts,
    Job,
    Verdict,
    age_on,
    asked_of,
    judge,
    judge_all,
    months_of,
    worst,
)

DAY = date(2026, 11, 20)
MET, NOT, UNKNOWN, NOT_ASKED = Verdict.MET, Verdict.NOT_MET, Verdict.UNKNOWN, Verdict.NOT_ASKED


def demand(profile: str, key: str) -> Requirement:
    return next(each for each in load_profile(profile).eligibility if each.key == key)


def case(profile: str, key: str, expected: Verdict, clause: str, **facts: Any) -> Any:
    return pytest.param(profile, key, facts, expected, id=f"{clause}: {expected} {key} {sorted(facts)}")


COLLEGE, BACHELOR = Diploma("college", True), Diploma("bachelor", True)
EVENING = Diploma("bachelor", False)
THREE_YEARS = Job(WorkKind.MANAGEMENT, date(2021, 3, 1), date(2024, 2, 29))


@pytest.mark.parametrize(
    ("profile", "key", "facts", "expected"),
    [
        # 35 周岁以下 includes 35; the notice day counts, not the hiring day.
        case(
            "haikou",
            "clerk_age",
            MET,
            "002 § 四(二)1(4)⑦ still 35",
            born_on=date(1990, 11, 2),
            notice_on=date(2026, 11, 1),
            hired_on=date(2026, 12, 1),
        ),
        case(
            "haikou",
            "clerk_age",
            NOT,
            "002 § 四(二)1(4)⑦ 36 that day",
            born_on=date(1990, 11, 1),
            notice_on=date(2026, 11, 1),
        ),
        case(
            "haikou",
            "clerk_age",
            MET,
            "002 § 四(二)1(4)⑦ young at hiring",
            born_on=date(1999, 1, 1),
            hired_on=DAY,
        ),
        case(
            "haikou",
            "clerk_age",
            UNKNOWN,
            "002 § 四(二)1(4)⑦ notice unknown",
            born_on=date(1990, 1, 1),
            hired_on=DAY,
        ),
        case(
            "haikou",
            "minors",
            MET,
            "002 § 三(二)4 eighteen that day",
            born_on=date(2008, 11, 20),
            hired_on=DAY,
        ),
        case("haikou", "minors", NOT, "002 § 三(二)4 a day before", born_on=date(2008, 11, 21), hired_on=DAY),
        case("qiongshan", "age", NOT, "000 § 四.4① 21", born_on=date(2004, 11, 21)),
        case("qiongshan", "age", MET, "000 § 四.4① 22", born_on=date(2004, 11, 20)),
        case("tongliao", "age_max", UNKNOWN, "003 § 四.1 no birthday"),
        case("haikou", "clerk_schooling", MET, "002 § 四(二)1(4)①", diplomas=[BACHELOR]),
        case(
            "haikou", "clerk_schooling", NOT, "002 § 四(二)1(4)① evening school", diplomas=[COLLEGE, EVENING]
        ),
        case("haikou", "manager_schooling", MET, "002 § 四(二)1(3)② evening school", diplomas=[EVENING]),
        case("haikou", "clerk_schooling", UNKNOWN, "002 § 四(二)1(4)① none filed"),
        case("baoting", "schooling", MET, "001 § 2 表 3 above", diplomas=[Diploma("doctor", True)]),
        case("baoting", "schooling", NOT, "001 § 2 表 3 below", diplomas=[Diploma("secondary", True)]),
        case("huarong", "schooling", NOT_ASKED, "004 § 三.3 taken over", incumbent=True),
        case("huarong", "schooling", NOT, "004 § 三.3 new", diplomas=[Diploma("secondary", True)]),
        case(
            "huarong",
            "schooling",
            MET,
            "004 § 三.3 waived",
            diplomas=[Diploma("secondary", True)],
            checks={"schooling": Check(True, CheckBasis.PURCHASER)},
        ),
        case(
            "haikou",
            "manager_experience",
            MET,
            "002 § 四(二)1(3)② three years to the day",
            jobs=[THREE_YEARS],
        ),
        case(
            "haikou",
            "manager_experience",
            NOT,
            "002 § 四(二)1(3)② a day short",
            jobs=[Job(WorkKind.MANAGEMENT, date(2021, 3, 1), date(2024, 2, 28))],
        ),
        case(
            "haikou",
            "manager_experience",
            NOT,
            "002 § 四(二)1(3)② clerks' work",
            jobs=[Job(WorkKind.SERVICE, date(2010, 1, 1), date(2020, 1, 1))],
        ),
        case("haikou", "manager_experience", UNKNOWN, "002 § 四(二)1(3)② none filed"),
        case("haikou", "manager_experience", NOT, "002 § 四(二)1(3)② stated", stated_years=Decimal("2.5")),
        case(
            "huarong",
            "experience",
            MET,
            "004 § 三.3",
            jobs=[Job(WorkKind.SERVICE, date(2020, 1, 1), date(2020, 6, 30))],
        ),
        case(
            "huarong",
            "manager_experience",
            NOT,
            "004 § 二(一) 岗 1",
            managing=True,
            jobs=[Job(WorkKind.SERVICE, date(2020, 1, 1), date(2024, 6, 30))],
        ),
        case("haikou", "clerk_resident", UNKNOWN, "002 § 四(二)1(4)①"),
        case(
            "haikou", "clerk_resident", MET, "002 § 四(二)1(4)① shown", checks={"clerk_resident": Check(True)}
        ),
        case(
            "haikou",
            "clerk_resident",
            NOT,
            "002 § 四(二)1(4)① not so",
            checks={"clerk_resident": Check(False)},
        ),
        case("haikou", "clean_record", UNKNOWN, "002 § 三(二)4"),
        case("haikou", "exclusion_a", UNKNOWN, "002 § 四(二)1(4)⑨a"),
        case(
            "haikou",
            "exclusion_b",
            MET,
            "002 § 四(二)1(4)⑨b",
            checks={"exclusion_b": Check(True, CheckBasis.DECLARATION)},
        ),
        case("haikou", "clerk_healthy", MET, "002 § 四(二)1(4)③", fit=True),
        case(
            "haikou",
            "clerk_healthy",
            NOT,
            "002 § 四(二)1(4)③ unfit since",
            fit=False,
            checks={"clerk_healthy": Check(True)},
        ),
        case("tongliao", "healthy", UNKNOWN, "003 § 四.2"),
        case("baoting", "height_male", NOT_ASKED, "001 § 2 表 3", sex=Sex.FEMALE),
        case("baoting", "height_female", UNKNOWN, "001 § 2 表 3", sex=Sex.FEMALE),
        case(
            "baoting",
            "height_female",
            MET,
            "001 § 2 表 3 seen",
            sex=Sex.FEMALE,
            checks={"height_female": Check(True, CheckBasis.MEASURED)},
        ),
    ],
)
def test_a_demand_is_judged(profile: str, key: str, facts: dict[str, Any], expected: Verdict) -> None:
    found = judge(demand(profile, key), Facts(on=DAY, **facts))

    assert found.verdict is expected, found.why
    assert found.why, "every judgement says why"
    assert expected is not UNKNOWN or found.missing, "what is unknown says which paper settles it"


@pytest.mark.parametrize(
    ("key", "facts", "missing"),
    [
        pytest.param(
            "clerk_schooling",
            {"diplomas": [Diploma("bachelor", True, has_file=False)]},
            "毕业证书扫描件",
            id="002 § 四(二)1(4)①",
        ),
        pytest.param(
            "exclusion_c",
            {"checks": {"exclusion_c": Check(True, CheckBasis.DOCUMENT)}},
            "本人签署的声明",
            id="002 § 四(二)1(4)⑨c",
        ),
        pytest.param(
            "exclusion_d",
            {"checks": {"exclusion_d": Check(True, CheckBasis.DECLARATION, DAY, has_file=False)}},
            "声明或证明的扫描件",
            id="002 § 四(二)1(4)⑨d",
        ),
        pytest.param(
            "manager_experience", {"stated_years": Decimal(4)}, "工作经历的证明", id="002 § 四(二)1(3)②"
        ),
    ],
)
def test_a_demand_met_still_wants_its_paper(key: str, facts: dict[str, Any], missing: str) -> None:
    found = judge(demand("haikou", key), Facts(on=DAY, **facts))

    assert (found.verdict, found.missing) == (MET, missing)


def test_what_is_in_principle_does_not_stop_alone() -> None:
    facts = Facts(on=DAY, diplomas=[Diploma("secondary", True)])

    assert not judge(demand("huarong", "schooling"), facts).stops
    assert judge(demand("tongliao", "schooling"), facts).stops


def test_a_judgement_carries_clause_and_legal_note() -> None:
    kept = judge(
        demand("haikou", "clerk_age"), Facts(on=DAY, born_on=date(1999, 1, 1), notice_on=DAY)
    ).as_json()

    assert (
        kept["clause"] == "002 § 四(二)1(4)⑦"
        and "就业平等" in kept["legal_note"]
        and kept["verdict"] == "met"
    )


def test_only_the_demands_on_the_post_are_asked() -> None:
    everything = load_profile("haikou").eligibility

    assert [each.key for each in asked_of(everything, "director")] == [
        "manager_schooling", "manager_experience", "minors", "clean_record",
    ]  # fmt: skip
    assert len(asked_of(everything, "window-clerk")) == 10


@pytest.mark.parametrize("profile", ["qiongshan", "baoting", "haikou", "tongliao", "huarong"])
def test_an_empty_file_proves_nothing_in_any_contract(profile: str) -> None:
    found = judge_all(load_profile(profile).eligibility, Facts(on=DAY, sex=Sex.MALE))

    assert {each.verdict for each in found} <= {UNKNOWN, NOT_ASKED}
    assert worst(found) is UNKNOWN


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        pytest.param(date(2000, 2, 29), date(2018, 2, 28), 17, id="born on 29 February, the day before"),
        pytest.param(date(2000, 2, 29), date(2018, 3, 1), 18, id="born on 29 February, 1 March"),
        pytest.param(date(2000, 12, 31), date(2018, 12, 31), 18, id="on the birthday"),
    ],
)
def test_years_are_whole_years(born: date, day: date, age: int) -> None:
    assert age_on(born, day) == age


@pytest.mark.parametrize(
    ("spans", "months"),
    [
        pytest.param(
            [((2020, 1, 1), (2020, 12, 31)), ((2020, 7, 1), (2021, 6, 30))], 18, id="side by side once"
        ),
        pytest.param([((2020, 1, 31), (2020, 2, 29))], 1, id="over a month's end"),
        pytest.param(
            [((2020, 1, 1), (2020, 1, 15)), ((2020, 3, 1), (2020, 3, 15))], 1, id="odd days together"
        ),
        pytest.param([((2030, 1, 1), (2030, 12, 31))], 0, id="work to come does not count"),
        pytest.param([], 0, id="none"),
    ],
)
def test_months_of_work_are_counted_once(spans: list[Any], months: int) -> None:
    jobs = [Job(WorkKind.MANAGEMENT, date(*first), date(*last)) for first, last in spans]

    assert months_of(jobs, DAY) == months
