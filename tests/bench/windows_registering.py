"""Fifty clerks register at once on the deployed web server, beside a bare view of the same server that inserts one row.

Rounds in turn: bare view open to the street, bare view behind the same sign-in and right, registering, which is held
against the second (docs/decisions/0026); the ratio to the first is told as well. Afterwards every number stands once
and without a gap, every answer has its case, and a form sent again gets the case it made.
BENCH_ROUNDS, BENCH_EACH (forms a clerk).
"""

import os
import statistics
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import psycopg

from tests.bench import Measure
from tests.bench._acks import faults_of, rows_in
from tests.bench._clerks import Answer, Form, again, storm
from tests.bench._hall import child, database
from tests.bench._web import Web, gunicorn, settings_of_server

CLERKS, LIMIT = 50, 4.0
# The table of the bare view (tests.bench._bare_view, which needs Django's settings).
CREATE = (
    "CREATE TABLE bench_row (id bigserial PRIMARY KEY, key varchar(64) NOT NULL, name varchar(100) NOT NULL)"
)
ROUNDS, EACH = int(os.environ.get("BENCH_ROUNDS", "7")), int(os.environ.get("BENCH_EACH", "12"))
KINDS = ("public", "signed", "register")


def p95(answers: Sequence[Answer]) -> float:
    """Units: seconds."""
    return statistics.quantiles([answer.seconds for answer in answers], n=20, method="inclusive")[-1]


def forms_of(hall: dict[str, Any]) -> dict[str, Form]:
    contract = hall["url"].split("/")[1]
    urls = {"public": "/bench/public/", "signed": f"/{contract}/bench/signed/", "register": hall["url"]}
    nobody = [cookies.rpartition("; ")[2] for cookies in hall["cookies"]]
    return {
        kind: Form(urls[kind], hall["body"], nobody if kind == "public" else hall["cookies"])
        for kind in KINDS
    }


def rounds(web: Web, forms: dict[str, Form]) -> tuple[dict[str, list[float]], list[Answer]]:
    """Shape: (p95 of each round by kind, every answer to a registration). One round goes ahead to warm up."""
    times: dict[str, list[float]] = {kind: [] for kind in KINDS}
    registered: list[Answer] = []
    for turn in range(ROUNDS + 1):
        for kind in KINDS:
            answers = storm(web.port, forms[kind], lambda made: made < EACH)
            failed = [answer for answer in answers if answer.status != 200]
            if failed:
                raise SystemExit(f"{kind}: {len(failed)} of {len(answers)} failed, first {failed[0]}")
            if turn:
                times[kind].append(p95(answers))
            if kind == "register":
                registered += answers
    return times, registered


def check(url: str, web: Web, form: Form, answers: Sequence[Answer]) -> None:
    """Raises: SystemExit naming what does not hold."""
    twice = answers[:: max(1, len(answers) // 25)]
    if [again(web.port, form, answer).number for answer in twice] != [answer.number for answer in twice]:
        raise SystemExit("a form sent again did not get the case it had made")
    faults = faults_of(rows_in(url), answers, in_doubt=0)
    if faults:
        raise SystemExit("registering: " + "; ".join(faults))


def run() -> list[Measure]:
    with database("hall_bench_registering") as url, tempfile.TemporaryDirectory() as folder:
        known = settings_of_server(url, folder)
        with psycopg.connect(url) as connection:
            connection.execute(CREATE)
        hall = child(url, "tests.bench._registering", str(CLERKS), **known)
        forms = forms_of(hall)
        with gunicorn(known, Path(folder)) as web:
            times, answers = rounds(web, forms)
            check(url, web, forms["register"], answers)
    middle = {kind: statistics.median(times[kind]) for kind in KINDS}
    spread = [mine / bare for mine, bare in zip(times["register"], times["signed"], strict=True)]
    print(
        f"registering, {CLERKS} clerks, {ROUNDS} rounds: {min(spread):.2f} to {max(spread):.2f} times the bare view "
        f"behind the sign-in; that is {middle['signed'] / middle['public']:.2f} times one that asks for nobody, "
        f"registering {middle['register'] / middle['public']:.2f} times"
    )
    return [Measure(f"windows registering p95, {CLERKS} clerks", middle["register"], middle["signed"], LIMIT)]
