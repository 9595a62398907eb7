"""A Haikou contract and the people who meet over its money."""

import pytest

from tests.contracts.made import make
from tests.contracts.people import People


@pytest.fixture
def people(db: None) -> People:
    return People.of(make("haikou"))
