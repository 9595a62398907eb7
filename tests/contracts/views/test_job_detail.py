"""A job's page: true figures, ending by itself, and nobody else's."""

from typing import Any

import pytest
from django.urls import reverse

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from records.models import Job
from tests.conftest import ClientFor
from tests.factories.contracts import member
from tests.factories.jobs import MORNING, finished, queued

pytestmark = pytest.mark.django_db


def url(contract: Contract, screen: str, *args: object) -> str:
    return reverse(f"contracts:job-{screen}", args=[contract.slug, *args])


@pytest.fixture
def owner(contract: Contract) -> Any:
    return member(Role.SUPERVISOR, contract)


def running(contract: Contract, owner: Any, **values: Any) -> Job:
    times = {"started_at": MORNING, "heartbeat_at": MORNING}
    return queued(contract, owner=owner, state="running", slot=1, tries=1, **times, **values)


def test_a_running_job_shows_true_figures_and_asks_again(
    client_for: ClientFor, contract: Contract, owner: Any, time_machine: Any
) -> None:
    time_machine.move_to(MORNING)
    job = running(contract, owner, done=250, total=1000, message="正在核对")

    page = client_for(owner).get(url(contract, "detail", job.pk)).content.decode()

    assert 'value="250" max="1000"' in page and "25%" in page and "正在核对" in page
    assert 'hx-trigger="every 1s"' in page and "取消任务" in page


def test_the_moving_part_comes_alone(client_for: ClientFor, contract: Contract, owner: Any) -> None:
    job = running(contract, owner, done=3)

    part = client_for(owner).get(url(contract, "detail-pulse", job.pk)).content.decode()

    assert part.strip().startswith("<section") and "已处理 <b>3</b>" in part and "<html" not in part


def test_a_page_left_open_stops_asking(
    client_for: ClientFor, contract: Contract, owner: Any, time_machine: Any
) -> None:
    time_machine.move_to(MORNING.replace(hour=3))
    page = client_for(owner).get(url(contract, "detail", queued(contract, owner=owner).pk)).content.decode()

    assert "every 1s" not in page and "刷新" in page


def test_a_finished_job_offers_its_file_and_asks_no_more(
    client_for: ClientFor, contract: Contract, owner: Any
) -> None:
    job = finished(contract, owner=owner, done=3, total=3, message="共 3 行", result_url="/x/")

    page = client_for(owner).get(url(contract, "detail", job.pk)).content.decode()

    assert "every 1s" not in page and "下载 三月台账.xlsx" in page and 'href="/x/"' in page


def test_a_failed_job_says_why(client_for: ClientFor, contract: Contract, owner: Any) -> None:
    job = queued(contract, owner=owner, state="failed", finished_at=MORNING, message="第 3 行日期不对。")

    page = client_for(owner).get(url(contract, "detail", job.pk)).content.decode()

    assert "第 3 行日期不对。" in page and 'role="alert"' in page and "取消任务" not in page


def test_a_job_is_nobody_elses(
    client_for: ClientFor, contract: Contract, other_contract: Contract, owner: Any
) -> None:
    job = finished(contract, owner=owner)
    colleague, stranger = member(Role.SUPERVISOR, contract), member(Role.SUPERVISOR, other_contract)
    both = member(Role.SUPERVISOR, other_contract, user=owner)

    for who, where in ((colleague, contract), (stranger, contract), (both, other_contract)):
        client = client_for(who)
        answers = [client.get(url(where, screen, job.pk)) for screen in ("detail", "download")]
        answers.append(client.post(url(where, "cancel", job.pk)))
        assert [answer.status_code for answer in answers] == [404, 404, 404]
    assert client_for(owner).get(url(contract, "detail", 10**30)).status_code == 404


def test_who_may_not_see_the_contract_has_no_jobs_there(client_for: ClientFor, contract: Contract) -> None:
    admin = client_for(member(Role.SYSTEM_ADMIN, contract))

    assert admin.get(url(contract, "list")).status_code == 403
    assert admin.get(url(contract, "detail", 1)).status_code == 403
