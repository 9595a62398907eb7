"""A month at the screen: typed, counted, photographed, printed, by mouse, keyboard, two people and a bad network."""

import io
import re
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from assessment.models import Entry
from tests.e2e.conftest import Scene
from tests.factories.accounts import PASSWORD
from tests.factories.assessment import photograph

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
SAVED = re.compile("已保存")


def count_of(page: Page, code: str) -> str:
    return page.locator(f"[id='row-{code}'] .stepper input").input_value()


def saved(page: Page) -> None:
    expect(page.locator("#save-state")).to_have_text(SAVED)


def entries(code: str) -> list[int]:
    return list(Entry.objects.in_force().filter(criterion__code=code).values_list("count", flat=True))


def test_a_month_is_typed_with_two_keys_and_taken_back(scene: Scene) -> None:
    page = scene.desk()
    expect(page.locator("#card-total")).to_have_text("100 / 105")

    page.keyboard.press("Alt+n")
    page.keyboard.type("wtqdg 3")
    expect(page.locator("#quick-list .suggest-item").first).to_contain_text("3.10")
    page.keyboard.press("Enter")
    expect(page.locator("#card-total")).to_have_text("97 / 105")
    saved(page)
    assert entries("3.10") == [3]

    page.keyboard.press("Escape")
    page.locator("[id='row-3.10']").click()
    page.keyboard.press("+")
    page.keyboard.press("+")
    page.keyboard.press("-")
    expect(page.locator("#card-total")).to_have_text("96 / 105")
    page.keyboard.press("Control+z")
    expect(page.locator("#card-total")).to_have_text("95 / 105")
    saved(page)
    assert entries("3.10") == [5]


def test_the_detail_takes_date_person_note_photograph_and_level(scene: Scene, tmp_path: Path) -> None:
    page = scene.desk()
    page.locator("#quick-input").fill("3.10")
    page.keyboard.press("Enter")
    expect(page.locator("#card-total")).to_have_text("99 / 105")
    page.keyboard.press("Tab")
    page.locator("[id='row-3.10']").focus()
    page.keyboard.press("Enter")
    form = page.locator("#entry-1")
    expect(form.locator("[name=occurred_on]")).to_be_focused()

    form.locator("[name=occurred_on]").fill("2023-03-06")
    form.locator("[name=subject]").fill("窗口 03")
    form.locator("[name=note]").fill("08:24 到岗，应 08:20")
    page.keyboard.press("Tab")
    saved(page)
    expect(page.locator("[id='row-3.10'] .cell-evidence")).to_contain_text("03-06 窗口 03")
    picture = tmp_path / "现场.jpg"
    picture.write_bytes(photograph(640, 480, exif=True))
    form.locator("input[type=file]").set_input_files(picture)
    expect(page.locator("[id='row-3.10'] .cell-evidence")).to_contain_text("附件 1")
    thumb = page.locator("#entry-1 img.thumb")
    expect(thumb).to_be_visible()
    assert thumb.evaluate("async (image) => { await image.decode(); return image.naturalWidth }") == 640

    entry = Entry.objects.get(number=1)
    assert (f"{entry.occurred_on}", entry.subject, entry.note) == (
        "2023-03-06",
        "窗口 03",
        "08:24 到岗，应 08:20",
    )

    page.keyboard.press("Escape")
    page.locator("#quick-input").fill("7.10")
    page.keyboard.press("Enter")
    new = page.locator("form[data-new='7.10']")
    new.locator("[name=level]").select_option("municipal")
    new.locator("[name=note]").fill("巾帼文明岗")
    page.keyboard.press("Enter")
    expect(page.locator("#card-total")).to_have_text("101 / 105")
    saved(page)
    assert Entry.objects.get(criterion__code="7.10").level == "municipal"


def test_a_refused_entry_is_told_and_what_was_typed_stays(scene: Scene) -> None:
    page = scene.desk()
    page.locator("#quick-input").fill("7.10")
    page.keyboard.press("Enter")
    new = page.locator("form[data-new='7.10']")
    new.locator("[name=note]").fill("没有写级别")

    page.keyboard.press("Enter")

    expect(page.locator("#toasts .note.error")).to_contain_text("级别")
    expect(new.locator("[name=note]")).to_have_value("没有写级别")
    assert not Entry.objects.exists()


