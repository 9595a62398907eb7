"""Amounts in capital Chinese numerals (大写金额), as bills, receipts and payment letters carry them.

Shape: 元 is always closed by 整 where no 分 follow; a zero between figures is written once as 零, and so is a missing
角 before 分. Zeros the rule leaves to the writer (an empty 万 or 元 place before a filled lower one) are not written.
Source: 支付结算办法 附一 (正确填写票据和结算凭证的基本规定).
"""

from decimal import Decimal

DIGITS = "零壹贰叁肆伍陆柒捌玖"
PLACES = ("", "拾", "佰", "仟")
SECTIONS = ("", "万", "亿")
MOST = Decimal("999999999999.99")


def capital_amount(amount: Decimal) -> str:
    """Return 壹佰壹拾贰万陆仟伍佰伍拾元整 for 1126550.00.

    Units: yuan. Raises: ValueError for more than two decimals or beyond 999,999,999,999.99; TypeError for no Decimal.
    """
    if not isinstance(amount, Decimal):
        raise TypeError("a money amount is a Decimal")
    if not amount.is_finite() or abs(amount) > MOST:
        raise ValueError("the amount is beyond 999,999,999,999.99")
    fen = int(abs(amount).scaleb(2))
    if Decimal(fen).scaleb(-2) != abs(amount):
        raise ValueError("the amount has more than two decimals")
    yuan, rest = divmod(fen, 100)
    sign = "负" if amount < 0 else ""
    return sign + _yuan(yuan, rest) + _small(yuan, *divmod(rest, 10))


def _yuan(yuan: int, rest: int) -> str:
    """The whole yuan with their unit; left out where there are only 角 and 分."""
    if not yuan:
        return "" if rest else "零元"
    return f"{_whole(yuan)}元"


def _whole(number: int) -> str:
    """A number from 1 to 999999999999 without its unit."""
    text, gap = "", False
    for section in range(len(SECTIONS) - 1, -1, -1):
        four = number // 10 ** (4 * section) % 10_000
        if not four:
            gap = bool(text)
            continue
        # A section that does not reach its thousands leaves a zero between itself and the one above.
        if text and (gap or four < 1000):
            text += "零"
        text, gap = f"{text}{_four(four)}{SECTIONS[section]}", False
    return text


def _four(number: int) -> str:
    """A number from 1 to 9999: 仟, 佰, 拾 and single figures, one 零 for a gap inside."""
    text, gap = "", False
    for place in range(3, -1, -1):
        digit = number // 10**place % 10
        if not digit:
            gap = bool(text)
            continue
        text += ("零" if gap else "") + DIGITS[digit] + PLACES[place]
        gap = False
    return text


def _small(yuan: int, jiao: int, fen: int) -> str:
    if not fen:
        return f"{DIGITS[jiao]}角整" if jiao else "整"
    if jiao:
        return f"{DIGITS[jiao]}角{DIGITS[fen]}分"
    return f"零{DIGITS[fen]}分" if yuan else f"{DIGITS[fen]}分"
