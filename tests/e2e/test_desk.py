"""A clerk's morning at the desk: by keyboard alone, counted and timed, with a bad network and card readers."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect
from pytest_django.live_server_helper import LiveServer

from hall_ops.lib.permissions import Role
from tests.e2e.conftest import note
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.contracts import ContractFactory, member
from tests.windows.intake_samples import CREDIT_CODE, ID_NUMBER, PHONE, Desk, make_desk
from windows.actions.item_versions import refresh_search
from windows.models import Case, IntakeDraft, WindowSession

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


@dataclass
class Hall:
    """A clerk at a window with one item, and a browser on the desk. `faults` is what the browser complained of."""

    desk: Desk
    server: LiveServer
    open_browser: Callable[[dict[str, int]], Page]
    faults: list[str] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"{self.server.url}/{self.desk.contract.slug}/windows/desk/"

    def page(self, width: int = 1366, height: int = 768) -> Page:
        page = self.open_browser({"width": width, "height": height})
        page.goto(self.url)
        expect(page.locator("#item-search")).to_be_focused()
        return page


@pytest.fixture
def hall(browser: Browser, live_server: LiveServer, transactional_db: None) -> Iterator[Hall]:
    contract = ContractFactory(slug="binhu")
    desk = make_desk(contract, at=timezone.now())
    refresh_search([desk.version.item])
    contexts: list[BrowserContext] = []

    def open_browser(viewport: dict[str, int]) -> Page:
        context = browser.new_context(viewport=viewport, locale="zh-CN")
        contexts.append(context)
        prefs = f"localStorage.setItem('hall:desk:prefs:{desk.clerk.pk}', '{{\"print\":false}}')"
        context.add_init_script(f"try {{ {prefs} }} catch {{}}")
        page = context.new_page()
        page.set_default_timeout(8000)
        page.on("console", lambda message: tell(made.faults, message))
        page.on("pageerror", lambda error: made.faults.append(f"page error: {error}"))
        sign_in(page, live_server.url, desk.clerk.username)
        return page

    made = Hall(desk, live_server, open_browser)
    yield made
    for context in contexts:
        context.close()
    assert made.faults == []


def tell(faults: list[str], message: ConsoleMessage) -> None:
    """A scan that finds nothing answers 404, and the browser says so."""
    if "status of 404" not in message.text:
        note(faults, message)


def sign_in(page: Page, url: str, username: str) -> None:
    page.goto(url)
    page.get_by_label("登录名").fill(username)
    page.get_by_label("口令").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda address: "sign-in" not in address)


def choose_item(page: Page) -> None:
    page.keyboard.type("spjyxk")
    page.keyboard.press("Enter")
    expect(page.locator(".desk-question input").first).to_be_focused()
    page.keyboard.press("1")
    expect(page.locator("#id_id_number")).to_be_focused()


def fill_in(page: Page, number: str = ID_NUMBER, name: str = "陈大明", phone: str = PHONE) -> None:
    """Everything up to the papers, as a first-time applicant."""
    choose_item(page)
    page.keyboard.type(number)
    expect(page.locator("#id_applicant_name")).to_be_focused()
    page.keyboard.insert_text(name)
    page.keyboard.press("Enter")
    expect(page.locator("#id_phone")).to_be_focused()
    page.keyboard.type(phone)
    expect(page.locator(".desk-paper").first).to_be_focused()


def done(page: Page) -> str:
    strip = page.locator(".desk-done")
    expect(strip).to_be_visible()
    return strip.get_attribute("data-number") or ""


def test_a_case_is_registered_by_keyboard_alone_in_few_keys(hall: Hall) -> None:
    page = hall.page()
    fill_in(page)
    page.keyboard.press("a")
    page.keyboard.press("Control+Enter")

    number = done(page)
    case = Case.objects.get(number=number)
    assert (case.state, case.applicant_name, case.materials.filter(taken="missing").count()) == (
        "accepted",
        "陈大明",
        0,
    )
    expect(page.locator("#item-search")).to_be_focused()
    expect(page.locator("#desk-today")).to_contain_text(number)
    took = page.locator(".desk-done [data-took]")
    expect(took).to_contain_text("本件用时")
    seconds, keys = map(int, re.findall(r"\d+", took.inner_text()))
    # initials, Enter, the situation, the number, Enter after the name (one paste here), the telephone, A, Ctrl Enter
    assert keys <= len("spjyxk") + 2 + len(ID_NUMBER) + 1 + len(PHONE) + 2
    assert seconds < 20


def test_somebody_who_was_here_before_takes_eleven_keys_and_a_card(hall: Hall) -> None:
    hall.desk.register(at=timezone.now())
    page = hall.page()
    choose_item(page)
    page.keyboard.insert_text(ID_NUMBER)  # the reader

    expect(page.locator(".desk-paper").first).to_be_focused()
    expect(page.locator("#id_applicant_name")).to_have_value("陈大明")
    expect(page.locator("#applicant-note")).to_contain_text("第 2 次来办")
    page.keyboard.press("a")
    page.keyboard.press("Control+Enter")

    done(page)
    took = page.locator(".desk-done [data-took]")
    expect(took).to_contain_text("本件用时")
    assert int(re.findall(r"\d+", took.inner_text())[1]) <= 11


def test_numbers_are_judged_while_they_are_typed(hall: Hall) -> None:
    page = hall.page()
    choose_item(page)
    number, said = page.locator("#id_id_number"), page.locator('[data-say="id_number"]')
    page.keyboard.type("1101051949123100")
    expect(said).to_have_text("还差 2 位")
    page.keyboard.type("21")
    expect(said).to_contain_text("校验码不对")
    expect(number).to_be_focused()
    number.fill("")
    page.keyboard.type(ID_NUMBER)
    expect(said).to_contain_text("身份证号正确")
    expect(page.locator("#id_priority")).to_have_value("elderly")
    number.fill("")
    number.focus()
    page.keyboard.type(CREDIT_CODE)
    expect(said).to_contain_text("统一社会信用代码正确")
    expect(page.locator("#id_document")).to_have_value("organisation:credit_code")


def test_a_card_reader_types_name_number_and_address(hall: Hall) -> None:
    page = hall.page()
    page.keyboard.press("F2")
    page.keyboard.insert_text(f"陈大明 男 汉 19491231 北京市朝阳区滨湖路1号 {ID_NUMBER}")

    expect(page.locator("#id_id_number")).to_have_value(ID_NUMBER)
    expect(page.locator("#id_applicant_name")).to_have_value("陈大明")
    expect(page.locator("#id_address")).to_have_value("北京市朝阳区滨湖路1号")


def test_a_gap_is_promised_and_a_notice_names_everything(hall: Hall) -> None:
    page = hall.page()
    fill_in(page)
    page.keyboard.press("a")
    page.keyboard.press("3")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#gap-names")).to_have_text("经营场所平面图")
    page.keyboard.press("Control+Enter")
    expect(page.locator('#dialog-accept_gap [data-problem="promise_signed"]')).to_be_visible()
    page.keyboard.press("Space")
    page.keyboard.press("Control+Enter")
    case = Case.objects.get(number=done(page))
    assert case.gap_due_on and case.materials.get(position=3).taken == "deferred"

    page.keyboard.press("Escape")
    choose_item(page)
    page.keyboard.insert_text(ID_NUMBER)
    expect(page.locator(".desk-paper").first).to_be_focused()
    page.keyboard.press("1")
    page.keyboard.press("f")
    page.keyboard.insert_text("未年检")
    page.keyboard.press("Enter")
    page.keyboard.press("Alt+t")
    expect(page.locator("#tell-lines li")).to_have_count(3)
    page.keyboard.press("Enter")
    expect(page.locator(".desk-done.is-told")).to_be_visible()
    told = Case.objects.get(number=done(page)).forms.get(kind="tell_once").content["facts"]["told"]
    assert [line["why"] for line in told] == ["未年检", "", ""]


def test_refusing_by_keyboard(hall: Hall) -> None:
    page = hall.page()
    fill_in(page)
    page.keyboard.press("Alt+b")
    page.keyboard.press("2")
    page.keyboard.insert_text("琼山区市场监督管理局")
    page.keyboard.press("Control+Enter")
    expect(page.locator('[data-problem="refusal_reason"]')).to_be_visible()
    expect(page.locator("#id_refusal_reason")).to_be_focused()
    page.keyboard.insert_text("经营地不在本区，由经营地机关受理")
    page.keyboard.press("Control+Enter")

    expect(page.locator(".desk-done.is-refused")).to_be_visible()
    assert Case.objects.get().refusal_looks.count() == 1


def test_what_is_wrong_is_shown_where_it_is(hall: Hall) -> None:
    page = hall.page()
    choose_item(page)
    page.keyboard.press("Control+Enter")
    page.keyboard.press("Control+Enter")

    expect(page.locator("#desk-problems li")).to_have_count(3)
    expect(page.locator("#id_id_number")).to_be_focused()
    assert not Case.objects.exists()


def test_a_warning_goes_with_what_it_was_about(hall: Hall) -> None:
    page = hall.page()
    page.keyboard.press("Alt+t")
    expect(page.locator("#toasts .note.warning")).to_have_count(1)

    choose_item(page)

    expect(page.locator("#toasts .note.warning")).to_have_count(0)


def test_a_registration_without_a_network_is_sent_when_it_is_back(hall: Hall) -> None:
    page = hall.page()
    fill_in(page)
    page.keyboard.press("a")
    page.context.set_offline(True)
    page.keyboard.press("Control+Enter")
    expect(page.locator("#desk-state")).to_contain_text("连接中断")
    assert not Case.objects.exists()

    page.context.set_offline(False)

    done(page)
    assert Case.objects.count() == 1


def test_the_answer_lost_on_its_way_makes_one_case(hall: Hall) -> None:
    page = hall.page()
    lost: list[int] = []

    def lose_the_first(route: object) -> None:
        if lost:
            return route.continue_()  # type: ignore[attr-defined,no-any-return]
        lost.append(route.fetch().status)  # type: ignore[attr-defined]
        return route.abort("internetdisconnected")  # type: ignore[attr-defined,no-any-return]

    page.route("**/desk/register/", lose_the_first)
    fill_in(page)
    page.keyboard.press("a")
    page.keyboard.press("Control+Enter")

    done(page)
    assert lost == [200] and Case.objects.count() == 1


def test_keys_pressed_twice_make_one_case(hall: Hall) -> None:
    page = hall.page()
    fill_in(page)
    page.keyboard.press("a")
    for _time in range(3):
        page.keyboard.press("Control+Enter")

    done(page)
    assert Case.objects.count() == 1


def test_a_tab_closed_and_a_restart_lose_nothing(hall: Hall) -> None:
    page = hall.page()
    fill_in(page)
    page.keyboard.press("2")
    expect(page.locator("#desk-state")).to_contain_text("草稿已保存")
    context = page.context
    page.close()
    page = context.new_page()
    page.on("pageerror", lambda error: hall.faults.append(f"page error: {error}"))
    page.goto(hall.url)
    page.locator("[data-resume]").click()

    expect(page.locator("#id_applicant_name")).to_have_value("陈大明")
    expect(page.locator("#papers-tally")).to_contain_text("已收 1 / 4")
    page.keyboard.press("a")
    page.keyboard.press("Control+Enter")
    done(page)
    assert not IntakeDraft.objects.exists() and Case.objects.get().applicant_name == "陈大明"


def test_a_page_loaded_again_goes_on_where_it_was(hall: Hall) -> None:
    page = hall.page()
    fill_in(page)
    page.keyboard.press("1")
    page.reload()

    expect(page.locator("#id_phone")).to_have_value(PHONE)
    expect(page.locator("#papers-tally")).to_contain_text("已收 1 / 4")


def test_what_was_on_its_way_when_the_page_was_left_is_sent_later(hall: Hall) -> None:
    page = hall.page()
    fill_in(page)
    page.keyboard.press("a")
    page.context.set_offline(True)
    page.keyboard.press("Control+Enter")
    expect(page.locator("#desk-state")).to_contain_text("连接中断")
    page.goto("about:blank")
    page.context.set_offline(False)
    page.goto(hall.url)

    done(page)
    assert Case.objects.count() == 1


def test_a_session_that_ended_keeps_what_was_typed(hall: Hall) -> None:
    page = hall.page()
    fill_in(page)
    page.keyboard.press("a")
    page.context.clear_cookies()
    page.keyboard.press("Control+Enter")
    expect(page.locator("#desk-state")).to_contain_text("登录已过期")
    page.locator("#desk-state a").click()
    page.get_by_label("登录名").fill(hall.desk.clerk.username)
    page.get_by_label("口令").fill(PASSWORD)
    page.keyboard.press("Enter")

    done(page)
    assert Case.objects.count() == 1


def test_yesterdays_window_leads_to_the_sign_on(hall: Hall) -> None:
    WindowSession.objects.update(started_at=timezone.now() - timedelta(days=1))
    page = hall.open_browser({"width": 1366, "height": 768})
    page.goto(hall.url)
    expect(page).to_have_url(re.compile("/windows/session/"))


def test_a_scanned_slip_opens_its_case(hall: Hall) -> None:
    case = hall.desk.register(at=timezone.now())
    page = hall.page()
    page.keyboard.press("F4")
    page.keyboard.insert_text("QS-0")
    page.keyboard.press("Enter")
    expect(page.locator("#toasts")).to_contain_text("没有找到")
    page.locator("#scan").fill(case.query_code)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(case.number))


def test_clearing_keeps_a_draft(hall: Hall) -> None:
    page = hall.page()
    fill_in(page)
    page.keyboard.press("Alt+x")
    expect(page.locator("#item-search")).to_be_focused()
    expect(page.locator("#id_applicant_name")).to_have_value("")
    expect(page.locator("[data-resume]")).to_have_count(1)


def test_a_clerk_without_a_window_of_another_contract_sees_nothing(hall: Hall) -> None:
    other = UserFactory(role=Role.CLERK, username="elsewhere")
    member(Role.CLERK, ContractFactory(), user=other)
    page = hall.open_browser({"width": 1366, "height": 768})
    page.context.clear_cookies()
    sign_in(page, hall.server.url, other.username)
    answer = page.request.get(hall.url)
    assert answer.status == 404


def test_nothing_is_wider_than_a_telephone(hall: Hall) -> None:
    page = hall.page(width=390, height=844)
    fill_in(page)
    page.locator("#desk-more > summary").click()

    width = page.evaluate("document.documentElement.scrollWidth")

    assert width <= 390, page.evaluate(
        "[...document.querySelectorAll('main *')].filter((e) => e.getBoundingClientRect().right > 391)"
        ".map((e) => e.outerHTML.slice(0, 90)).slice(0, 5)"
    )
