"""The small texts of a purchaser's table: headings, numbers as printed, points in brackets, short names."""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

NAME_LENGTH = 20
SHORTEST_NAME = 4
CHINESE_DIGITS = "零一二三四五六七八九"
CIRCLED = {chr(0x2460 + place): str(place + 1) for place in range(20)}
NUMBER = r"\d{1,4}(?:\.\d{1,3})*"
NUMERAL = f"(?P<number>{NUMBER}|[一二三四五六七八九十]{{1,3}})"
# "1. …", "(1) …", "一、…", "1 …"; a figure with its unit ("10 分钟内 …") is no number as printed.
UNITS = "[分小天日个次年月名人件项万元周季%]"
PRINTED_NUMBER = re.compile(rf"\s*[(]?{NUMERAL}(?:\s*[.、,:)]\s*|\s+(?!{UNITS}))(?=\S)")
POINTS = re.compile(r"[(\[]\s*(?:共|满分|\+/-|±)?\s*(?P<points>\d{1,4}(?:\.\d+)?)\s*分\s*[)\]]")
AMOUNT = re.compile(r"(?:±|\+/-)?\s*(\d{1,4}(?:\.\d{1,4})?)\s*分?")
CORRECTION = re.compile(r"〔勘误：(?P<text>[^〕]*)〕\s*$")
CLAUSE_END = re.compile(r"[，,；;。：:（(\n]")
HAN = "\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
INNER_BLANK = re.compile(rf"(?<=[{HAN}，。；：、（）“”《》])\s+(?=[{HAN}，。；：、（）“”《》])")
BLANKS = re.compile(r"[\s\u3000]+")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading taken apart: "3. 大厅运营管理（50 分）" is number 3, its name and 50 points."""

    number: str
    name: str
    points: Decimal | None


def narrowed(text: str) -> str:
    """Return a text with full-width digits, letters and signs made narrow, for matching only."""
    return unicodedata.normalize("NFKC", "".join(CIRCLED.get(mark, mark) for mark in text))


def flowing(text: str) -> str:
    """Return a cell's text without line breaks and doubled blanks; the wording stays as printed."""
    return INNER_BLANK.sub("", BLANKS.sub(" ", text)).strip()


def closed(text: str) -> str:
    """Return a heading without any blank between Chinese characters: 人力 保障 is 人力保障."""
    return INNER_BLANK.sub("", flowing(text))


def heading_of(text: str) -> Heading:
    """Take a section's or an item's heading apart."""
    plain = narrowed(closed(text))
    points = POINTS.search(plain)
    bare = (plain[: points.start()] + plain[points.end() :]) if points else plain
    match = PRINTED_NUMBER.match(bare)
    name = bare[match.end() :] if match else bare
    return Heading(
        number=arabic(match["number"]) if match else "",
        name=closed(name),
        points=Decimal(points["points"]) if points else None,
    )


def arabic(numeral: str) -> str:
    """Return a printed numeral in Arabic digits: 三 is 3, 十二 is 12; 07 is 7."""
    if not re.fullmatch(r"[一二三四五六七八九十]+", numeral):
        return ".".join(str(int(part)) for part in numeral.split("."))
    tens, ten, ones = numeral.rpartition("十")
    if not ten:
        return str(CHINESE_DIGITS.index(numeral)) if len(numeral) == 1 else numeral
    return str((CHINESE_DIGITS.index(tens) if tens else 1) * 10 + (CHINESE_DIGITS.index(ones) if ones else 0))


def numbered(text: str) -> tuple[str, str]:
    """Split a criterion into the number as printed and its wording; the number is "" where none is printed."""
    flat = flowing(text)
    first, rest = flat[:1], flat[1:]
    if first in CIRCLED and rest.strip():
        return CIRCLED[first], rest.strip()
    head = narrowed(flat[:24])
    match = PRINTED_NUMBER.match(head)
    if match is None or len(head) < match.end():
        return "", flat
    return arabic(match["number"]), _after(flat, match.end())


def _after(flat: str, end: int) -> str:
    """Return what follows the first `end` narrowed characters of a text."""
    taken = 0
    for place, mark in enumerate(flat):
        if taken >= end:
            return flat[place:].strip()
        taken += len(unicodedata.normalize("NFKC", mark))
    return ""


def amount_of(text: str) -> Decimal | None:
    """Return the number of a 分值 cell: 10, 10分, １０; None where it is no number."""
    match = AMOUNT.fullmatch(narrowed(closed(text)))
    return Decimal(match[1]) if match else None


def correction_of(text: str) -> tuple[str, str]:
    """Split a wording into the tender's own text and the correction printed behind it by our writer."""
    match = CORRECTION.search(text)
    return (text[: match.start()].strip(), match["text"]) if match else (text, "")


def short_name(text: str) -> str:
    """Return a name for an official wording: its first clause that says something, at most 20 characters."""
    ends = [match.start() for match in CLAUSE_END.finditer(text) if match.start() >= SHORTEST_NAME]
    name = text[: ends[0]] if ends else text
    return name.strip().removesuffix("的")[:NAME_LENGTH]
