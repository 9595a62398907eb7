"""Keys come from the environment or are made once; a bad one stops the start without being shown."""

import base64
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from hall_ops.lib.personal_keys import FILE_NAME, embedded_keys, new_key, read_key, read_keys, write_keys


def test_keys_are_read_in_their_order() -> None:
    first, second = new_key(), new_key()

    ring = read_keys(f"7:{first}, 1:{second}")

    assert ring == ((7, base64.b64decode(first)), (1, base64.b64decode(second)))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1",
        f"0:{new_key()}",
        f"256:{new_key()}",
        f"x:{new_key()}",
        f"²:{new_key()}",
        "1:AAAA",
        "1:秘密",
        "1:!",
    ],
    ids=["empty", "no key", "zero", "too big", "a letter", "a raised digit", "short", "not a key", "a mark"],
)
def test_a_bad_list_of_keys_is_refused(text: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="PERSONAL_DATA_KEYS 不能用"):
        read_keys(text)


def test_one_number_for_two_keys_is_refused() -> None:
    with pytest.raises(ImproperlyConfigured, match="编号相同"):
        read_keys(f"1:{new_key()},1:{new_key()}")


def test_a_refusal_does_not_show_the_key() -> None:
    with pytest.raises(ImproperlyConfigured) as caught:
        read_key("PERSONAL_DATA_INDEX_KEY", "c2VjcmV0")

    assert "c2VjcmV0" not in str(caught.value)


def test_embedded_keys_are_made_once_and_for_the_owner_only(tmp_path: Path) -> None:
    made = embedded_keys(tmp_path / "keys")

    assert embedded_keys(tmp_path / "keys") == made
    assert len(read_keys(made[0])) == 1
    assert made[0].partition(":")[2] != made[1]
    assert (tmp_path / "keys").stat().st_mode & 0o777 == 0o700
    assert (tmp_path / "keys" / FILE_NAME).stat().st_mode & 0o777 == 0o600
    assert [path.name for path in (tmp_path / "keys").iterdir()] == [FILE_NAME]


def test_the_second_of_two_processes_that_start_at_once_takes_the_firsts_keys(tmp_path: Path) -> None:
    made = embedded_keys(tmp_path)

    write_keys(tmp_path / FILE_NAME, "1:other", "other", replace=False)

    assert embedded_keys(tmp_path) == made
