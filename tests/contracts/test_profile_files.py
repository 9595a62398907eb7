"""The five contracts as files: every number of the tenders, and every way a file may be refused."""

from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from assessment.rules import DECISIONS
from contracts.profile_schema import (
    ProfileRefused,
    load_profile,
    profile_names,
    profile_problems,
    service_years_for,
)

FIVE = ("baoting", "haikou", "huarong", "qiongshan", "tongliao")

# contract, key of the row on the contract's page, exact number, clause
NUMBERS = [
    ("qiongshan", "headcounts.total", "22", "000 § 三.1"),
    ("qiongshan", "headcounts.management", "2", "000 § 三.1"),
    ("qiongshan", "headcounts.public_posts", "20", "000 § 三.1"),
    ("qiongshan", "posts.manager", "1", "000 § 三.1、三.5"),
    ("qiongshan", "posts.assistant", "1", "000 § 三.1、三.5"),
    ("qiongshan", "posts.window", "8", "000 § 三.1"),
    ("qiongshan", "posts.guide", "3", "000 § 三.1"),
    ("qiongshan", "posts.certificate", "1", "000 § 三.1"),
    ("qiongshan", "posts.gov-enterprise", "1", "000 § 三.1"),
    ("qiongshan", "posts.enterprise", "2", "000 § 三.1"),
    ("qiongshan", "posts.talent", "1", "000 § 三.1"),
    ("qiongshan", "posts.township", "4", "000 § 三.1"),
    ("qiongshan", "eligibility.age", "22", "000 § 四.4①"),
    ("qiongshan", "term.years", "1", "000 § 四.1"),
    ("qiongshan", "facts.service_levels", "3", "000 § 三.2"),
    ("qiongshan", "facts.linkages", "4", "000 § 三.2"),
    ("qiongshan", "duties.issuing_tally", "1", "000 § 三.6(7)"),
    ("baoting", "headcounts.total", "25", "001 § 2 表 3"),
    ("baoting", "posts.manager", "1", "001 § 2 表 3"),
    ("baoting", "posts.front-guide", "2", "001 § 2 表 3"),
    ("baoting", "posts.window", "12", "001 § 2 表 3"),
    ("baoting", "posts.operations", "1", "001 § 2 表 3"),
    ("baoting", "posts.township", "9", "001 § 2 表 3"),
    ("baoting", "eligibility.age", "35", "001 § 2 表 3"),
    ("baoting", "eligibility.height_male", "168", "001 § 2 表 3"),
    ("baoting", "eligibility.height_female", "158", "001 § 2 表 3"),
    ("baoting", "term.years", "1", "001 § 3.1.1"),
    ("baoting", "term.renewals", "1", "001 § 3.1.1"),
    ("baoting", "price.ceiling_total_yuan", "2573500.00", "001 § 3.4"),
    ("baoting", "facts.zones", "4", "001 § 1.5.1"),
    ("baoting", "facts.townships", "9", "001 § 1.4"),
    ("baoting", "limits.items_in_hall_ratio", "0.70", "001 § 1.2(1)"),
    ("baoting", "limits.township_staff_min", "1", "001 § 1.5.2"),
    ("baoting", "limits.township_staff_max", "2", "001 § 1.5.2"),
    ("baoting", "facts.uniform_full_people", "25", "001 § 2 表 3"),
    ("baoting", "facts.uniform_full_summer", "3", "001 § 2 表 3"),
    ("baoting", "facts.uniform_full_winter", "2", "001 § 2 表 3"),
    ("baoting", "facts.uniform_short_people", "53", "001 § 2 表 3"),
    ("baoting", "facts.uniform_short_summer", "2", "001 § 2 表 3"),
    ("baoting", "facts.uniform_short_winter", "1", "001 § 2 表 3"),
    ("baoting", "milestones.uniform_warranty", "2", "001 § 2 表 3"),
    ("baoting", "duties.medical_check", "1", "001 § 2 表 4"),
    ("haikou", "facts.area", "4300", "002 § 二 项目概况"),
    ("haikou", "facts.halls", "2", "002 § 二 项目概况"),
    ("haikou", "facts.departments", "59", "002 § 二 项目概况"),
    ("haikou", "facts.resident_staff", "273", "002 § 二 项目概况"),
    ("haikou", "facts.service_items", "2087", "002 § 二 项目概况"),
    ("haikou", "facts.daily_visits", "3200", "002 § 二 项目概况"),
    ("haikou", "headcounts.managers", "3", "002 § ★3"),
    ("haikou", "posts.director", "1", "002 § ★3"),
    ("haikou", "posts.supervisor", "2", "002 § ★3"),
    ("haikou", "posts.window-clerk", "111", "002 § ★3"),
    ("haikou", "eligibility.clerk_age", "35", "002 § 四(二)1(4)⑦"),
    ("haikou", "eligibility.manager_experience", "3", "002 § 四(二)1(3)②"),
    ("haikou", "term.years", "3", "002 § 一.6–7"),
    ("haikou", "service_years.1", "11", "002 § 一.9"),
    ("haikou", "service_years.2", "12", "002 § 一.9"),
    ("haikou", "service_years.3", "13", "002 § 一.9"),
    ("haikou", "price.ceiling_total_yuan", "33796500.00", "002 § 一.4"),
    ("haikou", "price.ceiling_year_yuan", "11265500.00", "002 § 一.4"),
    ("haikou", "payment.advance", "0.90", "002 § 一.9"),
    ("haikou", "payment.advance_due", "10", "002 § 一.9"),
    ("haikou", "payment.performance", "0.10", "002 § 一.9；五(二)注1"),
    ("haikou", "payment.certification_deduction", "0.005", "002 § 五(二)注2"),
    ("haikou", "hours.daily_hours", "8", "002 § 四(二)2(6)"),
    ("haikou", "hours.weekly_hours", "40", "002 § 四(二)2(6)"),
    ("haikou", "certification.year1_level5", "0.50", "002 § ★2"),
    ("haikou", "certification.year2_level5", "1", "002 § ★2"),
    ("haikou", "certification.year2_level4", "1", "002 § ★2"),
    ("haikou", "limits.turnover_ratio", "0.03", "002 § 四(二)1(3)⑤"),
    ("haikou", "limits.change_notice_weeks", "2", "002 § 四(二)1(3)⑤"),
    ("haikou", "limits.vacancy_months", "1", "002 § 五(一)表1 1.4"),
    ("haikou", "limits.vacancy_days", "15", "002 § 八(七)"),
    ("haikou", "limits.mean_wage_yuan", "4600", "002 § 四(二)1(5)②"),
    ("haikou", "limits.arrival_minutes", "10", "002 § 五(一)表1 3.10"),
    ("haikou", "limits.late_minutes", "10", "002 § 五(一)表1 3.17"),
    ("haikou", "limits.absence_shifts", "1", "002 § 五(一)表1 3.19"),
    ("haikou", "limits.away_minutes", "15", "002 § 五(一)表1 3.26"),
    ("haikou", "limits.vacancy_damages_ratio", "0.005", "002 § 八(七)"),
    ("haikou", "limits.breach_damages_ratio", "0.05", "002 § 八(九)"),
    ("haikou", "milestones.signing", "30", "002 § ★6"),
    ("haikou", "milestones.handover_plan", "20", "002 § ★6"),
    ("haikou", "milestones.full_staffing", "30", "002 § 八(六)"),
    ("haikou", "milestones.force_majeure_notice", "1", "002 § 八(八)"),
    ("haikou", "duties.patrol", "4", "002 § 四(二)3(2)②"),
    ("tongliao", "headcounts.total", "16", "003 § 四.1"),
    ("tongliao", "eligibility.age_min", "18", "003 § 四.1"),
    ("tongliao", "eligibility.age_max", "35", "003 § 四.1"),
    ("tongliao", "term.years", "1", "003 § 七"),
    ("tongliao", "term.max_years", "2", "003 § 七"),
    ("tongliao", "payment.instalments.1", "0.30", "003 § 六"),
    ("tongliao", "payment.instalments.1.due", "30", "003 § 六"),
    ("tongliao", "payment.instalments.2", "0.30", "003 § 六"),
    ("tongliao", "payment.instalments.2.due", "3", "003 § 六"),
    ("tongliao", "payment.instalments.3", "0.40", "003 § 六"),
    ("tongliao", "payment.instalments.3.due", "7", "003 § 六"),
    ("tongliao", "limits.acceptance_times", "1", "003 § 八"),
    ("huarong", "facts.departments", "29", "004 § 一"),
    ("huarong", "facts.service_items", "1649", "004 § 一"),
    ("huarong", "facts.townships", "5", "004 § 一"),
    ("huarong", "facts.township_items", "256", "004 § 一"),
    ("huarong", "headcounts.total", "43", "004 § 二(一)"),
    ("huarong", "posts.manager", "1", "004 § 二(一) 岗 1"),
    ("huarong", "posts.support", "2", "004 § 二(一) 岗 2"),
    ("huarong", "posts.window", "31", "004 § 二(一) 岗 3"),
    ("huarong", "posts.guide", "3", "004 § 二(一) 岗 4"),
    ("huarong", "posts.assist", "3", "004 § 二(一) 岗 5"),
    ("huarong", "posts.reception", "3", "004 § 二(一) 岗 6"),
    ("huarong", "term.years", "1", "004 § 四.1"),
    ("huarong", "term.renewals", "2", "004 § 四.1"),
    ("huarong", "limits.on_post_ratio", "1", "004 § 三.4"),
]


