import pytest
from django.urls import reverse

from assessment.actions.rubric_drafts import TableRefused, mend_draft
from assessment.models import RubricDraft
from contracts.models import Contract
from hall_ops.lib.permissions import Role
from tests.assessment.official_samples import official_file
from tests.assessment.rubric_rows import drafted, preview_url
from tests.conftest import ClientFor
from tests.factories.contracts import member

pytestmark = pytest.mark.django_db


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


def test_another_contracts_table_is_not_there(
    contract: Contract, other_contract: Contract, client_for: ClientFor
) -> None:
    draft = drafted(contract, official_file())
    client = client_for(member(Role.ASSESSOR, other_contract))

    url = reverse("assessment:rubric-preview", args=[other_contract.slug, draft.pk])

    assert client.get(url).status_code == 404
