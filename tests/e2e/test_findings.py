"""The month's findings decided by keyboard in a real browser."""

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.assessment.finding_samples import case_with_lapses
from tests.e2e.conftest import Scene

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


def test_the_figures_follow_each_decision(scene: Scene) -> None:
    case_with_lapses(scene.contract)
    page = scene.desk()
    page.goto(scene.url("scorecards/2023-03/findings/"))
    page.get_by_role("button", name="重新查找").click()
    shown = page.locator("[data-waiting]:not(summary)")
    waiting = page.locator("tr.finding[data-state=proposed]")
    many = waiting.count()
    assert many > 1 and figures(shown)[:2] == [many, many]

    page.keyboard.press("n")
    page.keyboard.press("1")

    expect(waiting).to_have_count(many - 1)
    total, month, *groups = figures(shown)
    assert (total, month, sum(groups)) == (many - 1, many - 1, many - 1)


def test_alike_findings_are_decided_together(scene: Scene) -> None:
    for _case in range(2):
        case_with_lapses(scene.contract)
    page = scene.desk()
    page.goto(scene.url("scorecards/2023-03/findings/"))
    page.get_by_role("button", name="重新查找").click()
    many = page.locator("tr.finding[data-state=proposed]").count()

    group = page.locator("section:has(details.together)").first
    alike = group.locator("tr.finding[data-state=proposed]").count()
    group.locator("summary", has_text=f"待处理的 {alike} 条一并处理").click()
    group.get_by_role("button", name="全部计入").click()
    page.get_by_role("dialog").get_by_role("button", name="全部计入").click()

    expect(page.get_by_text(f"{alike} 条线索已计入考核表")).to_be_visible()
    expect(page.locator("tr.finding[data-state=proposed]")).to_have_count(many - alike)


def figures(shown: Locator) -> list[int]:
    return [int(re.findall(r"\d+", text)[0]) for text in shown.all_inner_texts()]