@pytest.mark.parametrize(
    ("name", "key", "amount", "clause"), NUMBERS, ids=[f"{clause} {key}" for _, key, _, clause in NUMBERS]
)
def test_number_of_the_tender_stands_in_its_profile(name: str, key: str, amount: str, clause: str) -> None:
    rows = {term.key: term for term in load_profile(name).terms()}

    assert rows[key].amount == Decimal(amount)
    assert rows[key].clause == clause


@pytest.mark.parametrize("name", FIVE)
def test_shipped_profile_has_no_problems_and_says_where_each_term_acts(name: str) -> None:
    terms = load_profile(name).terms()

    assert profile_problems(name) == ()
    assert all(term.label and term.value and term.clause and term.summary and term.acts for term in terms)
    assert [key for key, count in Counter(term.key for term in terms).items() if count > 1] == []


def test_profile_names_lists_the_five_contracts() -> None:
    assert set(FIVE) <= set(profile_names())


@pytest.mark.parametrize(
    ("name", "everyone", "clerks"),
    [
        ("qiongshan", 22, 20),
        ("baoting", 25, 24),
        ("haikou", 114, 111),
        ("tongliao", 16, 16),
        ("huarong", 43, 40),
    ],
    ids=["000 § 三.1", "001 § 2 表 3", "002 § ★3", "003 § 四.1", "004 § 二(一)"],
)
def test_headcount_leaves_out_float_posts_and_tells_managers_apart(
    name: str, everyone: int, clerks: int
) -> None:
    profile = load_profile(name)

    assert (profile.headcount(), profile.clerk_headcount()) == (everyone, clerks)


