"""The three sheets of the item list: what each column is called and holds; the same for reading and writing."""

from hall_ops.lib.sheets import Column
from windows.enums import CrossRegion, ItemKind, MaterialForm, Necessity, ResultKind

ITEMS, SITUATIONS, PAPERS = "事项", "情形", "材料"
YES, NO = "是", "否"


# What stands in a file is Chinese, whatever the page's language is.
KINDS = {"即办件": ItemKind.ON_SPOT, "承诺件": ItemKind.PROMISED}
RESULTS = {
    "证照": ResultKind.LICENCE, "批文": ResultKind.APPROVAL, "其他结果": ResultKind.OTHER, "无结果物": ResultKind.NONE,
}  # fmt: skip
REGIONS = {
    "本地": CrossRegion.NONE, "跨省通办": CrossRegion.NATIONAL, "全省通办": CrossRegion.PROVINCIAL,
    "区域通办": CrossRegion.REGIONAL,
}  # fmt: skip
CHANNELS = {"窗口": "counter", "网上": "online", "掌上": "phone_app", "自助": "self_service", "邮寄": "post"}
FORMS = {
    "原件": MaterialForm.ORIGINAL, "复印件": MaterialForm.COPY, "复印件（原件核验）": MaterialForm.CHECKED_COPY,
    "申请表": MaterialForm.FILLED_FORM, "电子材料": MaterialForm.ELECTRONIC,
}  # fmt: skip
NECESSITIES = {
    "必要": Necessity.REQUIRED, "非必要": Necessity.OPTIONAL, "可容缺": Necessity.DEFERRABLE,
}  # fmt: skip
MARKS = {YES: True, NO: False}
# Columns whose words stand for other values.
WORDS: dict[str, dict[str, object]] = {
    "kind": dict(KINDS), "result_kind": dict(RESULTS), "cross_region": dict(REGIONS), "form": dict(FORMS),
    "necessity": dict(NECESSITIES), "zero_visit": dict(MARKS), "in_hall": dict(MARKS), "counted": dict(MARKS),
}  # fmt: skip


def _choice(
    key: str, title: str, *, required: bool = False, width: int = 10, aliases: tuple[str, ...] = ()
) -> Column:
    return Column(
        key, title, aliases=aliases, kind="choice", choices=tuple(WORDS[key]), required=required, width=width
    )


ITEM_COLUMNS = (
    Column("short_code", "简码", kind="code", required=False, max_length=12, width=10),
    Column("national_code", "实施编码", aliases=("事项编码", "实施清单编码"), kind="code", required=False,
           max_length=31, width=34),
    Column("name", "事项名称", aliases=("事项",), max_length=200, width=36),
    Column("department", "部门", aliases=("实施部门", "实施机构", "实施主体"), max_length=100, width=20),
    _choice("kind", "办件类型", required=True),
    Column("statutory_days", "法定时限", aliases=("法定办结时限",), kind="integer", minimum=0, width=10),
    Column("promised_days", "承诺时限", aliases=("承诺办结时限",), kind="integer", minimum=0, width=10),
    Column("fee_yuan", "收费（元）", aliases=("收费",), kind="decimal", minimum=0, required=False, width=10),
    Column("fee_note", "收费说明", required=False, max_length=200, width=18),
    Column("channels", "办理渠道", aliases=("办理形式",), required=False, max_length=60, width=18),
    _choice("cross_region", "通办范围"),
    _choice("zero_visit", "可零跑动"),
    Column("special_steps", "特殊环节", required=False, max_length=600, multiline=True, width=24),
    _choice("result_kind", "结果类型"),
    Column("result_name", "结果名称", required=False, max_length=100, width=20),
    Column("hints", "办理提示", required=False, max_length=2000, multiline=True, width=30),
    Column("phone", "咨询电话", required=False, max_length=40, width=16),
    Column("basis", "设定依据", required=False, max_length=300, multiline=True, width=30),
    _choice("in_hall", "已进驻大厅", width=12),
    _choice("counted", "计入进驻率", width=12),
)  # fmt: skip
OF_ITEM = Column(
    "item", "事项", aliases=("简码", "实施编码", "事项编码", "事项名称"), max_length=200, width=34
)
SITUATION_COLUMNS = (
    OF_ITEM,
    Column("question", "情形问题", max_length=120, width=30),
    Column("option", "情形选项", aliases=("选项",), max_length=80, width=30),
)
PAPER_COLUMNS = (
    OF_ITEM,
    Column("name", "材料名称", max_length=200, width=36),
    _choice("form", "形式", required=True, width=18, aliases=("材料形式",)),
    Column("copies", "份数", kind="integer", minimum=1, required=False, width=8),
    _choice("necessity", "必要性", required=True),
    Column("licence", "可用电子证照代替", aliases=("电子证照",), required=False, max_length=100, width=20),
    Column("note", "要求", required=False, max_length=200, width=30),
    Column("when", "适用情形", required=False, max_length=600, multiline=True, width=30),
)
