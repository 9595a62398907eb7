"""Codes people copy from paper: 13 random symbols and a check symbol, of 31 letters and digits nobody confuses.

64 bits (security.md section 5): a guess does not hit, a slip of the hand is told from a wrong code.
"""

import secrets

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LENGTH = 13
BODIES = len(ALPHABET) ** LENGTH
VALUES = {symbol: value for value, symbol in enumerate(ALPHABET)}


def new_code() -> str:
    """A fresh code with its check symbol. Shape: 14 symbols."""
    drawn, symbols = secrets.randbelow(BODIES), ""
    for _ in range(LENGTH):
        drawn, value = divmod(drawn, len(ALPHABET))
        symbols += ALPHABET[value]
    return symbols + check_symbol(symbols)


def check_symbol(body: str) -> str:
    """The weighted sum of the symbols, so one wrong symbol or two swapped neighbours are found."""
    total = sum([place * VALUES[symbol] for place, symbol in enumerate(body, start=1)])
    return ALPHABET[total % len(ALPHABET)]


def cleaned(text: str) -> str:
    """What somebody typed, without blanks and hyphens, in capitals."""
    return "".join(symbol for symbol in text.upper() if symbol.isalnum())[: LENGTH + 1]


def is_code(text: str) -> bool:
    """Is this a well-formed code?"""
    return (
        len(text) == LENGTH + 1
        and all(symbol in ALPHABET for symbol in text)
        and check_symbol(text[:LENGTH]) == text[LENGTH]
    )


def grouped(code: str) -> str:
    """ABCD-EFGH-JKMNPQ, as it is printed."""
    return f"{code[:4]}-{code[4:8]}-{code[8:]}"
