"""A headless Chromium of the machine against a server with a database of its own."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from django.test.utils import override_settings
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from assessment.models import Scorecard
from assessment.queries import scores
from contracts.models import Contract
from hall_ops.lib.permissions import Role
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.assessment import card_of, haikou_contract
from tests.factories.contracts import member

# The driver of the browser runs an event loop of its own in this thread; the database is not shared with it.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
CHROMIUM = Path(os.environ.get("CHROMIUM", "/usr/bin/chromium"))
REMEDY = (
    f"浏览器测试需要 {CHROMIUM}：请以 root 运行 apt-get install chromium，或用环境变量 CHROMIUM 指明位置。"
)
ARGUMENTS = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--lang=zh-CN"]


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    if not CHROMIUM.exists():
        pytest.fail(REMEDY)
    return {**browser_type_launch_args, "executable_path": str(CHROMIUM), "args": ARGUMENTS}


@pytest.fixture(autouse=True)
def _rubrics_are_read_afresh() -> None:
    scores._spec.cache_clear()


@pytest.fixture
def _uploads(tmp_path: Path) -> Iterator[None]:
    with override_settings(MEDIA_ROOT=tmp_path):
        yield


@dataclass
class Scene:
    """The Haikou contract with March open, two assessors and a server.

    `faults` is what browsers complained of: console errors, refused scripts, broken pages.
    """

    contract: Contract
    card: Scorecard
    first: User
    second: User
    server: LiveServer
    open_browser: Callable[[User, dict[str, int]], Page]
    faults: list[str] = field(default_factory=list)

    def url(self, path: str = "") -> str:
        return f"{self.server.url}/{self.contract.slug}/{path}"

    @property
    def card_url(self) -> str:
        return self.url("scorecards/2023-03/")

    def desk(self, user: User | None = None, width: int = 1366, height: int = 768) -> Page:
        """A browser, signed in through the real form, with the card open."""
        page = self.open_browser(user or self.first, {"width": width, "height": height})
        page.goto(self.card_url)
        return page


@pytest.fixture
def scene(
    browser: Browser, live_server: LiveServer, transactional_db: None, _uploads: None
) -> Iterator[Scene]:
    contract = haikou_contract(slug="haikou")
    people = [UserFactory(role=Role.ASSESSOR, name=name, username=login) for name, login in PEOPLE]
    for user in people:
        member(Role.ASSESSOR, contract, user=user)
    contexts: list[BrowserContext] = []

    def open_browser(user: User, viewport: dict[str, int]) -> Page:
        context = browser.new_context(viewport=viewport, locale="zh-CN", accept_downloads=True)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(8000)
        page.on("console", lambda message: note(made.faults, message))
        page.on("pageerror", lambda error: made.faults.append(f"page error: {error}"))
        page.goto(live_server.url)
        page.get_by_label("登录名").fill(user.username)
        page.get_by_label("口令").fill(PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url(lambda url: "sign-in" not in url)
        return page

    made = Scene(contract, card_of(contract, by=people[0]), *people, live_server, open_browser)
    yield made
    for context in contexts:
        context.close()
    assert made.faults == []


PEOPLE = (("符海燕", "fu.kaohe"), ("林志明", "lin.kaohe"))
# What the browser says of itself while a test takes its network away, or while a refusal is tried on purpose.
EXPECTED = ("ERR_INTERNET_DISCONNECTED", "status of 409", "status of 422", "status of 401", "status of 403")


def note(faults: list[str], message: ConsoleMessage) -> None:
    if message.type in {"error", "warning"} and not any(part in message.text for part in EXPECTED):
        faults.append(f"{message.type}: {message.text}")
