"""Codes people copy from paper: drawn evenly, well formed, and a slip of the hand is found."""

import pytest

from hall_ops.lib import codes
from hall_ops.lib.codes import ALPHABET, BODIES, LENGTH, is_code, new_code


def test_a_fresh_code_is_well_formed_and_another_each_time() -> None:
    drawn = {new_code() for _ in range(500)}

    assert len(drawn) == 500 and all(map(is_code, drawn))


@pytest.mark.parametrize(
    ("number", "body"),
    [(0, "2" * LENGTH), (BODIES - 1, "Z" * LENGTH), (1, "3" + "2" * (LENGTH - 1)), (31, "23" + "2" * (LENGTH - 2))],
)  # fmt: skip
def test_each_body_is_one_number_of_the_draw(monkeypatch: pytest.MonkeyPatch, number: int, body: str) -> None:
    asked = []
    monkeypatch.setattr(codes.secrets, "randbelow", lambda most: asked.append(most) or number)

    assert new_code()[:LENGTH] == body
    assert asked == [len(ALPHABET) ** LENGTH]


def test_one_wrong_symbol_is_found() -> None:
    code = new_code()
    for place in range(LENGTH + 1):
        other = ALPHABET[(ALPHABET.index(code[place]) + 1) % len(ALPHABET)]
        assert not is_code(code[:place] + other + code[place + 1 :])
