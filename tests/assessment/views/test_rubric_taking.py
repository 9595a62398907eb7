"""Uploading a table, mending it line by line, taking it."""

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assessment.actions.rubric_drafts import TableRefused, mend_draft, start_draft, take_draft
from assessment.models import Rubric, RubricCriterion, RubricDraft
from assessment.rubric_template import write_template
from contracts.models import Contract
from hall_ops.lib.permissions import Role
from records.models import AuditEvent
from tests.assessment.official_samples import SMALL, official_file
from tests.assessment.rule_samples import haikou
from tests.conftest import ClientFor
from tests.factories.contracts import member

pytestmark = pytest.mark.django_db
BAD_ROW = 10


def with_a_bad_rule() -> bytes:
    rows = [list(row) for row in SMALL]
    rows[BAD_ROW - 6][4] = "视情节扣分"
    return official_file(rows)


def upload(client: Client, contract: Contract, data: bytes, name: str = "考核表.xlsx") -> Any:
    url = reverse("assessment:rubric-import", args=[contract.slug])
    return client.post(url, {"file": SimpleUploadedFile(name, data)})


def drafted(contract: Contract, data: bytes) -> RubricDraft:
    by = member(Role.ASSESSOR, contract)
    return start_draft(by=by, at=timezone.now(), contract=contract, name="考核表.xlsx", data=data)


def preview_url(draft: RubricDraft) -> str:
    return reverse("assessment:rubric-preview", args=[draft.contract.slug, draft.pk])


def take_url(draft: RubricDraft) -> str:
    return reverse("assessment:rubric-take", args=[draft.contract.slug, draft.pk])


def test_rubric_import_keeps_the_file_and_shows_the_preview(
    contract: Contract, client_for: ClientFor
) -> None:
    client = client_for(member(Role.ASSESSOR, contract))

    answer = upload(client, contract, official_file())

    draft = RubricDraft.objects.get(contract=contract)
    assert answer.headers["Location"] == preview_url(draft)
    page = client.get(answer.headers["Location"])
    assert [tab["label"] for tab in page.context["tabs"]] == ["未识别 0 条", "存疑 1 条", "已识别 8 条"]
    assert page.context["ready"]
    assert not Rubric.objects.filter(contract=contract).exists()


def test_rubric_import_tells_what_is_wrong_with_a_file(contract: Contract, client_for: ClientFor) -> None:
    client = client_for(member(Role.ASSESSOR, contract))

    answer = upload(client, contract, official_file(merged=False, extra={"E6": "=1"}))

    assert answer.status_code == 422
    assert "评分细则" in answer.content.decode()
    assert not RubricDraft.objects.exists()


def test_a_filled_template_is_previewed_and_taken_equal(contract: Contract) -> None:
    draft = drafted(contract, write_template(haikou()))

    taken = take_draft(
        by=draft.created_by,
        at=timezone.now(),
        draft=draft,
        title=haikou().title,
        effective_from=date(2026, 1, 1),
    )

    assert RubricCriterion.objects.filter(rubric=taken).count() == 105
    assert taken.document["overlaps"]


def test_a_table_with_a_line_not_understood_cannot_be_taken(
    contract: Contract, client_for: ClientFor
) -> None:
    draft = drafted(contract, with_a_bad_rule())
    client = client_for(member(Role.ASSESSOR, contract))

    page = client.get(preview_url(draft))
    client.post(take_url(draft), {"title": "考核表", "effective_from": "2026-01"})

    assert page.context["tab"] == "refused"
    assert take_url(draft) not in page.content.decode()
    assert not Rubric.objects.filter(contract=contract).exists()
    with pytest.raises(TableRefused, match=r"2\.1\.2"):
        take_draft(
            by=draft.created_by,
            at=timezone.now(),
            draft=draft,
            title="考核表",
            effective_from=date(2026, 1, 1),
        )