@pytest.mark.parametrize(
    ("name", "post", "level", "full_time"),
    [
        ("qiongshan", "window", "college", False),
        ("baoting", "township", "college", True),
        ("haikou", "window-clerk", "bachelor", True),
        ("haikou", "director", "bachelor", False),
        ("tongliao", "service-clerk", "college", False),
        ("huarong", "guide", "college", False),
    ],
    ids=["000 § 四.4①", "001 § 2 表 3", "002 § 四(二)1(4)①", "002 § 四(二)1(3)②", "003 § 四.1", "004 § 三.3"],
)
def test_schooling_is_demanded_of_the_post(name: str, post: str, level: str, full_time: bool) -> None:
    demands = [d for d in load_profile(name).requirements_for(post) if d.rule == "schooling"]

    assert [(d.level, d.full_time) for d in demands] == [(level, full_time)]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("qiongshan", "monthly"),
        ("baoting", "by_contract"),
        ("haikou", "quarterly_advance"),
        ("tongliao", "instalments"),
        ("huarong", "quarterly_assessed"),
    ],
    ids=["000 § 四.3", "001 § 3.2", "002 § 一.9", "003 § 六", "004 § 四.3"],
)
def test_payment_plan_is_of_the_tenders_kind(name: str, kind: str) -> None:
    assert load_profile(name).payment.kind == kind


def test_haikou_settles_by_5_december_and_reads_age_at_the_notice() -> None:
    profile = load_profile("haikou")
    ages = [d for d in profile.requirements_for("window-clerk") if d.rule == "age_max"]

    assert profile.payment.performance is not None
    assert profile.payment.performance.settled_by == "12-05"
    assert [d.counted_on for d in ages] == ["notice_date"]


def test_haikou_evening_meeting_lasts_half_an_hour_and_daily_duties_are_seven() -> None:
    profile = load_profile("haikou")
    daily = [duty for duty in profile.duties if duty.cadence == "daily"]

    assert profile.duty("evening_meeting").minutes == 30
    assert (len(daily), sum(duty.count for duty in daily)) == (7, 10)