def test_two_people_see_each_other_and_keep_both_values_choosable(scene: Scene) -> None:
    mine, theirs = scene.desk(scene.first), scene.desk(scene.second)
    mine.locator("#quick-input").fill("3.17 2")
    mine.keyboard.press("Enter")
    saved(mine)
    see_others(theirs)
    assert count_of(theirs, "3.17") == "2"

    for page in (mine, theirs):
        page.locator("[id='row-3.17'] [data-detail]").click()
        expect(page.locator("#entry-1 [name=subject]")).to_be_visible()
    mine.locator("#entry-1 [name=subject]").fill("窗口 03")
    mine.keyboard.press("Tab")
    saved(mine)
    expect(mine.locator("[id='row-3.17'] .tag.warn")).to_have_text(re.compile("待补"))
    theirs.locator("#entry-1 [name=subject]").fill("窗口 09")
    theirs.keyboard.press("Tab")

    dialog = theirs.locator("#conflict")
    expect(dialog).to_contain_text("符海燕 已在")
    expect(dialog).to_contain_text("窗口 03")
    expect(dialog).to_contain_text("窗口 09")
    assert Entry.objects.get().subject == "窗口 03"
    dialog.get_by_role("button", name="用我的").click()
    saved(theirs)
    assert Entry.objects.get().subject == "窗口 09"

    mine.locator("#entry-1 [name=subject]").fill("窗口 11")
    mine.keyboard.press("Tab")
    mine.locator("#conflict").get_by_role("button", name="用对方的").click()
    expect(mine.locator("#entry-1 [name=subject]")).to_have_value("窗口 09")
    assert Entry.objects.get().subject == "窗口 09"


def test_a_conflict_is_not_left_without_a_choice(scene: Scene) -> None:
    mine, theirs = scene.desk(scene.first), scene.desk(scene.second)
    mine.locator("#quick-input").fill("3.17")
    mine.keyboard.press("Enter")
    saved(mine)
    theirs.reload()
    for page in (mine, theirs):
        page.locator("[id='row-3.17'] [data-detail]").click()
    mine.locator("#entry-1 [name=note]").fill("我写的")
    mine.keyboard.press("Tab")
    saved(mine)
    theirs.locator("#entry-1 [name=note]").fill("对方写的")
    theirs.keyboard.press("Tab")
    expect(theirs.locator("#conflict")).to_be_visible()

    theirs.keyboard.press("Escape")
    theirs.mouse.click(5, 5)

    expect(theirs.locator("#conflict")).to_be_visible()
    theirs.locator("#conflict").get_by_role("button", name="用我的").click()
    saved(theirs)
    assert Entry.objects.get().note == "对方写的"


def test_a_detail_written_offline_and_closed_is_saved(scene: Scene) -> None:
    page = scene.desk()
    page.locator("#quick-input").fill("3.17")
    page.keyboard.press("Enter")
    saved(page)
    page.locator("[id='row-3.17'] [data-detail]").click()
    form = page.locator("#entry-1")
    expect(form.locator("[name=note]")).to_be_visible()
    page.context.set_offline(True)
    form.locator("[name=note]").fill("断网时写的")
    page.keyboard.press("Tab")
    expect(page.locator("#save-state")).to_contain_text("连接中断")
    page.keyboard.press("Escape")
    page.locator("[id='row-3.26']").click()
    page.keyboard.press("+")
    page.locator("[id='row-3.26'] [data-step='1']").click()
    assert count_of(page, "3.26") == "2"

    page.context.set_offline(False)

    saved(page)
    expect(page.locator("[id='row-3.26'] .stepper input")).to_have_value("2")
    assert (Entry.objects.get(number=1).note, entries("3.26")) == ("断网时写的", [2])


def test_signing_in_again_elsewhere_loses_nothing(scene: Scene) -> None:
    """Another tab signs out and in: the open card's token is no longer good, its work stays."""
    page = scene.desk()
    tab = page.context.new_page()
    tab.goto(scene.card_url)
    tab.context.clear_cookies()
    tab.reload()
    sign_in(tab, scene)
    page.locator("#quick-input").fill("3.26 2")
    page.keyboard.press("Enter")
    expect(page.locator("#save-state")).to_contain_text("登录已过期")

    page.locator("#save-state a").click()
    page.wait_for_url(scene.card_url)

    saved(page)
    assert entries("3.26") == [2]


def sign_in(page: Page, scene: Scene) -> None:
    page.get_by_label("登录名").fill(scene.first.username)
    page.get_by_label("口令").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(scene.card_url)


def see_others(page: Page) -> None:
    """Wait for the pulse, which asks every few seconds."""
    expect(page.locator("#toasts")).to_contain_text("其他人更新了本表", timeout=16000)


def test_what_is_recorded_without_a_network_is_saved_once(scene: Scene) -> None:
    page = scene.desk()
    page.context.set_offline(True)
    for _time in range(3):
        page.locator("#quick-input").fill("3.26")
        page.keyboard.press("Enter")
    expect(page.locator("#save-state")).to_contain_text("连接中断")
    assert count_of(page, "3.26") == "3"
    kept = page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('hall:card:')).length")
    assert (kept, entries("3.26")) == (1, [])

    page.context.set_offline(False)

    saved(page)
    expect(page.locator("#card-total")).not_to_have_text("100 / 105")
    assert entries("3.26") == [3]
    page.reload()
    assert count_of(page, "3.26") == "3"
    assert (
        page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('hall:card:')).length") == 0
    )


