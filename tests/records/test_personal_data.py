"""New keys and the end of retention, over real rows of the windows: restartable, audited, holds respected."""

import base64
import io
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from hall_ops.lib.personal_check import personal_keys_fit
from hall_ops.lib.personal_data import catalogue, personal_field
from hall_ops.lib.personal_keys import embedded_keys, read_keys
from hall_ops.lib.sealing import blind_index, key_number, open_column
from records.actions.personal_data import erase_expired, keys_in_use, rotate_keys
from records.models import AuditEvent
from tests.factories.contracts import member
from tests.windows.samples_privacy import ID_NUMBER, PHONE, sealed_case
from windows.enums import CaseState
from windows.models import Case, IntakeDraft

NOW = timezone.now()
OLD, NEW = (1, bytes(range(32))), (2, bytes(range(32, 64)))
LONG_AGO = NOW - timedelta(days=1100)


@pytest.fixture(autouse=True)
def keys(settings: Any) -> None:
    settings.PERSONAL_DATA_KEYS = (OLD,)
    settings.PERSONAL_DATA_INDEX_KEY = bytes(range(64, 96))


# -- keys -------------------------------------------------------------------------------------------------------------
def test_rotation_seals_everything_with_the_new_key(contract: Contract, settings: Any) -> None:
    cases = [sealed_case(contract) for _ in range(3)]
    settings.PERSONAL_DATA_KEYS = (NEW, OLD)

    done = rotate_keys(by=None, batch=2)

    assert done.changed["windows.case.id_sealed"] == done.changed["windows.case.phone_sealed"] == 3
    assert not done.broken
    settings.PERSONAL_DATA_KEYS = (NEW,)
    for case in cases:
        index = bytes(case.id_index)
        case.refresh_from_db()
        assert (open_column(case, "id"), open_column(case, "phone")) == (ID_NUMBER, PHONE)
        assert bytes(case.id_index) == index
    event = AuditEvent.objects.get(action="personal.rotate")
    assert event.after["key"] == 2 and ID_NUMBER not in str(event.content())


def test_rotation_may_be_started_again(contract: Contract, settings: Any) -> None:
    first = sealed_case(contract)
    settings.PERSONAL_DATA_KEYS = (NEW, OLD)
    rotate_keys(by=None)
    sealed = bytes(Case.objects.get(pk=first.pk).id_sealed)
    settings.PERSONAL_DATA_KEYS = (OLD, NEW)
    late = sealed_case(contract)  # by a process that did not know the new key yet
    settings.PERSONAL_DATA_KEYS = (NEW, OLD)

    assert rotate_keys(by=None).changed["windows.case.id_sealed"] == 1
    assert bytes(Case.objects.get(pk=first.pk).id_sealed) == sealed
    assert key_number(Case.objects.get(pk=late.pk).id_sealed) == 2


def test_rotation_names_what_does_not_open_and_goes_on(contract: Contract, settings: Any) -> None:
    broken, whole = sealed_case(contract), sealed_case(contract)
    Case.objects.filter(pk=broken.pk).update(id_sealed=whole.id_sealed)
    settings.PERSONAL_DATA_KEYS = (NEW, OLD)

    done = rotate_keys(by=None)

    assert done.broken == [f"windows.case.id_sealed#{broken.pk}"]
    assert key_number(Case.objects.get(pk=whole.pk).id_sealed) == 2


def test_a_new_index_key_makes_search_columns_anew(contract: Contract, settings: Any) -> None:
    case = sealed_case(contract)
    settings.PERSONAL_DATA_INDEX_KEY = bytes(32)

    rotate_keys(by=None, reindex=True)

    case.refresh_from_db()
    assert bytes(case.id_index) == blind_index(ID_NUMBER, field="windows.case.id")
    assert bytes(case.phone_tail_index) == blind_index(PHONE[-4:], field="windows.case.phone_tail")