def test_a_mended_line_lets_the_table_be_taken(contract: Contract, client_for: ClientFor) -> None:
    draft = drafted(contract, with_a_bad_rule())
    client = client_for(member(Role.ASSESSOR, contract))
    fields = {f"{BAD_ROW}-rule": "酌情扣1-3分", f"{BAD_ROW}-name": "文明用语", f"{BAD_ROW}-code": "2.1.2"}

    client.post(preview_url(draft), {"tab": "refused", **fields})
    answer = client.post(take_url(draft), {"title": "新考核表", "effective_from": "2026-02"})

    rubric = Rubric.objects.get(contract=contract)
    assert (rubric.number, rubric.title, rubric.effective_from) == (1, "新考核表", date(2026, 2, 1))
    assert answer.headers["Location"] == reverse("assessment:rubric-detail", args=[contract.slug, 1])
    assert RubricCriterion.objects.get(rubric=rubric, code="2.1.2").name == "文明用语"
    assert not RubricDraft.objects.exists()
    actions = AuditEvent.objects.order_by("number").values_list("action", flat=True)
    assert [name for name in actions if name.startswith("rubric.")] == [
        "rubric.upload",
        "rubric.mend",
        "rubric.add",
    ]


def test_only_changed_fields_are_kept_as_mends(contract: Contract, client_for: ClientFor) -> None:
    draft = drafted(contract, official_file())
    client = client_for(member(Role.ASSESSOR, contract))

    client.post(preview_url(draft), {"6-name": "值守脱岗", "6-rule": "每次扣 ２ 分", "6-code": "1.1"})

    draft.refresh_from_db()
    assert draft.mends == {"6": {"name": "值守脱岗"}}


def test_a_row_left_out_comes_back_when_asked(contract: Contract, client_for: ClientFor) -> None:
    draft = drafted(contract, official_file())
    client = client_for(member(Role.ASSESSOR, contract))

    client.post(preview_url(draft), {"8-skip": "1"})
    left_out = client.get(preview_url(draft)).context["found"]
    client.post(preview_url(draft), {"8-reset": "1"})
    restored = client.get(preview_url(draft)).context["found"]

    assert (left_out.skipped, len(left_out.lines)) == ((8,), 8)
    assert (restored.skipped, len(restored.lines)) == ((), 9)


def test_a_mend_too_long_is_refused(contract: Contract) -> None:
    draft = drafted(contract, official_file())

    with pytest.raises(TableRefused):
        mend_draft(by=draft.created_by, draft=draft, mends={"6": {"name": "长" * 61}})


def test_a_dropped_table_is_gone(contract: Contract, client_for: ClientFor) -> None:
    draft = drafted(contract, official_file())

    client_for(member(Role.ASSESSOR, contract)).post(preview_url(draft), {"op": "drop"})

    assert not RubricDraft.objects.exists()


@pytest.mark.parametrize("month", ["", "2026-13", "2026", "一月"])
def test_a_month_that_is_none_is_refused(month: str, contract: Contract, client_for: ClientFor) -> None:
    draft = drafted(contract, official_file())

    client_for(member(Role.ASSESSOR, contract)).post(
        take_url(draft), {"title": "表", "effective_from": month}
    )

    assert not Rubric.objects.filter(contract=contract).exists()


@pytest.mark.parametrize("role", [Role.DIRECTOR, Role.REVIEWER, Role.CLERK])
def test_roles_that_may_not_edit_are_turned_away(
    role: Role, contract: Contract, client_for: ClientFor
) -> None:
    draft = drafted(contract, official_file())
    client = client_for(member(role, contract))

    assert client.get(preview_url(draft)).status_code == 403
    assert upload(client, contract, official_file()).status_code == 403


def test_another_contracts_table_is_not_there(
    contract: Contract, other_contract: Contract, client_for: ClientFor
) -> None:
    draft = drafted(contract, official_file())
    client = client_for(member(Role.ASSESSOR, other_contract))

    url = reverse("assessment:rubric-preview", args=[other_contract.slug, draft.pk])

    assert client.get(url).status_code == 404