def test_haikou_decisions_are_the_twenty_one_with_the_default_first() -> None:
    decisions = load_profile("haikou").decisions

    assert [decision.key for decision in decisions] == [
        "settlement_basis", "mean_rounding", "year3_close", "price_base", "adjustment_cap", "total_cap",
        "vacancy_damages", "vacancy_days", "day_type", "turnover_count", "turnover_base", "turnover_exempt",
        "no_unit_criteria", "late_gap", "overlap", "age_limit", "vacancy_start", "mean_wage_people", "short_notice",
        "retention_case", "retention_contact",
    ]  # fmt: skip
    assert all(decision.default == decision.options[0].key for decision in decisions)


@pytest.mark.parametrize("name", FIVE)
def test_options_that_touch_a_card_are_those_the_engine_takes(name: str) -> None:
    profile = load_profile(name)

    for key, options in DECISIONS.items():
        if profile.has_decision(key):
            assert tuple(option.key for option in profile.decision(key).options) == options


def test_huarong_opens_two_sessions_and_names_no_purchaser() -> None:
    profile = load_profile("huarong")
    sessions = [(f"{s.starts_at:%H:%M}", f"{s.ends_at:%H:%M}") for s in profile.hours.sessions]

    assert sessions == [("08:30", "12:00"), ("14:30", "17:30")]
    assert profile.purchaser.name is None
    assert "city" in [note.key for note in profile.notes]


def test_baoting_shows_its_contradictions_and_deducts_prepaid_wages() -> None:
    profile = load_profile("baoting")

    assert {"uniform_people", "township_staff"} <= {n.key for n in profile.notes if n.kind == "contradiction"}
    assert profile.price.prepaid_wages_deducted
    assert [place.code for place in profile.places() if place.kind == "township"][-1] == "township-9"


def test_tongliao_renews_only_on_excellent_and_counts_natural_days() -> None:
    profile = load_profile("tongliao")
    assert profile.term.renewal == "excellent"
    assert profile.payment.instalments[0].day_unit == "calendar_day"


def test_silent_defaults_are_marked() -> None:
    rows = {term.key: term for term in load_profile("haikou").terms()}

    assert rows["limits.objection_working_days"].silent and rows["hours.sessions"].silent
    assert not rows["hours.daily_hours"].silent


