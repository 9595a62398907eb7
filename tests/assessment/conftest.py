"""A Haikou contract with March 2023 open, and the people around it."""

from collections.abc import Iterator

import pytest

from accounts.models import User
from assessment.models import Scorecard
from assessment.queries import scores
from contracts.models import Contract
from hall_ops.lib.permissions import Role
from tests.assessment.signing import People, people_of
from tests.factories.accounts import UserFactory
from tests.factories.assessment import card_of, haikou_contract
from tests.factories.contracts import member


@pytest.fixture(autouse=True)
def _rubrics_are_read_afresh() -> Iterator[None]:
    """A test's rows vanish, and the next test's rubric may have the same number."""
    scores._spec.cache_clear()
    yield
    scores._spec.cache_clear()


@pytest.fixture
def haikou(db: None) -> Contract:
    return haikou_contract()


@pytest.fixture
def assessor(haikou: Contract) -> User:
    return member(Role.ASSESSOR, haikou, user=UserFactory(role=Role.ASSESSOR, name="符海燕"))


@pytest.fixture
def colleague(haikou: Contract) -> User:
    return member(Role.ASSESSOR, haikou, user=UserFactory(role=Role.ASSESSOR, name="林志明"))


@pytest.fixture
def march(haikou: Contract, assessor: User) -> Scorecard:
    return card_of(haikou, by=assessor)


@pytest.fixture
def people(haikou: Contract, assessor: User) -> People:
    return people_of(haikou, assessor)