def test_a_queue_left_behind_is_sent_when_the_card_is_opened_again(scene: Scene) -> None:
    page = scene.desk()
    page.context.set_offline(True)
    page.locator("[id='row-3.29']").click()
    page.keyboard.press("+")
    expect(page.locator("#save-state")).to_contain_text("连接中断")
    page.goto("about:blank")
    page.context.set_offline(False)

    page.goto(scene.card_url)

    saved(page)
    expect(page.locator("[id='row-3.29'] .stepper input")).to_have_value("1")
    assert entries("3.29") == [1]


def test_the_answer_lost_on_its_way_counts_once(scene: Scene) -> None:
    """The server has saved, the browser never hears of it and sends again."""
    page = scene.desk()
    lost: list[str] = []

    def lose_the_first(route: object) -> None:
        if lost:
            route.continue_()  # type: ignore[attr-defined]
            return
        lost.append(route.fetch().text())  # type: ignore[attr-defined]
        route.abort("internetdisconnected")  # type: ignore[attr-defined]

    page.route("**/entries/", lose_the_first)
    page.locator("#quick-input").fill("3.26")
    page.keyboard.press("Enter")
    saved(page)

    assert lost and entries("3.26") == [1]
    assert count_of(page, "3.26") == "1"


def test_an_ended_session_keeps_the_work_until_one_signs_in_again(scene: Scene) -> None:
    page = scene.desk()
    page.context.clear_cookies()
    page.locator("#quick-input").fill("3.26 2")
    page.keyboard.press("Enter")
    expect(page.locator("#save-state")).to_contain_text("登录已过期")

    page.locator("#save-state a").click()
    sign_in(page, scene)

    saved(page)
    expect(page.locator("[id='row-3.26'] .stepper input")).to_have_value("2")
    assert entries("3.26") == [2]


def test_a_month_by_excel_and_its_print(scene: Scene, tmp_path: Path) -> None:
    page = scene.desk()
    page.get_by_role("link", name="Excel 录入").click()
    with page.expect_download() as caught:
        page.get_by_role("link", name="下载本月模板").click()
    template = tmp_path / "模板.xlsx"
    caught.value.save_as(template)
    book = openpyxl.load_workbook(template)
    sheet = book["考核记录"]
    heads = {cell.value: cell.column for cell in sheet[1]}
    row = next(
        row for row in range(2, sheet.max_row + 1) if sheet.cell(row, heads["条款编号"]).value == "3.10"
    )
    sheet.cell(row, heads["次数"]).value = 4
    filled = tmp_path / "三月.xlsx"
    book.save(filled)

    page.locator("input[name=file]").set_input_files(filled)
    page.get_by_role("button", name="上传并预览").click()
    expect(page.get_by_text("共 1 行")).to_be_visible()
    page.get_by_role("button", name="全部导入").click()
    expect(page.locator("#toasts")).to_contain_text("已导入：新增 1 条")
    expect(page.locator("#card-total")).to_have_text("96 / 105")

    answer = page.request.get(f"{scene.card_url}print.pdf")
    text = "".join(each.extract_text() for each in PdfReader(io.BytesIO(answer.body())).pages)
    assert answer.headers["content-type"] == "application/pdf" and "96" in text
    with page.expect_download() as form:
        page.get_by_role("link", name="导出 Excel").click()
    assert form.value.suggested_filename == "2023-03-考核表.xlsx"


def test_everything_by_keyboard(scene: Scene) -> None:
    page = scene.desk()
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.locator("[id='row-1.1']").focus()
    page.keyboard.press("j")
    page.keyboard.press("ArrowDown")
    expect(page.locator(".card-row.is-selected")).to_have_attribute("data-code", "1.3")
    page.keyboard.press("+")
    saved(page)
    page.keyboard.press("Enter")
    expect(page.locator("[id='detail-1.3']")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("[id='detail-1.3']")).to_have_count(0)
    expect(page.locator("[id='row-1.3']")).to_be_focused()
    page.keyboard.press("Enter")
    page.locator("button[data-withdraw]").focus()
    page.keyboard.press("Enter")
    page.keyboard.type("误记")
    page.keyboard.press("Enter")
    expect(page.locator("#card-total")).to_have_text("100 / 105")
    saved(page)
    assert Entry.objects.get().withdrawn_reason == "误记"


@pytest.mark.parametrize("path", ["scorecards/", "scorecards/2023-03/", "scorecards/2023-03/files/"])
def test_nothing_is_wider_than_a_telephone(scene: Scene, path: str) -> None:
    page = scene.desk(width=390, height=844)
    page.goto(scene.url(path))
    if path.endswith("2023-03/"):
        page.locator("[id='row-3.10'] [data-detail]").click()
        expect(page.locator("[id='detail-3.10']")).to_be_visible()

    width = page.evaluate("document.documentElement.scrollWidth")

    assert width <= 390, page.evaluate(
        "[...document.querySelectorAll('main *')].filter((e) => e.getBoundingClientRect().right > 391)"
        ".map((e) => e.outerHTML.slice(0, 90)).slice(0, 5)"
    )
