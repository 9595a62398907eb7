"""What the registering benchmark stands on: fifty clerks at their windows, what each of them sends, a bare view beside.

python -m tests.bench._registering 50 on a fresh database prints the address, the form and a session for each clerk.
"""

import json
import sys
from typing import Any

from tests.bench._django import ready

TOKEN = "b" * 32


def main() -> None:
    ready()
    print(json.dumps(make_hall(int(sys.argv[1]))))


def make_hall(clerks: int) -> dict[str, Any]:
    """A contract with one frozen item and clerks at their windows. Shape: {url, body, cookies: one a clerk}."""
    from django.conf import settings
    from django.urls import reverse
    from django.utils import timezone

    from contracts.actions.calendar import seed_year
    from hall_ops.lib.permissions import Role
    from tests.conftest import sign_in_quickly
    from tests.factories.contracts import ContractFactory, member
    from tests.factories.windows import make_session
    from tests.windows.intake_samples import make_desk

    now = timezone.now()
    desk = make_desk(ContractFactory(slug="registering"), at=now)
    seed_year(by=desk.clerk, at=now, year=timezone.localdate().year)
    people = [desk.clerk]
    for _place in range(clerks - 1):
        people.append(member(Role.CLERK, desk.contract))
        make_session(desk.contract, people[-1])
    keys = [sign_in_quickly(person).cookies[settings.SESSION_COOKIE_NAME].value for person in people]
    token = f"{settings.CSRF_COOKIE_NAME}={TOKEN}"
    return {
        "url": reverse("windows:desk-register", args=[desk.contract.slug]),
        "body": body(desk),
        "cookies": [f"{settings.SESSION_COOKIE_NAME}={key}; {token}" for key in keys],
    }


def body(desk: Any) -> dict[str, str]:
    """What the page sends for a small restaurant with all its papers; each request adds a `key` of its own."""
    question = desk.options["小餐饮"].situation_id
    papers = {f"paper-{place}": "paper" for place in (1, 2, 3, 4)}
    pieces = {f"paper-{place}-received": "1" for place in (1, 2, 3, 4)}
    return {
        "csrfmiddlewaretoken": TOKEN, "version": str(desk.version.pk), "outcome": "accept",
        "document": "person:resident", "id_number": "11010519491231002X", "applicant_name": "陈大明",
        "phone": "13812345678", "delivery": "counter", "channel": "counter",
        f"answer-{question}": str(desk.options["小餐饮"].pk), **papers, **pieces,
    }  # fmt: skip


if __name__ == "__main__":
    main()
