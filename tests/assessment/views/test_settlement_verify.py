"""Anybody with the paper: holds, not signed yet, altered, no such code."""

from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from assessment.actions.settlements import make_settlement
from assessment.models import Settlement
from contracts.models import Contract
from hall_ops.lib.codes import new_code
from hall_ops.lib.triggers import drop_triggers
from tests.assessment.test_actions_settlements import signed
from tests.assessment.year_samples import YEAR_ONE, fill_year, year_of


def page(code: str) -> str:
    return reverse("assessment:settlement-verify", args=[code])


def made(haikou: Contract, assessor: User) -> Settlement:
    fill_year(haikou, YEAR_ONE, by=assessor)
    return make_settlement(by=assessor, at=timezone.now(), year=year_of(haikou))


def test_a_signed_one_holds_and_names_nobody(haikou: Contract, assessor: User) -> None:
    settlement = signed(haikou, made(haikou, assessor))

    text = Client().get(page(settlement.code)).content.decode()

    assert "签署后没有改动" in text
    assert "¥1,126,550.00" in text
    assert assessor.name not in text


def test_an_unsigned_one_is_no_ground_for_paying(haikou: Contract, assessor: User) -> None:
    text = Client().get(page(made(haikou, assessor).code)).content.decode()

    assert "不作付款依据" in text


def test_an_altered_one_is_found(haikou: Contract, assessor: User) -> None:
    settlement = signed(haikou, made(haikou, assessor))
    drop_triggers()
    altered = settlement.content.replace("1126550.00", "1226550.00")
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE assessment_settlement SET content = %s WHERE id = %s", [altered, settlement.pk]
        )

    assert "数据被改动过" in Client().get(page(settlement.code)).content.decode()


def test_codes_that_are_none(db: None) -> None:
    assert Client().get(page(new_code())).status_code == 404
    assert "抄错" in Client().get(page("ABC")).content.decode()