def test_the_check_says_what_each_key_seals(contract: Contract, settings: Any) -> None:
    sealed_case(contract)
    settings.PERSONAL_DATA_KEYS = (NEW, OLD)
    sealed_case(contract)
    told = io.StringIO()

    call_command("rotate_personal_keys", "--check", stdout=told)
    assert "windows.case.id_sealed：第 1 号 1 项，第 2 号 1 项" in told.getvalue()
    assert "可以移除的旧密钥：没有" in told.getvalue()
    call_command("rotate_personal_keys", stdout=told)
    call_command("rotate_personal_keys", "--check", stdout=told)
    assert "可以移除的旧密钥：1" in told.getvalue()
    settings.PERSONAL_DATA_KEYS = (OLD,)
    with pytest.raises(CommandError, match="缺少密钥：2 号"):
        call_command("rotate_personal_keys", "--check", stdout=told)
    assert keys_in_use()["windows.case.id_sealed"] == {2: 2}


def test_the_command_fails_where_something_does_not_open(contract: Contract, settings: Any) -> None:
    sealed_case(contract)
    settings.PERSONAL_DATA_KEYS = (NEW,)

    with pytest.raises(CommandError, match="2 项无法解密"):
        call_command("rotate_personal_keys", stdout=io.StringIO())


@pytest.mark.django_db
def test_a_new_key_goes_to_the_front_of_the_embedded_file(settings: Any, tmp_path: Path) -> None:
    settings.VAR_DIR = tmp_path
    before = read_keys(embedded_keys(tmp_path / "keys")[0])
    settings.PERSONAL_DATA_KEYS = before

    call_command("rotate_personal_keys", "--new-key", stdout=io.StringIO())

    after = read_keys(embedded_keys(tmp_path / "keys")[0])
    assert [number for number, _key in after] == [2, 1] and after[1:] == before


@pytest.mark.django_db
def test_a_servers_new_key_is_printed_only(settings: Any, tmp_path: Path) -> None:
    settings.VAR_DIR, settings.EMBEDDED = tmp_path, False
    told = io.StringIO()

    call_command("rotate_personal_keys", "--new-key", stdout=told)

    assert len(read_keys(told.getvalue().splitlines()[-1])) == 1
    assert not (tmp_path / "keys").exists()


# -- the end of its time ----------------------------------------------------------------------------------------------
def ended_case(contract: Contract, **values: Any) -> Case:
    values = {"at": LONG_AGO, "contact_name": "李小红"} | values
    return sealed_case(contract, state=CaseState.ARCHIVED, **values)


def test_what_is_over_goes_and_the_row_stays(contract: Contract) -> None:
    case = ended_case(contract)

    done = erase_expired(at=NOW)

    assert done["windows.case.id_sealed"] == done["windows.case.applicant_name"] == 1
    case.refresh_from_db()
    gone = (case.id_sealed, case.id_index, case.phone_sealed, case.phone_index, case.phone_tail_index)
    assert gone == (None,) * 5
    assert (case.applicant_name, case.contact_name) == ("陈**", "李**")
    assert (case.state, case.erased_at) == (CaseState.ARCHIVED, NOW)
    assert case.number and case.item_id and case.due_on
    event = AuditEvent.objects.filter(action="personal.erase").earliest("number")
    assert event.after["rows"] == 1 and "陈大明" not in str(event.content())


def test_a_second_run_finds_nothing(contract: Contract) -> None:
    ended_case(contract)
    erase_expired(at=NOW)

    assert erase_expired(at=NOW) == {}


@pytest.mark.parametrize(
    "values", [{"at": NOW - timedelta(days=1000)}, {"hold_reason": "行政复议中"}], ids=["in time", "held"]
)
def test_what_is_not_over_or_held_stays(contract: Contract, values: dict[str, Any]) -> None:
    case = ended_case(contract, **values)

    erase_expired(at=NOW)

    case.refresh_from_db()
    assert case.id_sealed is not None and case.applicant_name == "陈大明" and case.erased_at is None


