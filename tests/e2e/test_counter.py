"""What stands at the counter and behind it, by mouse and keys: giving out, assisted cases, a bad rating to its end."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from contracts.models import Contract
from tests.e2e.conftest import note
from tests.e2e.test_desk import sign_in
from tests.factories.contracts import ContractFactory
from tests.windows import rating_people
from tests.windows.papers import AGENT_ID, PHONE, fresh, make_hall
from windows.models import AssistOrder, Issuance, RatingFollowUp

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
OpenPage = Callable[[User | None], Page]


@pytest.fixture
def contract(transactional_db: None) -> Contract:
    return ContractFactory(slug="binhu")


@pytest.fixture
def open_page(browser: Browser, live_server: LiveServer) -> Iterator[OpenPage]:
    """A browser of somebody who signed in, or of the public. What browsers complained of fails the test."""
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def opened(user: User | None) -> Page:
        context = browser.new_context(
            viewport={"width": 1366, "height": 768}, locale="zh-CN", base_url=live_server.url
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(8000)
        page.on("console", lambda message: note(faults, message))
        page.on("pageerror", lambda error: faults.append(f"page error: {error}"))
        if user is not None:
            sign_in(page, live_server.url, user.username)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert faults == []


def find(page: Page, number: str) -> None:
    page.goto("/binhu/windows/issue/")
    expect(page.locator("#scan")).to_be_focused()
    page.keyboard.insert_text(number)
    page.keyboard.press("Enter")
    expect(page.locator("#id_id_number")).to_be_focused()


def test_a_result_is_given_to_a_collector_with_an_authority(contract: Contract, open_page: OpenPage) -> None:
    hall = make_hall(contract)
    case, page = hall.shelved(), open_page(hall.clerk)
    find(page, case.number)
    page.get_by_label("其他人代领").check()
    page.keyboard.press("Control+Enter")

    expect(page.locator(".form-errors li")).to_have_count(3)
    expect(page.locator("#id_id_number")).to_be_focused()
    page.keyboard.insert_text(AGENT_ID)
    page.locator("#id_name").fill("王五")
    page.locator("#id_authority").fill("委托书 7 月 2 日")
    page.keyboard.press("Control+Enter")

    expect(page.get_by_text("刚刚出件")).to_be_visible()
    expect(page.locator("#scan")).to_be_focused()
    given = Issuance.objects.get(case=case)
    assert (given.collector, given.authority) == ("other", "委托书 7 月 2 日")
    assert fresh(case).state == "issued"


def test_a_parcel_that_came_back_lies_on_the_shelf_again(contract: Contract, open_page: OpenPage) -> None:
    hall = make_hall(contract)
    case, page = hall.shelved(), open_page(hall.clerk)
    find(page, case.number)
    page.get_by_label("邮寄", exact=True).check()
    page.keyboard.press("Control+Enter")

    expect(page.locator("#id_tracking_number")).to_be_focused()  # the carrier is filled in
    page.keyboard.insert_text("EA123456789CN")
    page.locator("#id_recipient_name").fill("陈大明")
    page.locator("#id_recipient_phone").fill(PHONE)
    page.locator("#id_address").fill("滨湖路 1 号")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("刚刚出件")).to_be_visible()
    page.goto("/binhu/windows/parcels/")
    page.get_by_role("link", name="退回或遗失").click()
    page.get_by_label("退回").check()
    page.keyboard.press("Control+Enter")
    expect(page.locator("#id_note")).to_be_focused()
    page.keyboard.insert_text("收件人拒收")
    page.locator("#id_place").fill("A-07")
    page.keyboard.press("Control+Enter")

    expect(page.locator("#toasts")).to_contain_text("重新上架")
    assert (fresh(case).state, fresh(case).shelf_place) == ("ready", "A-07")


def take_step(page: Page, name: str, *texts: str) -> None:
    """Open a step of a register, fill in its texts in turn, and send it."""
    step = page.locator("main details").filter(has=page.locator("summary", has_text=name))
    if step.get_attribute("open") is None:
        step.locator("summary").click()
    for field, text in zip(step.locator("textarea, input[type=text]").all(), texts, strict=True):
        field.fill(text)
    step.get_by_role("button", name=name).click()
    expect(page.locator("#toasts")).to_contain_text(f"已登记：{name}。")


def test_an_assisted_case_from_commission_to_sign_off(contract: Contract, open_page: OpenPage) -> None:
    hall = make_hall(contract)
    page = open_page(hall.clerk)
    page.goto("/binhu/service/assist/new/")
    expect(page.locator("#id_kind")).to_be_focused()
    page.locator("#id_kind").select_option("proxy")
    page.locator("#id_wish").fill("办理老年优待证")
    page.locator("#id_person_name").fill("陈秀英")
    page.locator("#id_phone").fill("138")
    page.locator("#id_helper").select_option(str(hall.clerk.pk))
    page.keyboard.press("Control+Enter")
    expect(page.locator("#id_phone")).to_be_focused()
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(PHONE)
    page.keyboard.press("Control+Enter")
    expect(page.locator("h1")).to_contain_text("BB-")

    page.locator("summary", has_text="开始服务").wait_for()
    page.get_by_role("button", name="开始服务").click()
    expect(page.locator(".form-errors")).to_contain_text("须先登记书面委托")
    take_step(page, "登记委托", "代为提交材料并领证")
    take_step(page, "开始服务")
    take_step(page, "登记进展", "已提交民政窗口")
    take_step(page, "办结", "优待证已领取并送到家", "陈秀英")

    order = AssistOrder.objects.get()
    assert order.state == "finished" and order.signed_off_by == "陈秀英"
    expect(page.locator("main")).not_to_contain_text("陈秀英")


def test_a_bad_rating_by_the_public_is_followed_to_its_end(contract: Contract, open_page: OpenPage) -> None:
    hall = rating_people.Hall.of(contract)
    case, public = hall.case(), open_page(None)
    public.goto("/p/")
    expect(public.locator("#id_code")).to_be_focused()
    public.keyboard.insert_text(case.query_code.lower())
    public.keyboard.press("Enter")
    public.get_by_role("link", name="评价这次服务").click()
    public.locator("label[for=level-1]").click()
    public.locator("#id_text").fill("材料来回跑了三趟")
    public.locator(".rate-contact summary").click()
    public.locator("#id_name").fill("陈大明")
    public.locator("#id_contact").fill("138")
    public.get_by_role("button", name="提交评价").click()
    expect(public.locator("#id_contact")).to_be_focused()
    public.locator("#id_contact").fill(PHONE)
    public.get_by_role("button", name="提交评价").click()
    expect(public.get_by_text("谢谢您的评价")).to_be_visible()

    page = open_page(hall.assessor)
    page.goto("/binhu/windows/ratings/follow-ups/")
    page.get_by_role("link", name="差评 1").click()
    for step in ("contact", "verify", "rectify", "feedback", "call_back", "review"):
        page.locator(f"input[name=step][value={step}]").check()
        page.locator("#id_note").fill(f"已办：{step}")
        if step == "call_back":
            page.locator("[name=call_back_result]").select_option("satisfied")
        page.get_by_role("button", name="记录这一步").click()
        expect(page.locator("main")).to_contain_text(f"已办：{step}")

    assert RatingFollowUp.objects.get().state == "closed"