def test_service_years_of_haikou_are_fixed_and_split_the_months() -> None:
    years = service_years_for(load_profile("haikou"), date(2030, 5, 5))
    months = [month for year in years for month in year.assessed_months()]

    assert [(y.assessed_from, y.assessed_to) for y in years] == [
        (date(2023, 1, 1), date(2023, 11, 1)),
        (date(2023, 12, 1), date(2024, 11, 1)),
        (date(2024, 12, 1), date(2025, 12, 1)),
    ]
    assert months == [date(2023 + at // 12, at % 12 + 1, 1) for at in range(36)]


@pytest.mark.parametrize(
    ("starts_on", "renewals", "expected"),
    [
        (date(2024, 1, 1), 0, [(date(2024, 12, 31), 12)]),
        (date(2024, 3, 15), 0, [(date(2025, 3, 14), 13)]),
        (date(2024, 3, 15), 1, [(date(2025, 3, 14), 12), (date(2026, 3, 14), 13)]),
        (date(2024, 2, 29), 1, [(date(2025, 2, 28), 13), (date(2026, 2, 28), 12)]),
    ],
    ids=["whole months", "mid-month", "renewed", "leap day"],
)
def test_service_years_follow_from_the_first_day(
    starts_on: date, renewals: int, expected: list[tuple[date, int]]
) -> None:
    years = service_years_for(load_profile("huarong"), starts_on, renewals)

    assert [(year.ends_on, len(year.assessed_months())) for year in years] == expected


def test_service_years_refuse_more_renewals_than_agreed() -> None:
    with pytest.raises(ValueError, match="1 renewals, the tender allows 0"):
        service_years_for(load_profile("qiongshan"), date(2024, 1, 1), 1)


SIXTH = """\
name: sixth
version: "1"
title: 第六份合同
tender: {code: "005", title: 采购需求}
purchaser: {name: 某市政务服务中心}
contractor: {name: null}
facts: {}
venues:
  - {code: hall, name: 大厅, kind: hall, clause: 005 § 1, acts: [windows], summary: 一个大厅}
term:
  years: 1
  starts_on: "2026-01-01"
  ends_on: "2026-12-31"
  max_years: 1
  clause: 005 § 2
  acts: [contracts]
  summary: 一年
service_years:
  - {number: 1, starts_on: "2026-01-01", ends_on: "2026-12-31",
     assessed_from: "2026-01", assessed_to: "2026-12", clause: 005 § 2}
price: {ceiling_total_yuan: "1000000.00", clause: 005 § 3, acts: [settlement], summary: 上限}
payment:
  kind: instalments
  clause: 005 § 4
  acts: [settlement]
  summary: 两期
  instalments:
    - {share: "0.60", within_days: 10, clause: 005 § 4, acts: [settlement], summary: 六成}
    - {share: "0.40", month: 6, clause: 005 § 4, acts: [settlement], summary: 四成}
hours: {clause: 005 § 5, acts: [windows], summary: 没有写}
headcounts:
  - {key: total, label: 合计, headcount: 5, posts: [lead, clerk], clause: 005 § 6, acts: [staffing], summary: 五人}
posts:
  - {code: lead, name: 经理, headcount: 1, kind: management, role: director,
     clause: 005 § 6, acts: [staffing], summary: 一人}
  - {code: clerk, name: 窗口, headcount: 4, kind: window, role: clerk,
     clause: 005 § 6, acts: [staffing], summary: 四人}
eligibility: []
preferences: []
certification: []
limits:
  late_minutes: {label: 迟到, value: "7.5", unit: minute, criteria: ["3.10"],
                 clause: 005 § 7, acts: [staffing], summary: 迟到}
milestones: []
duties: []
training: []
obligations: []
decisions:
  - key: day_type
    question: 按什么日子数？
    clause: 005 § 8
    default: calendar_days
    options:
      - {key: calendar_days, label: 自然日}
      - {key: working_days, label: 工作日}
registers: []
roles: []
notes: []
rubric:
  groups:
    - {code: "3a", cap: "30"}
"""


def test_a_sixth_contract_needs_a_file_and_no_code(tmp_path: Path) -> None:
    file = tmp_path / "sixth.yaml"
    file.write_text(SIXTH, encoding="utf-8")

    profile = load_profile(file)

    assert profile.headcount() == 5
    assert profile.limit("late_minutes") == Decimal("7.5")
    assert profile.limit("turnover_ratio") is None
    assert profile.rubric == {"groups": [{"code": "3a", "cap": "30"}]}
    assert len(service_years_for(profile, date(2020, 1, 1))) == 1


# what is changed, by what, field, part of reason or remedy
FAULTS = {
    "unknown key": ("  years: 1\n", "  yeers: 1\n  years: 1\n", "term.yeers", "没有这个名称"),
    "unknown section": ("notes: []", "note: []\nnotes: []", "note", "没有这个名称"),
    "missing field": (", kind: hall,", ",", "venues[1].kind", "缺少这一项"),
    "missing section": ("preferences: []\n", "", "preferences", "缺少这一项"),
    "missing clause": ("hours: {clause: 005 § 5, ", "hours: {", "hours.clause", "缺少这一项"),
    "float amount": ('"1000000.00"', "1000000.00", "price.ceiling_total_yuan", "金额和比例请加引号"),
    "float share": ('share: "0.60"', "share: 0.60", "payment.instalments[1].share", "金额和比例请加引号"),
    "text in a number": ('"7.5"', '"七分半"', "limits.late_minutes.value", "不是数"),
    "third decimal": ('"1000000.00"', '"1000000.001"', "price.ceiling_total_yuan", "小数位太多"),
    "duplicate key": ("  max_years: 1\n", "  max_years: 1\n  max_years: 2\n", "term.max_years", "名称重复，第 14 行"),
    "duplicate code": ("code: clerk, name", "code: lead, name", "posts[2].code", "与前面的重复"),
    "shares": ('share: "0.40"', 'share: "0.30"', "payment.instalments[2].share", "各期比例之和是 0.90，不是 1"),
    "headcount": ("headcount: 5", "headcount: 6", "headcounts[1].headcount", "与各岗位之和 5 不符"),
    "unknown post": ("posts: [lead, clerk]", "posts: [lead, clark]", "headcounts[1].posts[2]", "没有这一个"),
    "bad date": ('  ends_on: "2026-12-31"\n', '  ends_on: "2026-02-30"\n', "term.ends_on", "不是日期"),
    "bad month": ('"2026-12", clause', '"2026-13", clause', "service_years[1].assessed_to", "不是月份"),
    "months outside": ('"2026-12", clause', '"2027-01", clause', "service_years[1].assessed_to", "超出服务期"),
    "months apart": ('"2026-01", ass', '"2026-02", ass', "service_years[1].assessed_from", "应从 2026-01 开始"),
    "term not covered": ('ends_on: "2026-12-31",', 'ends_on: "2026-12-30",', "service_years[1].ends_on", "没有覆盖"),
    "unquoted criterion": ('criteria: ["3.10"]', "criteria: [3.10]", "limits.late_minutes.criteria[1]", "编码请加引号"),
    "unquoted tender code": ('code: "005"', "code: 005", "tender.code", "编码请加引号"),
    "unquoted rubric code": ('code: "3a"', "code: 3", "rubric.groups[1].code", "编码请加引号"),
    "float in rubric": ('cap: "30"', "cap: 30.5", "rubric.groups[1].cap", "金额和比例请加引号"),
    "default": ("default: calendar_days", "default: solar_days", "decisions[1].default", "不在选项之中"),
    "unknown room": ("acts: [windows], summary: 一个", "acts: [attic], summary: 一个", "venues[1].acts[1]", "可选"),
    "yes is no text": ("name: 大厅", "name: yes", "venues[1].name", "请写 true 或 false"),
    "other tender": ("clause: 005 § 8", "clause: 002 § 8", "decisions[1].clause", "不是这份采购文件的"),
    "file name": ("name: sixth", "name: seventh", "name", "与文件名不同"),
    "no dates, years": ('  starts_on: "2026-01-01"\n', "", "term", "起止日期只写了一个"),
}  # fmt: skip


@pytest.mark.parametrize(("old", "new", "field", "said"), FAULTS.values(), ids=FAULTS.keys())
def test_fault_is_refused_with_file_line_and_field(
    tmp_path: Path, old: str, new: str, field: str, said: str
) -> None:
    assert SIXTH.count(old) == 1
    file = tmp_path / "sixth.yaml"
    file.write_text(SIXTH.replace(old, new), encoding="utf-8")

    with pytest.raises(ProfileRefused) as refused:
        load_profile(file)

    problem = next(p for p in refused.value.problems if p.field == field)
    assert problem.file == "sixth.yaml"
    assert said in problem.reason + problem.remedy
    assert str(problem).startswith(f"「sixth.yaml」第 {problem.line} 行 {field}：")
    assert problem in profile_problems(file)


@pytest.mark.parametrize(
    "fault", ["float share", "duplicate key", "unquoted rubric code", "headcount", "bad date"]
)
def test_fault_names_the_very_line(tmp_path: Path, fault: str) -> None:
    old, new, field, _ = FAULTS[fault]
    file = tmp_path / "sixth.yaml"
    text = SIXTH.replace(old, new)
    file.write_text(text, encoding="utf-8")
    last_line_of_change = new.rstrip("\n").splitlines()[-1]

    problem = next(p for p in profile_problems(file) if p.field == field)

    assert last_line_of_change in text.splitlines()[problem.line - 1]


def test_all_faults_of_a_file_are_told_at_once_in_the_order_of_its_lines(tmp_path: Path) -> None:
    file = tmp_path / "sixth.yaml"
    text = SIXTH
    for fault in ("shares", "headcount", "bad date", "float amount"):
        old, new, _, _ = FAULTS[fault]
        text = text.replace(old, new)
    file.write_text(text, encoding="utf-8")

    problems = profile_problems(file)

    assert [problem.field for problem in problems] == [
        "term.ends_on",
        "price.ceiling_total_yuan",
        "payment.instalments[2].share",
        "headcounts[1].headcount",
    ]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"name: [", "不是完好的 YAML"),
        (b"- 1\n", "文件应是一组"),
        (b"", "文件应是一组"),
        ("name: 海口".encode("gbk"), "不是 UTF-8"),
        (b"a: &a [*a]\n", "引用了别处的内容"),
        (b"a: " + b"[" * 100_000, "层次太深"),
        (b"#" * 1_000_001, "文件太大"),
    ],
    ids=["broken", "list", "empty", "gbk", "self-reference", "deep", "too large"],
)
def test_unreadable_file_is_refused_without_a_traceback(tmp_path: Path, content: bytes, said: str) -> None:
    file = tmp_path / "sixth.yaml"
    file.write_bytes(content)

    assert said in str(ProfileRefused(profile_problems(file)))


def test_unknown_name_is_refused_with_the_names_there_are() -> None:
    with pytest.raises(ProfileRefused, match="现有的合同文件：.*haikou"):
        load_profile("atlantis")
