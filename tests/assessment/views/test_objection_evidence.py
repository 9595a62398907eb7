from django.test import Client
from django.urls import reverse

from hall_ops.lib.permissions import Role
from records.models import AuditEvent
from tests.assessment.views.conftest import ClientAs
from tests.factories.assessment import haikou_contract
from tests.samples import objection as made_objection


def test_a_file_is_found_by_its_place_only(client_as: ClientAs, stranger: Client, haikou: object) -> None:
    pk = made_objection(haikou)  # type: ignore[arg-type]
    slug = haikou.slug  # type: ignore[attr-defined]

    def status(client: Client, number: int, place: int, contract: str = slug) -> int:
        return client.get(
            reverse("assessment:objection-evidence", args=[contract, number, place])
        ).status_code

    director = client_as(Role.DIRECTOR)
    assert [status(director, pk, place) for place in (1, 0, 2, 10**12)] == [200, 404, 404, 404]
    assert status(director, pk + 1000, 1) == 404
    assert status(director, 2**70, 1) == 404
    assert status(director, pk, 1, haikou_contract().slug) == 404
    assert status(stranger, pk, 1) == 404
    assert status(client_as(Role.CLERK), pk, 1) == 403
    assert AuditEvent.objects.filter(action="objection.file").count() == 1


def test_a_shared_computer_keeps_no_copy(client_as: ClientAs, haikou: object) -> None:
    pk = made_objection(haikou)  # type: ignore[arg-type]
    url = reverse("assessment:objection-evidence", args=[haikou.slug, pk, 1])  # type: ignore[attr-defined]

    answer = client_as(Role.DIRECTOR).get(url)

    assert answer.headers["Cache-Control"] == "no-store"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
