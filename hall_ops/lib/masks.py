"""Personal data as lists, exports and messages show it: enough to recognise, too little to use.

Source: security.md D2 (GB/T 35273 7.2).
"""

import re
import unicodedata

STAR = "*"
# What a unit's name ends with, longest first: 海口**公司 tells what it is, not which.
UNIT_ENDINGS = (
    "公司", "合伙企业", "事务所", "合作社", "经营部", "服务部", "门市部", "委员会", "基金会", "研究院",
    "医院", "学校", "大学", "中心", "协会", "商会", "工厂", "酒店", "餐厅", "饭店", "药店", "超市", "商店",
    "店", "厂", "社", "局", "站", "院", "所", "馆", "部", "会",
)  # fmt: skip
PHONE_PARTS = re.compile(
    r"(0\d{2,3}-|[48]00-|\+\d{1,3}[- ]?)?(.*?)((?<=\d{7})-\d{1,6})?", re.ASCII | re.DOTALL
)
LOOKS_PERSONAL = re.compile(r"(?<!\d)(?:\d{17}[\dXx]|1[3-9]\d{9}|0\d{2,3}-\d{7,8})(?!\d)", re.ASCII)
SHOWN_OF_UNIT = 2
SHOWN_OF_ADDRESS = 6


def mask_name(name: str) -> str:
    """A person's name: 张*, 王**, J***."""
    name = name.strip()
    if len(name) < 2:
        return STAR * len(name)
    return name[0] + STAR * min(len(name) - 1, 3)


def mask_unit(name: str) -> str:
    """An organisation's name: its first two characters and its kind, 海口**公司."""
    name = name.strip()
    if len(name) <= SHOWN_OF_UNIT:
        return mask_name(name)
    rest = name[SHOWN_OF_UNIT:]
    ending = next((ending for ending in UNIT_ENDINGS if rest.endswith(ending) and rest != ending), "")
    return name[:SHOWN_OF_UNIT] + STAR * 2 + ending


def mask_number(number: str) -> str:
    """The number of a document: 110105********002X; a shorter one shows less, a very short one nothing."""
    number = number.strip()
    length = len(number)
    head, tail = (6, 4) if length >= 15 else (2, 2) if length >= 8 else (0, 1) if length >= 4 else (0, 0)
    return number[:head] + STAR * (length - head - tail) + number[length - tail :]


def mask_phone(number: str) -> str:
    """A telephone: 138****5678; of others the area or country and the last four: 0898-****8899."""
    area, rest, extension = PHONE_PARTS.fullmatch(number.strip()).groups("")  # type: ignore[union-attr]
    if len(rest) < 7:
        return area + STAR * len(rest)
    head = 3 if not area and len(rest) >= 11 else 0
    return area + rest[:head] + STAR * 4 + rest[-4:] + ("-" + STAR * 2 if extension else "")


def mask_address(address: str) -> str:
    """An address: its first six characters, of a short one the first half."""
    address = address.strip()
    return address[: min(SHOWN_OF_ADDRESS, len(address) // 2)] + STAR * 3 if address else ""


def mask_email(address: str) -> str:
    """An e-mail address: z***@example.cn."""
    name, at, host = address.strip().partition("@")
    return f"{name[:1]}***{at}{host}" if at else mask_number(name)


def mask_network(address: str) -> str:
    """A network address: its first half."""
    mark = ":" if ":" in address else "."
    parts = address.split(mark)
    return mark.join([*parts[: len(parts) // 2], STAR])


def mask_all(text: str) -> str:
    """Nothing but that there is something."""
    return STAR * 3 if text.strip() else ""


def tail_of(number: str, digits: int = 4) -> str:
    """The last digits of a telephone or document, for those who know them already. Shape: may be shorter."""
    kept = [mark for mark in unicodedata.normalize("NFKC", number).upper() if mark.isalnum()]
    return "".join(kept[-digits:])


def scrub(text: str) -> str:
    """A text in which whatever looks like an ID number or a telephone is masked."""
    return LOOKS_PERSONAL.sub(
        lambda found: mask_number(found[0]) if len(found[0]) > 13 else mask_phone(found[0]), text
    )
