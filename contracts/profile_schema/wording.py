"""How the values of a profile are said in Chinese on the contract's page."""

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from contracts.profile_schema.agreement import Figure

UNIT = {
    "ratio": _lazy("%"), "yuan": _lazy("元"), "person": _lazy("人"), "item": _lazy("项"), "unit": _lazy("家"),
    "square_metre": _lazy("平方米"), "visit_per_day": _lazy("人次/日"), "time": _lazy("次"),
    "shift": _lazy("个班次"), "hour": _lazy("小时"), "minute": _lazy("分钟"), "day": _lazy("天"),
    "calendar_day": _lazy("个自然日"), "working_day": _lazy("个工作日"), "week": _lazy("周"),
    "month": _lazy("个月"), "quarter": _lazy("个季度"), "year": _lazy("年"), "set": _lazy("套"),
    "town": _lazy("个乡镇"), "hall": _lazy("个大厅"), "zone": _lazy("个区"), "post": _lazy("个岗位"),
}  # fmt: skip
BOUND = {"exactly": "", "below": "< ", "at_most": "≤ ", "at_least": "≥ "}
RENEWAL = {
    "none": _lazy("没有约定续签"),
    "on_need": _lazy("采购人按需要续签"),
    "assessed": _lazy("综合评估考核合格"),
    "excellent": _lazy("综合考核优秀"),
}
PAYMENT_KIND = {
    "quarterly_advance": _lazy("按季预付，年度按考核结清"),
    "monthly": _lazy("按月支付"),
    "instalments": _lazy("分期支付"),
    "quarterly_assessed": _lazy("按季度考核支付"),
    "by_contract": _lazy("在合同中约定"),
}
CADENCE = {
    "daily": _lazy("每日"),
    "weekly": _lazy("每周"),
    "monthly": _lazy("每月"),
    "quarterly": _lazy("每季"),
    "yearly": _lazy("每年"),
}
AFTER = {
    "award_notice": _lazy("收到中标通知书后"),
    "signing": _lazy("签订合同后"),
    "effect": _lazy("合同生效后"),
    "force_majeure_end": _lazy("不可抗力结束后"),
    "acceptance": _lazy("验收合格后"),
}
LEVEL = {"college": _lazy("专科及以上"), "bachelor": _lazy("本科及以上")}
RULE = {
    "age_min": _lazy("年龄下限"), "age_max": _lazy("年龄上限"), "schooling": _lazy("学历"),
    "resident": _lazy("当地常住"), "experience_years": _lazy("工作经验"), "experience": _lazy("相关工作经验"),
    "healthy": _lazy("身体健康"), "clean_record": _lazy("无犯罪记录"), "exclusion": _lazy("不得聘用"),
    "height_min_male_cm": _lazy("男士身高"), "height_min_female_cm": _lazy("女士身高"),
}  # fmt: skip
POST_SCOPE = {
    "age_min": _lazy("周岁以上"), "age_max": _lazy("周岁以下"), "experience_years": _lazy("年以上"),
    "height_min_male_cm": _lazy("厘米以上"), "height_min_female_cm": _lazy("厘米以上"),
}  # fmt: skip


def unit_name(unit: str) -> str:
    """Return a unit's Chinese name."""
    return str(UNIT[unit])


def plain(number: Decimal) -> str:
    """Write an exact number without needless zeros and with thousands separated: 1649 → 1,649."""
    text = f"{number:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def percent(share: Decimal) -> str:
    """Write a share as a percentage without the sign: 0.005 → 0.5."""
    return plain(share * 100)


def figure_value(figure: Figure) -> tuple[str, str]:
    """Return the display text of a figure and its unit."""
    if figure.unit == "ratio":
        return BOUND[figure.bound] + percent(figure.value), unit_name("ratio")
    number = f"{figure.value:,.2f}" if figure.unit == "yuan" else plain(figure.value)
    return BOUND[figure.bound] + number, unit_name(figure.unit)


def month_day_text(month_day: str) -> str:
    """Write 12-05 as the fifth of December, in Chinese."""
    return _("每年 %(month)d 月 %(day)d 日前") % {"month": int(month_day[:2]), "day": int(month_day[3:])}
