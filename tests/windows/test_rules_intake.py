"""What each outcome of an intake needs, clause by clause; no database."""

from dataclasses import replace
from datetime import date

import pytest

from windows.rules.intake import (
    Paper,
    Promise,
    Told,
    accept_problems,
    close_problems,
    gap_problems,
    gaps,
    is_second_round,
    last_gap_day,
    missing,
    on_spot_problems,
    paper_problems,
    refusal_kind,
    refusal_problems,
    tell_problems,
    told_from,
)

DAY, LAST = date(2026, 3, 11), date(2026, 3, 18)
LICENCE = Paper(1, "营业执照", "required", "paper", 1, licence="营业执照电子证照")
FORM = Paper(2, "申请表", "required", "paper", 1)
PLAN = Paper(3, "平面图", "deferrable", "paper", 1)
HEALTH = Paper(4, "健康证明", "optional")
ALL = (LICENCE, FORM, PLAN, HEALTH)
GOOD = Promise(date(2026, 3, 16), True)


def papers(**taken: str) -> list[Paper]:
    """All in, except as said: papers(form="missing")."""
    names = {"licence": LICENCE, "form": FORM, "plan": PLAN, "health": HEALTH}
    return [replace(paper, taken=taken.get(name, paper.taken)) for name, paper in names.items()]


def texts(problems: list) -> str:  # type: ignore[type-arg]
    return " ".join(problem.text for problem in problems)


@pytest.mark.parametrize(
    ("taken", "problem"),
    [
        pytest.param({}, "", id="XKF 32(5) complete: accept"),
        pytest.param({"health": "missing"}, "", id="optional papers hold nothing up"),
        pytest.param({"licence": "licence"}, "", id="facts 5.4 licence instead of paper"),
        pytest.param({"form": "commitment"}, "", id="facts 5.4 commitment instead of paper"),
        pytest.param({"form": "not_needed"}, "", id="facts 5.4 need not be handed in"),
        pytest.param({"form": "electronic"}, "", id="facts 5.4 electronic copy"),
        pytest.param(
            {"form": "missing"},
            "还缺 1 项：申请表。请收齐，或出具一次性告知",
            id="XKF 32(4) incomplete: tell",
        ),
        pytest.param({"plan": "missing"}, "请改用“容缺受理”", id="AY 24 only deferrable ones missing"),
        pytest.param(
            {"form": "missing", "plan": "missing"}, "还缺 2 项：申请表、平面图", id="XKF 32(4) all of it"
        ),
        pytest.param({"form": "licence"}, "没有可以代替它的电子证照", id="facts 5.4 no such licence"),
        pytest.param({"form": "deferred"}, "不在可容缺的材料之列", id="AY 24 only listed minor ones"),
        pytest.param({"plan": "deferred"}, "请改用“容缺受理”", id="AY 24 deferred is not in"),
    ],
)
def test_accepting(taken: dict[str, str], problem: str) -> None:
    found = accept_problems(papers(**taken))
    assert problem in texts(found) if problem else not found


def test_a_paper_ticked_without_a_piece_is_asked() -> None:
    found = paper_problems([replace(FORM, received=0)])
    assert [(each.field, "份数" in each.text) for each in found] == [("paper-2", True)]


@pytest.mark.parametrize(
    ("taken", "promise", "kind", "field"),
    [
        pytest.param({"plan": "missing"}, GOOD, "promised", "", id="AY 24 ZJ 11 promise and date"),
        pytest.param({"plan": "missing"}, Promise(LAST, True), "promised", "", id="RQ the last day is in time"),
        pytest.param({"plan": "missing"}, Promise(date(2026, 3, 19), True), "promised", "gap_due_on", id="RQ too late"),
        pytest.param({"plan": "missing"}, Promise(DAY, True), "promised", "gap_due_on", id="not today"),
        pytest.param({"plan": "missing"}, Promise(None, True), "promised", "gap_due_on", id="no date"),
        pytest.param(
            {"plan": "missing"}, replace(GOOD, signed=False), "promised", "promise_signed", id="AY 24 unsigned",
        ),
        pytest.param(
            {"plan": "missing", "form": "missing"}, GOOD, "promised", "papers", id="AY 24 main papers missing",
        ),
        pytest.param({}, GOOD, "promised", "papers", id="nothing to defer"),
        pytest.param({"plan": "missing"}, GOOD, "on_spot", "papers", id="RQ no promised time, no gap"),
    ],
)  # fmt: skip
def test_accepting_with_a_gap(taken: dict[str, str], promise: Promise, kind: str, field: str) -> None:
    found = gap_problems(papers(**taken), promise, kind=kind, day=DAY, last_day=LAST)
    assert [problem.field for problem in found] == ([field] if field else [])


