"""Contents of items for tests."""

from decimal import Decimal
from typing import Any

from windows.rules.item_content import ItemContent, Paper, Question, Step


def food_licence(**values: Any) -> ItemContent:
    """A licence with two questions, three papers and a special step."""
    given: dict[str, Any] = {
        "name": "食品经营许可（新办）", "kind": "promised", "statutory_days": 20, "promised_days": 5,
        "fee_yuan": Decimal("12.50"), "fee_note": "工本费", "channels": ("counter", "online"),
        "cross_region": "provincial", "zero_visit": True, "special_steps": (Step("现场核查", 10),),
        "result_kind": "licence", "result_name": "食品经营许可证", "hints": "先办营业执照。", "phone": "6655 1001",
        "basis": "食品安全法", "questions": (
            Question("场地性质", ("自有", "租用")), Question("经营项目", ("食品销售", "餐饮服务")),
        ),
        "papers": (
            Paper("申请表", "filled_form"), Paper("租赁合同", "copy", when=((1, 2),)),
            Paper("营业执照", "checked_copy", licence="营业执照", necessity="deferrable", note="加盖公章"),
        ),
    }  # fmt: skip
    return ItemContent(**given | values)
