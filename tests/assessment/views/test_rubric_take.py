from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from assessment.actions.rubric_drafts import TableRefused, take_draft
from assessment.files.rubric_template import write_template
from assessment.models import Rubric, RubricCriterion, RubricDraft
from contracts.models import Contract
from hall_ops.lib.permissions import Role
from records.models import AuditEvent
from tests.assessment.official_samples import official_file
from tests.assessment.rubric_rows import BAD_ROW, drafted, preview_url, take_url, with_a_bad_rule
from tests.assessment.rule_samples import haikou
from tests.conftest import ClientFor
from tests.factories.contracts import member

pytestmark = pytest.mark.django_db


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


@pytest.mark.parametrize("month", ["", "2026-13", "2026", "一月"])
def test_a_month_that_is_none_is_refused(month: str, contract: Contract, client_for: ClientFor) -> None:
    draft = drafted(contract, official_file())

    client_for(member(Role.ASSESSOR, contract)).post(
        take_url(draft), {"title": "表", "effective_from": month}
    )

    assert not Rubric.objects.filter(contract=contract).exists()
