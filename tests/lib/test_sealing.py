"""Sealed personal data opens only in its own place and with its own key, and is found by a keyed index."""

import secrets
import time
from typing import Any
from uuid import uuid4

import pytest

from hall_ops.lib import sealing
from hall_ops.lib.sealing import (
    DoesNotOpen,
    NotSealed,
    UnknownKey,
    blind_index,
    key_number,
    open_sealed,
    seal,
    sealed_pair,
    unseal,
)

ID_NUMBER = "11010519491231002X"
LABEL = "windows.case.applicant_number"
OLD, NEW = (1, bytes(range(32))), (2, bytes(range(32, 64)))


@pytest.fixture(autouse=True)
def keys(settings: Any) -> None:
    settings.PERSONAL_DATA_KEYS = (OLD,)
    settings.PERSONAL_DATA_INDEX_KEY = secrets.token_bytes(32)


@pytest.mark.parametrize("text", [ID_NUMBER, "", "海南省海口市𠮷路 1 号", "x" * 5000])
def test_a_sealed_text_opens_again(text: str) -> None:
    assert unseal(seal(text, aad="here"), aad="here") == text


def test_a_sealed_text_shows_nothing_of_itself() -> None:
    blob = seal(ID_NUMBER, aad="here")

    assert ID_NUMBER.encode() not in blob
    assert blob[:3] == bytes((1, 1, 1))
    assert len(blob) == 3 + 12 + len(ID_NUMBER) + 16
    assert blob != seal(ID_NUMBER, aad="here")


def test_two_rows_sealed_values_swapped_do_not_open() -> None:
    first, second = uuid4(), uuid4()
    blobs = {uid: sealed_pair(text, label=LABEL, uid=uid)[0] for uid, text in ((first, "甲"), (second, "乙"))}

    with pytest.raises(DoesNotOpen, match="移到别的记录"):
        open_sealed(blobs[second], label=LABEL, uid=first)
    assert open_sealed(blobs[first], label=LABEL, uid=first) == "甲"


def test_two_columns_sealed_values_swapped_do_not_open() -> None:
    uid = uuid4()
    blob, _ = sealed_pair(ID_NUMBER, label=LABEL, uid=uid)

    with pytest.raises(DoesNotOpen):
        open_sealed(blob, label="windows.case.applicant_phone", uid=uid)


@pytest.mark.parametrize("at", [3, 14, 15, -1])
def test_a_flipped_bit_is_noticed(at: int) -> None:
    blob = bytearray(seal(ID_NUMBER, aad="here"))
    blob[at] ^= 1

    with pytest.raises(DoesNotOpen):
        unseal(bytes(blob), aad="here")


def test_the_key_number_cannot_be_changed_to_another_key(settings: Any) -> None:
    settings.PERSONAL_DATA_KEYS = (NEW, OLD)
    blob = bytearray(seal(ID_NUMBER, aad="here"))
    blob[1] = 1

    with pytest.raises(DoesNotOpen):
        unseal(bytes(blob), aad="here")


@pytest.mark.parametrize(
    "blob", [b"", b"\x01\x01\x01", b"\x02\x01\x01" + bytes(40), b"\x01\x01\x09" + bytes(40)]
)
def test_other_bytes_are_no_sealed_value(blob: bytes) -> None:
    with pytest.raises(NotSealed):
        unseal(blob, aad="here")


def test_rotation_opens_old_values_and_seals_with_the_new_key(settings: Any) -> None:
    old = seal(ID_NUMBER, aad="here")

    settings.PERSONAL_DATA_KEYS = (NEW, OLD)
    new = seal(ID_NUMBER, aad="here")

    assert (key_number(old), key_number(new), sealing.current_key_number()) == (1, 2, 2)
    assert unseal(old, aad="here") == unseal(new, aad="here") == ID_NUMBER


def test_a_key_taken_out_too_early_is_named(settings: Any) -> None:
    blob = seal(ID_NUMBER, aad="here")
    settings.PERSONAL_DATA_KEYS = (NEW,)

    with pytest.raises(UnknownKey, match="第 1 号密钥"):
        unseal(blob, aad="here")


def test_another_key_under_the_same_number_does_not_open(settings: Any) -> None:
    blob = seal(ID_NUMBER, aad="here")
    settings.PERSONAL_DATA_KEYS = ((1, NEW[1]),)

    with pytest.raises(DoesNotOpen):
        unseal(blob, aad="here")


@pytest.mark.parametrize(
    "spelling", ["11010519491231002x", " 110105 19491231 002X ", "１１０１０５１９４９１２３１００２Ｘ"]
)
def test_spellings_of_one_value_have_one_index(spelling: str) -> None:
    assert blind_index(spelling, field="id") == blind_index(ID_NUMBER, field="id")


def test_the_index_is_keyed_and_differs_between_fields(settings: Any) -> None:
    index = blind_index(ID_NUMBER, field="id")

    assert len(index) == 16
    assert index != blind_index(ID_NUMBER, field="phone")
    settings.PERSONAL_DATA_INDEX_KEY = bytes(32)
    assert index != blind_index(ID_NUMBER, field="id")


def test_a_shared_index_finds_a_value_in_two_columns() -> None:
    pairs = [sealed_pair(ID_NUMBER, label=f"windows.case.{name}", uid=uuid4(), index="id") for name in "ab"]

    assert pairs[0][1] == pairs[1][1]


@pytest.mark.parametrize("empty", ["", "  "])
def test_an_empty_text_is_an_empty_column(empty: str) -> None:
    assert sealed_pair(empty, label=LABEL, uid=uuid4()) == (None, None)
    assert open_sealed(None, label=LABEL, uid=uuid4()) == ""


def test_what_the_database_gives_back_opens() -> None:
    uid = uuid4()
    blob, _ = sealed_pair(ID_NUMBER, label=LABEL, uid=uid)
    assert blob

    assert open_sealed(memoryview(blob), label=LABEL, uid=uid) == ID_NUMBER


@pytest.mark.slow
@pytest.mark.parametrize("work", [seal, lambda text, aad: sealing.blind_index(text, field=aad)])
def test_a_hundred_thousand_take_less_than_a_second(work: Any) -> None:
    def once() -> float:
        started = time.process_time()
        for _ in range(100_000):
            work(ID_NUMBER, aad="windows.case.applicant_number:0f8fad5b-d9cb-469f-a165-70867728950e")
        return time.process_time() - started

    assert min(once() for _ in range(3)) < 1