@pytest.mark.parametrize(
    ("promised", "limit", "last"),
    [
        pytest.param(10, 5, date(2026, 3, 18), id="the contract's limit"),
        pytest.param(3, 5, date(2026, 3, 16), id="RQ no longer than the item's promise, over a weekend"),
        pytest.param(10, None, date(2026, 3, 25), id="no limit of the contract"),
    ],
)
def test_the_last_day_of_a_gap(promised: int, limit: int | None, last: date) -> None:
    assert last_gap_day(DAY, promised_days=promised, limit_days=limit, exceptions={}) == last


def test_holidays_put_the_last_day_off() -> None:
    off = {date(2026, 3, 12): False, date(2026, 3, 14): True}
    assert last_gap_day(DAY, promised_days=2, limit_days=None, exceptions=off) == date(2026, 3, 14)


def test_a_notice_names_everything_by_itself() -> None:
    short = papers(form="missing", plan="missing", health="missing")
    assert [line.name for line in told_from(short)] == ["申请表", "平面图"]
    assert [paper.name for paper in missing(short)] == ["申请表", "平面图"]
    assert [paper.name for paper in gaps(short)] == ["平面图"]
    assert not tell_problems(short, told_from(short))


@pytest.mark.parametrize(
    ("taken", "told", "problem"),
    [
        pytest.param(
            {"form": "missing", "plan": "missing"}, [Told(2, "申请表")], "还漏了 1 项：平面图",
            id="XKF 32(4) all at once",
        ),
        pytest.param({}, [], "没有要补正的内容", id="nothing to tell"),
        pytest.param({}, [Told(1, "营业执照")], "没有写哪里不对", id="a paper that is in needs its fault"),
        pytest.param({}, [Told(1, "营业执照", "已过期")], "", id="XKF 32(4) wrong form"),
        pytest.param({}, [Told(0, "其他", " ")], "没有写哪里不对", id="other without words"),
        pytest.param({}, [Told(0, "其他", "照片不清楚")], "", id="other with words"),
    ],
)  # fmt: skip
def test_telling_once(taken: dict[str, str], told: list[Told], problem: str) -> None:
    found = tell_problems(papers(**taken), told)
    assert problem in texts(found) if problem else not found


@pytest.mark.parametrize(
    ("rounds", "breach"),
    [
        pytest.param(0, False, id="first"),
        pytest.param(1, True, id="XKF 72(4) 002 § 五 2.9"),
        pytest.param(2, True, id="third"),
    ],
)
def test_a_second_round_is_a_breach(rounds: int, breach: bool) -> None:
    assert is_second_round(rounds) is breach


@pytest.mark.parametrize(
    ("ground", "reason", "office", "fields", "kind"),
    [
        pytest.param("not_needed", "依法不需要许可", "", set(), "not_applicable", id="XKF 32(1)"),
        pytest.param("not_ours", "由省级机关办理", "省市场监督管理局", set(), "refused", id="XKF 32(2)"),
        pytest.param("not_ours", "由省级机关办理", " ", {"refusal_office"}, "refused", id="XKF 32(2) names the office"),
        pytest.param("not_met", "不", "", {"refusal_reason"}, "refused", id="XKF 32 last para. with reasons"),
        pytest.param("forbidden", "限制申请期未满", "", set(), "refused", id="XKF 78"),
    ],
)  # fmt: skip
def test_refusing(ground: str, reason: str, office: str, fields: set[str], kind: str) -> None:
    assert {problem.field for problem in refusal_problems(ground, reason, office)} == fields
    assert refusal_kind(ground) == kind


def test_refusing_needs_a_known_ground() -> None:
    assert refusal_problems("", "理由写清楚了", "")[0].field == "refusal_ground"


@pytest.mark.parametrize(
    ("kind", "taken", "ok"),
    [
        pytest.param("on_spot", {}, True, id="facts § 2 0 日承诺即办件"),
        pytest.param("promised", {}, False, id="rules § 5 departments decide"),
        pytest.param("on_spot", {"form": "missing"}, False, id="incomplete"),
    ],
)
def test_concluding_on_the_spot(kind: str, taken: dict[str, str], ok: bool) -> None:
    assert (not on_spot_problems(papers(**taken), kind=kind)) is ok


@pytest.mark.parametrize(("brought", "ok"), [([3], True), ([], False), ([1], False), ([3, 9], False)])
def test_closing_a_gap(brought: list[int], ok: bool) -> None:
    assert (not close_problems(papers(plan="deferred"), brought)) is ok


def test_every_problem_ends_with_a_remedy() -> None:
    bad = [replace(FORM, taken="licence"), replace(PLAN, received=0), replace(LICENCE, taken="deferred")]
    for problem in accept_problems(bad) + gap_problems(
        bad, Promise(None, False), kind="promised", day=DAY, last_day=LAST
    ):
        assert "请" in problem.text and problem.field, problem
