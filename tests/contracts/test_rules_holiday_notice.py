"""The yearly notice on holidays, read from its wording and held against the published calendar."""

from datetime import date

import pytest

from contracts.rules.holiday_notice import HOLIDAYS, read_notice
from hall_ops.lib.china_days import days_of
from hall_ops.lib.fixed_holidays import FIXED

FIXED_DAYS = frozenset(FIXED)
OF_2026 = """一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
三、清明节：4月4日（周六）至6日（周一）放假，共3天。
四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
五、端午节：6月19日（周五）至21日（周日）放假，共3天。
六、中秋节：9月25日（周五）至27日（周日）放假，共3天。
七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。"""
OF_2025 = """一、元旦：1月1日（周三）放假1天，不调休。
二、春节：1月28日（农历除夕、周二）至2月4日（农历正月初七、周二）放假调休，共8天。1月26日（周日）、2月8日（周六）上班。
三、清明节：4月4日（周五）至6日（周日）放假，共3天。
四、劳动节：5月1日（周四）至5日（周一）放假调休，共5天。4月27日（周日）上班。
五、端午节：5月31日（周六）至6月2日（周一）放假，共3天。
六、国庆节、中秋节：10月1日（周三）至8日（周三）放假调休，共8天。9月28日（周日）、10月11日（周六）上班。"""
OF_2023 = """元旦：2022年12月31日至2023年1月2日放假调休，共3天。
春节：1月21日至27日放假调休，共7天。1月28日（星期六）、1月29日（星期日）上班。
清明节：4月5日放假，共1天。
劳动节：4月29日至5月3日放假调休，共5天。4月23日（星期日）、5月6日（星期六）上班。
端午节：6月22日至24日放假调休，共3天。6月25日（星期日）上班。
中秋节、国庆节：9月29日至10月6日放假调休，共8天。10月7日（星期六）、10月8日（星期日）上班。"""


@pytest.mark.parametrize(("year", "text"), [(2026, OF_2026), (2025, OF_2025), (2023, OF_2023)])
def test_a_notice_gives_the_working_days_that_the_published_calendar_has(year: int, text: str) -> None:
    notice = read_notice(year, text, FIXED_DAYS)

    off = {day for each in notice.breaks for day in each.days}
    made_up = {day for each in notice.breaks for day in each.made_up}
    assert notice.problems == ()
    for fact in days_of(year):
        works = fact.day in made_up or (fact.day.weekday() < 5 and fact.day not in off)
        assert works == (fact.kind in {"workday", "make_up"}), fact


def test_each_item_carries_the_full_names() -> None:
    names = [each.name for each in read_notice(2025, OF_2025.replace("清明节", "清明")).breaks]

    assert names == ["元旦", "春节", "清明节", "劳动节", "端午节", "国庆节、中秋节"]
    assert set("、".join(names).split("、")) == set(HOLIDAYS)


def test_full_width_figures_and_missing_line_breaks_are_read_alike() -> None:
    wide = OF_2026.translate(str.maketrans("0123456789", "０１２３４５６７８９")).replace("\n", "")

    assert read_notice(2026, wide, FIXED_DAYS) == read_notice(2026, OF_2026, FIXED_DAYS)


def test_days_of_the_year_before_are_of_that_year() -> None:
    first = read_notice(2023, OF_2023).breaks[0]

    assert first.days == (date(2022, 12, 31), date(2023, 1, 1), date(2023, 1, 2))


@pytest.mark.parametrize(
    ("wrong", "right", "said"),
    [
        ("1月3日（周五）", "3日（周六）", "这一天是1 月 3 日（周六）"),
        ("共4天", "共3天", "写明共 4 天，按日期是 3 天"),
        ("1月5日（周一）上班", "1月4日（周日）上班", "不是周六或周日"),
        ("2月30日", "2月15日", "不是一个日期"),
        ("5月10日（周五）", "5月1日（周五）", "前后颠倒"),
        ("10月2日（周四）", "10月1日（周四）", "10 月 1 日（周四）是法定节假日"),
        ("9月27日（周日）、10月10日", "9月20日（周日）、10月10日", "9 月 27 日（周日）出现了两次"),
        ("", "五、端午节：6月19日（周五）至21日（周日）放假，共3天。", "没有读到：端午节"),
    ],
)  # fmt: skip
def test_a_slip_is_named_and_what_to_do(wrong: str, right: str, said: str) -> None:
    assert right in OF_2026

    problems = read_notice(2026, OF_2026.replace(right, wrong, 1), FIXED_DAYS).problems

    assert any(said in problem for problem in problems), problems


def test_the_notice_of_another_year_is_found_out() -> None:
    problems = read_notice(2027, OF_2026, FIXED_DAYS).problems

    assert len(problems) > 5 and all("核对" in problem for problem in problems)


@pytest.mark.parametrize(
    "text", ["", "各省、自治区、直辖市人民政府：", "放假安排见附件。", "元旦：另行通知。"]
)
def test_what_is_no_notice_is_refused(text: str) -> None:
    assert read_notice(2027, text).problems


def test_a_long_span_is_not_believed() -> None:
    text = OF_2026.replace("2月15日（农历腊月二十八、周日）", "2月1日")

    assert any("前后颠倒或过长" in problem for problem in read_notice(2026, text).problems)
