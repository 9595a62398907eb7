from datetime import date

from contracts.profile_schema import load_profile
from contracts.rules.milestones import due_milestones

HAIKOU = load_profile("haikou").milestones
HOLIDAYS = {date(2023, 1, day): False for day in range(23, 28)} | {
    date(2023, 1, 28): True,
    date(2023, 1, 29): True,
}
EVENTS = {"award_notice": date(2022, 12, 10), "signing": date(2023, 1, 5), "effect": date(2023, 1, 6)}


def test_haikou_has_its_days() -> None:
    """002 § ★6: 30 days and 20 working days; § 八(六): 30 days; § 八(八): one day."""
    found = {m.key: m for m in due_milestones(HAIKOU, EVENTS, {}, date(2023, 1, 8), HOLIDAYS)}

    assert found["signing"].due_on == date(2023, 1, 9)
    assert found["handover_plan"].due_on == date(2023, 2, 7)
    assert found["full_staffing"].due_on == date(2023, 2, 5)
    assert (found["force_majeure_notice"].due_on, found["force_majeure_notice"].standing.state) == (
        None,
        "undated",
    )
    assert found["handover_plan"].rule == "签订合同后 20 个工作日，当日不计"
    assert found["signing"].clause == "002 § ★6"


def test_a_milestone_is_judged_by_the_day_it_was_done() -> None:
    done = {"signing": date(2023, 1, 5), "handover_plan": date(2023, 2, 9)}

    found = {m.key: m.standing for m in due_milestones(HAIKOU, EVENTS, done, date(2023, 3, 1), HOLIDAYS)}

    assert (found["signing"].state, found["handover_plan"].state) == ("on_time", "late")
    assert found["handover_plan"].days_late == 2
    assert found["full_staffing"].state == "late"


def test_the_decision_on_days_moves_plain_days_only() -> None:
    found = {m.key: m for m in due_milestones(HAIKOU, EVENTS, {}, date(2023, 1, 8), HOLIDAYS, "working_days")}

    assert found["full_staffing"].due_on == date(2023, 2, 22)
    assert "工作日" in found["full_staffing"].rule
    assert found["handover_plan"].due_on == date(2023, 2, 7)


def test_baoting_counts_its_warranty_from_acceptance() -> None:
    """001 § 2 表 3."""
    (found,) = due_milestones(
        load_profile("baoting").milestones, {"acceptance": date(2024, 5, 20)}, {}, date(2024, 6, 1), {}
    )

    assert (found.due_on, found.standing.state) == (date(2026, 5, 20), "open")
