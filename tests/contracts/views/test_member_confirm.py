"""Confirming a role from the page."""

from accounts.models import User
from contracts.models import Contract, Membership
from hall_ops.lib.permissions import Role
from records.models import AuditEvent
from tests.conftest import ClientFor
from tests.factories.accounts import UserFactory
from tests.factories.contracts import member


def test_role_takes_effect_when_a_second_person_confirms(contract: Contract, client_for: ClientFor) -> None:
    security, system, user = (
        member(Role.SECURITY_ADMIN),
        member(Role.SYSTEM_ADMIN),
        UserFactory(role=Role.ASSESSOR),
    )
    page = f"/{contract.slug}/members/"
    assert client_for(security).post(page, {"username": user.username, "role": "assessor"}).status_code == 302
    membership = Membership.objects.get(user=user)
    assert User.objects.get(pk=user.pk).standings() == []
    client_for(security).post(f"{page}{membership.pk}/confirm/")
    membership.refresh_from_db()
    assert membership.confirmed_at is None

    client_for(system).post(f"{page}{membership.pk}/confirm/")

    assert [place.role for place in User.objects.get(pk=user.pk).standings()] == ["assessor"]
    events = AuditEvent.objects.filter(object_id=str(membership.pk), action__startswith="role.").order_by(
        "number"
    )
    assert [(event.action, event.actor_id, event.contract_id) for event in events] == [
        ("role.grant", security.pk, contract.pk),
        ("role.confirm", system.pk, contract.pk),
    ]
