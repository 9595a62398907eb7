"""The gallery: every component in every state, with sample content; development only."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

Sample = dict[str, Any]


class SampleForm(forms.Form):
    """One field of each kind a screen may use."""

    name = forms.CharField(label="姓名 / 单位", max_length=40, initial="陈某")
    phone = forms.CharField(
        label="手机", max_length=11, required=False, help_text="用于短信通知，11 位数字。"
    )
    held_on = forms.DateField(label="日期", widget=forms.DateInput(attrs={"type": "date"}))
    points = forms.DecimalField(label="分值", max_value=10, initial=Decimal("2.5"))
    group = forms.ChoiceField(label="考核大项", choices=[("3a", "3a 标准化管理"), ("3b", "3b 评优创先")])
    kind = forms.ChoiceField(
        label="处理方式",
        widget=forms.RadioSelect,
        choices=[("count", "计分"), ("waive", "不计")],
        initial="count",
    )
    shown = forms.MultipleChoiceField(
        label="公示范围",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[("supplier", "被考核单位"), ("hall", "大厅公告栏"), ("web", "网站")],
    )
    note = forms.CharField(label="说明", widget=forms.Textarea(attrs={"rows": 3}), required=False)
    agreed = forms.BooleanField(label="已向当事人核实")
    evidence = forms.FileField(
        label="佐证文件", required=False, help_text="jpg、png 或 pdf，单个不超过 10 MB。"
    )


class FilterForm(forms.Form):
    """Filters above a ledger."""

    q = forms.CharField(
        label="关键词",
        required=False,
        widget=forms.TextInput(attrs={"placeholder": "编号、姓名或拼音首字母"}),
    )
    state = forms.ChoiceField(
        label="状态", required=False, choices=[("", "全部"), ("open", "在办"), ("done", "办结")]
    )
    since = forms.DateField(
        label="受理日期起", required=False, widget=forms.DateInput(attrs={"type": "date"})
    )


def _room(label: str, *names: str, active: str = "", badges: dict[str, int] | None = None) -> Sample:
    counts = badges or {}
    items = [{"label": n, "url": "#", "active": n == active, "badge": counts.get(n)} for n in names]
    return {"label": label, "items": items, "open": True}


SHELL: Sample = {
    "rooms": [
        _room("", "工作台"),
        _room("窗口业务", "受理登记", "受理台账", "流转交接", "出件台账", badges={"流转交接": 3}),
        _room("人员岗位", "岗位编制", "排班考勤", "人员档案"),
        _room("大厅运行", "今日事务", "巡查整改", "投诉应急", badges={"今日事务": 2}),
        _room("质量考核", "月度考核表", "扣分依据", "结算支付", active="月度考核表", badges={"扣分依据": 5}),
    ],
    "contract": {"short_name": "示例合同 · 综合窗口服务 2023", "slug": "sample"},
    "contracts": [
        {"label": "示例合同 · 综合窗口服务 2023", "url": "#", "active": True},
        {"label": "示例合同 · 综合窗口服务 2024", "url": "#", "active": False},
    ],
    "venue": "第一办事大厅",
    "venues": [
        {"label": "第一办事大厅", "url": "#", "active": True},
        {"label": "第二办事大厅（分厅）", "url": "#", "active": False},
    ],
    "today": "3 月 14 日 周二 · 工作日",
    "user_name": "林某",
    "role_label": "考核员",
    "demo": True,
    "search_url": "search.json",
    "user_menu": [
        {"label": "修改密码", "url": "#", "method": "get"},
        {"label": "退出登录", "url": "#", "method": "post"},
    ],
}

STEPS = [
    {"label": "考核人 录入", "state": "now", "note": ""},
    {"label": "审核", "state": "", "note": ""},
    {"label": "批准", "state": "", "note": ""},
    {"label": "公示与申诉", "state": "", "note": "5 个工作日"},
    {"label": "入账结算", "state": "", "note": ""},
]
STEPS_RETURNED = [
    {"label": "考核人 录入", "state": "back", "note": "03-31 退回：缺佐证"},
    *({**step, "state": ""} for step in STEPS[1:]),
]
STEPS_LATE = [
    *({**step, "state": "done"} for step in STEPS[:3]),
    {**STEPS[3], "state": "now"},
    STEPS[4],
]

_ROWS = (
    ("3.10", "未提前到岗准备", "每人次 1", ("考勤 3 条",), 3, -3, ""),
    ("3.17", "迟到早退（10 分钟内）", "每人次 1", ("考勤 2 条",), 2, -2, "3.10"),
    ("3.26", "离岗超时未报备", "每次 1", ("巡查 03-08 10:12", "照片 2"), 1, -1, ""),
    ("3.29", "每日事务未完成", "每项 1", ("夕会 03-09 未记录",), 1, -1, ""),
    ("3.8", "投诉查实", "每次 2", ("投诉 0312 已查实",), 1, -2, ""),
    ("3.5", "服务规范不到位", "每次 2", (), 0, 0, ""),
    ("3.7", "态度生硬、与办事人争吵", "每次 3", (), 0, 0, ""),
)
_GROUPS = (
    ("1", "人力资源管理", 9, 10),
    ("2", "内部制度建设", 10, 10),
    ("3a", "标准化管理", 21, 30),
    ("3b", "评优创先", 5, 5),
    ("3c", "运营辅助", 14, 15),
    ("4", "业务培训管理", 10, 10),
    ("5", "辅助政务创新", 9, 10),
    ("6", "推广宣传", 10, 10),
    ("7", "加减分项", 3, 5),
)
SCORECARD: Sample = {
    "rows": [
        dict(zip(("code", "name", "standard", "evidence", "count", "points", "overlaps"), row, strict=True))
        for row in _ROWS
    ],
    "groups": [
        {"code": code, "name": name, "label": f"{code} {name}", "score": score, "cap": cap}
        for code, name, score, cap in _GROUPS
    ],
    "findings": [
        {
            "code": "3.10",
            "text": "窗口 03 王某 03-06 08:24 到岗，应 08:20",
            "source": "考勤机 原始记录",
            "points": "−1",
        },
        {
            "code": "1.2",
            "text": "3 月人员变更 4 人 / 114 人 = 3.51%，限 3%",
            "source": "人员异动 4 条",
            "points": "−1",
        },
    ],
    "tiers": [
        {"range": "≥ 90", "ratio": "100%", "money": "¥1,126,550.00", "current": True},
        {"range": "80 – 90", "ratio": "85%", "money": "¥957,567.50", "current": False},
        {"range": "70 – 80", "ratio": "70%", "money": "¥788,585.00", "current": False},
        {"range": "60 – 70", "ratio": "50%", "money": "¥563,275.00", "current": False},
        {"range": "< 60", "ratio": "0%", "money": "¥0.00", "current": False},
    ],
    "suggestions": [
        {"code": "3.17", "name": "迟到早退（10 分钟内）", "hint": "每人次 1 分 · 3a"},
        {"code": "3.18", "name": "迟到早退（超过 10 分钟）", "hint": "每人次 2 分 · 3a"},
        {"code": "3.10", "name": "未提前到岗准备", "hint": "每人次 1 分 · 3a"},
    ],
}
_CASES = (
    ("QS-20230314-0047", "个体工商户登记", "王**", "10:21", "即办件", "0.00", "已受理", "ok"),
    (
        "QS-20230314-0046",
        "食品经营许可（小餐饮）",
        "示例**餐饮公司",
        "10:15",
        "剩 9 天",
        "120.00",
        "已流转",
        "info",
    ),
    ("QS-20230314-0045", "社会保险关系转移接续", "李**", "10:06", "剩 1 天", "1,280.50", "待出件", "warn"),
    ("QS-20230314-0044", "不动产转移登记", "符**", "09:58", "超期 1 天", "80.00", "已超期", "bad"),
)
LEDGER = [
    dict(zip(("no", "item", "who", "at", "due", "fee", "state", "level"), case, strict=True))
    for case in _CASES
]
WINDOWS = [
    {"no": "01", "who": "符某", "state": "办理中", "done": 21, "level": "ok"},
    {"no": "02", "who": "林某", "state": "空闲", "done": 18, "level": "ok"},
    {"no": "03", "who": "陈某", "state": "暂停 6 分钟", "done": 15, "level": "warn"},
    {"no": "04", "who": "—", "state": "缺岗 机动补位", "done": 0, "level": "bad"},
]


def sample_context() -> Sample:
    """Everything the gallery's templates read.

    Shape: the names used in templates/shell/gallery/, plus `shell` as every page has it.
    """
    typed = {
        "name": "",
        "phone": "1380000000012",
        "held_on": "2023-02-30",
        "points": "12",
        "group": "3a",
        "kind": "count",
    }
    wrong = SampleForm({f"wrong-{name}": value for name, value in typed.items()}, prefix="wrong")
    return {
        "shell": SHELL,
        "form": SampleForm(),
        "wrong_form": wrong,
        "filter_form": FilterForm(),
        "steps": STEPS,
        "steps_returned": STEPS_RETURNED,
        "steps_late": STEPS_LATE,
        "card": SCORECARD,
        "ledger": LEDGER,
        "windows": WINDOWS,
        "page": Paginator(range(1, 431), 20).page(5),
        "crumbs": [
            {"label": "质量考核", "url": "#"},
            {"label": "月度考核表", "url": "#"},
            {"label": "2023 年 3 月", "url": ""},
        ],
        "tabs": [
            {"label": n, "url": "#", "active": n == "评分"} for n in ("评分", "佐证", "申诉", "经过", "结算")
        ],
        "facts": [
            {"label": "采购人", "value": "示例区政务服务中心"},
            {"label": "服务商", "value": "示例服务有限公司"},
            {"label": "服务期", "value": "2023-01-01 至 2023-12-31", "note": "第 1 年度"},
            {"label": "年度绩效款", "value": "¥1,126,550.00"},
            {"label": "备案号", "value": ""},
        ],
        "diff": [
            {"label": "次数", "before": "2", "after": "3"},
            {"label": "说明", "before": "", "after": "3 月 6 日 08:24 到岗，考勤机与监控一致"},
            {"label": "佐证", "before": "IMG_0312.jpg", "after": ""},
        ],
        "trail": [
            {"at": "03-31 16:20", "text": "审核人 周某 退回：3.8 缺回访记录", "level": "bad"},
            {"at": "03-31 10:02", "text": "考核人 林某 签署", "level": "ok"},
            {"at": "03-30 09:11", "text": "考核人 林某 建立 3 月考核表", "level": ""},
        ],
    }


def gallery(request: HttpRequest) -> HttpResponse:
    """Show the gallery page."""
    return render(request, "shell/gallery.html", sample_context())
