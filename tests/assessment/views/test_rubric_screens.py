"""The list, one version, its downloads."""

import io
from datetime import date

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from assessment.actions.rubrics import add_rubric
from assessment.enums import RubricSource
from assessment.models import Rubric
from assessment.official_layout import read_official, rubric_of
from contracts.models import Contract
from hall_ops.lib.permissions import Role
from records.models import AuditEvent
from tests.assessment.rule_samples import haikou
from tests.conftest import ClientFor
from tests.factories.contracts import member

pytestmark = pytest.mark.django_db


def installed(contract: Contract, effective_from: date = date(2026, 1, 1)) -> Rubric:
    by = member(Role.ASSESSOR, contract)
    return add_rubric(
        by=by,
        at=timezone.now(),
        contract=contract,
        rubric=haikou(),
        source=RubricSource.PROFILE,
        effective_from=effective_from,
    )


def test_rubric_list_shows_versions_newest_first(contract: Contract, client_for: ClientFor) -> None:
    installed(contract)
    installed(contract, date(2026, 3, 1))

    page = client_for(member(Role.DIRECTOR, contract)).get(
        reverse("assessment:rubric-list", args=[contract.slug])
    )

    text = page.content.decode()
    assert text.index("第 2 版") < text.index("第 1 版")
    assert "2026 年 3 月" in text
    assert "105" in text


def test_rubric_list_asks_the_same_number_of_queries_at_one_and_three_versions(
    contract: Contract, client_for: ClientFor
) -> None:
    client = client_for(member(Role.ASSESSOR, contract))
    url = reverse("assessment:rubric-list", args=[contract.slug])

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(url)
        return len(queries)

    installed(contract)
    asked()
    one = asked()
    installed(contract, date(2026, 2, 1))
    installed(contract, date(2026, 3, 1))

    assert asked() == one


def test_rubric_detail_shows_groups_rules_overlaps_and_corrections(
    contract: Contract, client_for: ClientFor
) -> None:
    row = installed(contract)

    page = client_for(member(Role.REVIEWER, contract)).get(
        reverse("assessment:rubric-detail", args=[contract.slug, row.number])
    )

    text = page.content.decode()
    assert 'id="g-3a"' in text
    assert 'id="c-3.10"' in text
    assert "每人次扣2分" in text
    assert "3.10 / 3.17" in text
    assert "“保修”应为“报修”" in text


@pytest.mark.parametrize(("words", "code"), [("3.54", "3.54"), ("缺勤", "3.19"), ("wtqdg", "3.10")])
def test_rubric_detail_finds_by_code_words_and_initials(
    words: str, code: str, contract: Contract, client_for: ClientFor
) -> None:
    row = installed(contract)
    url = reverse("assessment:rubric-detail", args=[contract.slug, row.number])

    page = client_for(member(Role.ASSESSOR, contract)).get(url, {"q": words})

    codes = [line["criterion"].code for block in page.context["blocks"] for line in block["lines"]]
    assert codes == [code]


@pytest.mark.parametrize("layout", ["official", "template"])
def test_rubric_download_gives_the_file_and_leaves_an_event(
    layout: str, contract: Contract, client_for: ClientFor
) -> None:
    row = installed(contract)
    url = reverse("assessment:rubric-download", args=[contract.slug, row.number, layout])

    answer = client_for(member(Role.ASSESSOR, contract)).get(url)

    assert "attachment" in answer.headers["Content-Disposition"]
    assert openpyxl.load_workbook(io.BytesIO(answer.content)).sheetnames[-3:] == ["条款", "分组", "设置"]
    assert AuditEvent.objects.filter(action="rubric.export", object_id=str(row.pk)).count() == 1


def test_the_official_download_reads_back_equal(contract: Contract, client_for: ClientFor) -> None:
    row = installed(contract)
    url = reverse("assessment:rubric-download", args=[contract.slug, row.number, "official"])

    official = read_official("a.xlsx", client_for(member(Role.ASSESSOR, contract)).get(url).content)

    assert official is not None
    assert rubric_of(official.preview()) == haikou()


def test_a_layout_that_is_none_is_not_there(contract: Contract, client_for: ClientFor) -> None:
    row = installed(contract)
    url = reverse("assessment:rubric-download", args=[contract.slug, row.number, "other"])

    assert client_for(member(Role.ASSESSOR, contract)).get(url).status_code == 404


def test_another_contracts_rubric_is_not_there(
    contract: Contract, other_contract: Contract, client_for: ClientFor
) -> None:
    row = installed(contract)
    client = client_for(member(Role.ASSESSOR, other_contract))

    own = client.get(reverse("assessment:rubric-detail", args=[other_contract.slug, row.number]))
    foreign = client.get(reverse("assessment:rubric-detail", args=[contract.slug, row.number]))

    assert (own.status_code, foreign.status_code) == (404, 404)
