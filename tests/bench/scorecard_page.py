"""Queries of the scorecard page with 200 entries; session, user and frame included. Units: queries, against one."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.bench import Measure
from tests.bench._card import address, browser

MOST_QUERIES = 15


def run() -> list[Measure]:
    browser().get(address("scorecard"))
    with CaptureQueriesContext(connection) as caught:
        answer = browser().get(address("scorecard"))
    assert answer.status_code == 200
    return [Measure("scorecard_page (queries)", len(caught), 1, MOST_QUERIES)]
