"""The interface against requests made from its own document: no crash, no answer that the document does not name.

That a well-formed request is refused is no fault: the case may not exist, the reason may belong to another level.
"""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.utils import timezone
from hypothesis import HealthCheck, settings
from schemathesis import Case as Request
from schemathesis.specs.openapi.checks import positive_data_acceptance

from contracts.actions.tokens import make_token
from contracts.enums import ApiScope
from hall_ops.api import document
from hall_ops.lib.permissions import Role
from hall_ops.wsgi import application
from tests.factories.contracts import ContractFactory, member
from tests.factories.windows import make_case

EXAMPLES = 40
config = schemathesis.Config.from_dict({"generation": {"mode": "all"}})
schema = schemathesis.openapi.from_dict(document(), config=config)
schema.app = application


@pytest.fixture(autouse=True)
def _one_connection() -> Iterator[None]:
    """The server closes its connection after each request; here it is the test's own."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def token(db: None) -> str:
    contract = ContractFactory()
    make_case(contract, number="QS-20260302-0001")
    return make_token(
        by=member(Role.SECURITY_ADMIN), at=timezone.now(), contract=contract, name="一体化平台", scopes=ApiScope.values,
        owner=member(Role.CLERK, contract), expires_on=timezone.localdate() + timedelta(days=30),
    ).text  # fmt: skip


@schema.parametrize()
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[
        HealthCheck.function_scoped_fixture,
        HealthCheck.too_slow,
        HealthCheck.filter_too_much,
    ],
)
def test_requests_made_from_the_document_are_answered_as_it_says(case: Request, token: str) -> None:
    headers = {"Authorization": f"Bearer {token}", "Accept-Encoding": "identity"}
    case.call_and_validate(headers=headers, excluded_checks=[positive_data_acceptance])