def test_open_cases_keep_everything_however_old(contract: Contract) -> None:
    case = sealed_case(contract, state=CaseState.ACCEPTED, at=LONG_AGO)

    assert erase_expired(at=NOW) == {}
    assert open_column(case, "id") == ID_NUMBER


def test_an_organisations_name_and_code_are_nobodys(contract: Contract) -> None:
    case = ended_case(contract, applicant_kind="organisation", applicant_name="海口龙华小吃有限公司")

    erase_expired(at=NOW)

    case.refresh_from_db()
    assert case.applicant_name == "海口龙华小吃有限公司" and case.id_sealed is not None
    assert case.phone_sealed is None


def test_more_than_one_batch_is_erased(contract: Contract, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("records.actions.personal_data.BATCH", 2)
    for _ in range(5):
        ended_case(contract)

    assert erase_expired(at=NOW, entries=[personal_field("windows.case", "id_sealed")]) == {
        "windows.case.id_sealed": 5
    }
    assert AuditEvent.objects.filter(action="personal.erase").count() == 3


def test_a_forgotten_draft_goes_as_a_whole(contract: Contract) -> None:
    IntakeDraft.objects.create(
        contract=contract, user=member(Role.CLERK, contract), key="k" * 16, sealed=b"x", started_at=LONG_AGO,
        saved_at=LONG_AGO,
    )  # fmt: skip

    assert erase_expired(at=NOW) == {"windows.intakedraft.sealed": 1}
    assert not IntakeDraft.objects.exists()


@pytest.mark.parametrize(
    "entry", [each for each in catalogue() if each.retention_days is not None], ids=lambda each: each.path
)
@pytest.mark.django_db
def test_every_field_with_a_time_can_be_asked_for_what_is_due(entry: Any) -> None:
    assert erase_expired(at=NOW, entries=[entry]) == {}


def test_the_value_is_gone_from_the_database_file(contract: Contract) -> None:
    """SQLite keeps deleted bytes unless secure_delete is on; PostgreSQL needs its vacuum (docs/operations.md)."""
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA secure_delete")
        assert cursor.fetchone()[0] == 1


def test_a_backup_of_the_database_holds_neither_keys_nor_numbers(contract: Contract, settings: Any) -> None:
    """Before and after a change of keys. Whoever gets the backup reads nobody's number (D3)."""
    if connection.vendor != "sqlite":
        return
    case = sealed_case(contract)
    forbidden = [ID_NUMBER.encode(), PHONE.encode()]
    for key in (OLD[1], NEW[1], settings.PERSONAL_DATA_INDEX_KEY):
        forbidden += [key, base64.b64encode(key), key.hex().encode()]

    for keys in ((OLD,), (NEW, OLD)):
        settings.PERSONAL_DATA_KEYS = keys
        rotate_keys(by=None, reindex=True)
        backup = connection.connection.serialize()
        assert bytes(Case.objects.get(pk=case.pk).id_sealed) in backup, "the backup is of this database"
        assert [value for value in forbidden if value in backup] == []


# -- the wrong keys ---------------------------------------------------------------------------------------------------
def test_a_start_with_other_keys_is_refused(contract: Contract, settings: Any) -> None:
    for _ in range(2):
        sealed_case(contract)
    assert personal_keys_fit(["default"]) == []

    settings.PERSONAL_DATA_KEYS = ((1, NEW[1]),)

    (refusal,) = personal_keys_fit(["default"])
    assert refusal.id == "hall_ops.E003" and "windows.case.id_sealed" in refusal.msg


def test_one_changed_value_does_not_stop_the_hall(contract: Contract) -> None:
    sealed_case(contract)
    changed = sealed_case(contract)
    Case.objects.filter(pk=changed.pk).update(id_sealed=b"\x01\x01\x01" + bytes(40))

    assert personal_keys_fit(["default"]) == []
