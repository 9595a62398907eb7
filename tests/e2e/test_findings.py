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
    shown = page.locator("[data-waiting]")
    waiting = page.locator("tr.finding[data-state=proposed]")
    many = waiting.count()
    assert many > 1 and figures(shown)[:2] == [many, many]

    page.keyboard.press("n")
    page.keyboard.press("1")

    expect(waiting).to_have_count(many - 1)
    total, month, *groups = figures(shown)
    assert (total, month, sum(groups)) == (many - 1, many - 1, many - 1)


def figures(shown: Locator) -> list[int]:
    return [int(re.findall(r"\d+", text)[0]) for text in shown.all_inner_texts()]
