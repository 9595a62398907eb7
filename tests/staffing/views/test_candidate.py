"""A candidate on screen, from the application to the post; the purchaser's list and its sheet."""

import io
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook
from PIL import Image

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from staffing.enums import CandidateState, Stage
from staffing.models import Candidate, Engagement
from tests.conftest import ClientFor
from tests.factories.contracts import member
from tests.staffing.recruits import (
    all_checked,
    bring_to,
    id_number,
    make_candidate,
    make_need,
    make_notice,
    with_profile,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def haikou(contract: Contract) -> Contract:
    return with_profile(contract, "haikou")


def where(name: str, candidate: Candidate, *more: Any) -> str:
    return reverse(f"staffing:candidate-{name}", args=[candidate.contract.slug, candidate.pk, *more])


def step_data(candidate: Candidate, **values: Any) -> dict[str, Any]:
    given = {
        "stage": candidate.stage,
        "result": "passed",
        "held_on": timezone.localdate().isoformat(),
        "note": "",
    }
    return given | values


def fields(**values: Any) -> dict[str, Any]:
    given = {
        "name": "符晓琳", "id_number": id_number(), "phone": "13876540000", "schooling": "bachelor", "full_time": "on",
        "experience_years": "2", "preferences": ["中共党员"],
    }  # fmt: skip
    return given | values


def test_an_application_is_registered_and_seen_masked(client_for: ClientFor, haikou: Contract) -> None:
    need = make_need(haikou, at=timezone.now())
    notice, client = make_notice(need), client_for(member(Role.SUPERVISOR, haikou))
    there, data = reverse("staffing:candidate-new", args=[haikou.slug, need.pk]), fields(notice=notice.pk)

    wrong = client.post(there, data | {"id_number": "460105199503080011"})
    done = client.post(there, data)
    again = client.post(there, data)

    candidate = Candidate.objects.get()
    page = client.get(where("detail", candidate)).content.decode()
    assert wrong.status_code == 422 and "校验码" in wrong.content.decode()
    assert done.status_code == 302 and again.status_code == 422 and "已经报名" in again.content.decode()
    assert data["id_number"] not in page and "138****0000" in page and "下一步：初试" in page
    assert candidate.notice == notice and candidate.preferences == ["中共党员"]


def test_the_page_takes_one_step_after_another(client_for: ClientFor, haikou: Contract) -> None:
    candidate = make_candidate(make_need(haikou, at=timezone.now()))
    client = client_for(member(Role.DIRECTOR, haikou))
    checks = {f"check-{key}": "yes" for key in all_checked(candidate)}
    picture = io.BytesIO()
    Image.new("RGB", (8, 8), "white").save(picture, "PNG")

    bare = client.post(where("step", candidate), step_data(candidate))
    file = SimpleUploadedFile("符晓琳登记表.png", picture.getvalue(), "image/png")
    done = client.post(where("step", candidate), step_data(candidate, grade="B", file=file, **checks))

    candidate.refresh_from_db()
    kept = candidate.steps.get(stage=Stage.SCREENING)
    assert bare.status_code == 422 and "初试档次" in bare.content.decode()
    assert done.status_code == 302 and (candidate.stage, candidate.grade) == (Stage.WRITTEN, "B")
    assert kept.file.name == "初试.png" and candidate.checks["exclusion_a"]["file"]
    assert client.get(where("file", candidate, kept.pk)).status_code == 200
    assert client_for(member(Role.CLERK, haikou)).get(where("file", candidate, kept.pk)).status_code == 403
    assert "下一步：笔试" in client.get(where("detail", candidate)).content.decode()


def test_who_does_not_meet_a_demand_is_refused_on_the_page(client_for: ClientFor, haikou: Contract) -> None:
    candidate = make_candidate(make_need(haikou, at=timezone.now()), schooling="college")
    client = client_for(member(Role.DIRECTOR, haikou))

    page = client.get(where("detail", candidate)).content.decode()
    refused = client.post(where("step", candidate), step_data(candidate, grade="A"))

    assert "002 § 四(二)1(4)①" in page and "不符合任职条件" in page
    assert refused.status_code == 422 and "达不到要求" in refused.content.decode()


def test_the_purchaser_confirms_on_the_list_or_on_the_page(client_for: ClientFor, haikou: Contract) -> None:
    need = make_need(haikou)
    first, second = (bring_to(make_candidate(need, name=name), "confirmation") for name in ("甲某", "乙某"))
    supplier, purchaser = client_for(member(Role.DIRECTOR, haikou)), client_for(member(Role.ASSESSOR, haikou))
    there = reverse("staffing:candidate-confirm", args=[haikou.slug])

    waiting = supplier.get(where("detail", first)).content.decode()
    nobody = purchaser.post(there, {"note": ""})
    done = purchaser.post(there, {"candidate": [first.pk], "note": "同意"})
    alone = purchaser.post(where("step-confirm", second), step_data(second, result="failed", note="另选"))

    first.refresh_from_db(), second.refresh_from_db()
    assert "正等采购人确认" in waiting and supplier.get(there).status_code == 403
    assert supplier.post(where("step-confirm", second), step_data(second)).status_code == 403
    assert nobody.status_code == 422 and done.status_code == 302 and alone.status_code == 302
    assert (first.stage, second.state) == (Stage.TRAINING, CandidateState.REJECTED)


def test_the_sheet_lists_who_waits_without_their_numbers(client_for: ClientFor, haikou: Contract) -> None:
    number = id_number()
    bring_to(make_candidate(make_need(haikou), name="甲某", id_number=number), "confirmation")
    client = client_for(member(Role.DIRECTOR, haikou))

    printed = client.get(reverse("staffing:candidate-sheet", args=[haikou.slug]))
    table = client.get(reverse("staffing:candidate-sheet-excel", args=[haikou.slug]))

    cells = [cell.value for row in load_workbook(io.BytesIO(table.content)).active for cell in row]
    assert printed.content.startswith(b"%PDF")
    assert "甲某" in cells and "全部符合" in cells and number not in cells
    assert client_for(member(Role.CLERK, haikou)).get(
        reverse("staffing:candidate-sheet", args=[haikou.slug])
    ).status_code == 403  # fmt: skip


def test_somebody_goes_onto_the_post(client_for: ClientFor, haikou: Contract) -> None:
    candidate = bring_to(make_candidate(make_need(haikou)), "on_post")
    client, there = client_for(member(Role.DIRECTOR, haikou)), where("hire", candidate)
    starts = timezone.localdate() + timedelta(days=1)
    data = {"number": "G3001", "starts_on": starts.isoformat(), "graduated_on": "2017-07-01"}

    form = client.get(there)
    wrong = client.post(there, data | {"graduated_on": (starts + timedelta(days=1)).isoformat()})
    done = client.post(there, data)

    candidate.refresh_from_db()
    assert form.status_code == 200 and wrong.status_code == 422 and done.status_code == 302
    assert candidate.state == CandidateState.HIRED and Engagement.objects.get().person.number == "G3001"
    assert client.get(where("edit", candidate)).status_code == 200
    assert client_for(member(Role.ASSESSOR, haikou)).post(there, data).status_code == 403


def test_an_application_is_corrected_and_considered_again(client_for: ClientFor, haikou: Contract) -> None:
    candidate = make_candidate(make_need(haikou, at=timezone.now()))
    client = client_for(member(Role.DIRECTOR, haikou))
    data = fields(id_number="", phone="", notice=candidate.notice.pk, name="符小琳", reason="姓名录错")

    bare = client.post(where("edit", candidate), data | {"reason": ""})
    edited = client.post(where("edit", candidate), data)
    client.post(where("step", candidate), step_data(candidate, result="withdrew"))
    candidate.refresh_from_db()
    assert candidate.state == CandidateState.WITHDRAWN
    empty = client.post(where("reopen", candidate), {"reason": ""})
    again = client.post(where("reopen", candidate), {"reason": "本人改变主意"})

    candidate.refresh_from_db()
    assert bare.status_code == 422 and edited.status_code == 302 and candidate.name == "符小琳"
    assert empty.status_code == 422 and again.status_code == 302
    assert candidate.state == CandidateState.ACTIVE


def test_the_list_filters_and_asks_as_often_for_three_as_for_one(
    client_for: ClientFor, haikou: Contract, queries: CaptureQueriesContext
) -> None:
    need, counts = make_need(haikou, at=timezone.now()), []
    client, there = (
        client_for(member(Role.REVIEWER, haikou)),
        reverse("staffing:candidate-list", args=[haikou.slug]),
    )
    for number in range(3):
        make_candidate(need, name=f"第{number}人")
        with queries:
            client.get(there)
        counts.append(len(queries))

    assert counts[0] == counts[2] <= 20
    assert "第1人" in client.get(there, {"q": "第1", "stage": "screening"}).content.decode()
    assert "第1人" not in client.get(there, {"stage": "medical"}).content.decode()


def test_candidates_of_another_contract_are_not_there(
    client_for: ClientFor, haikou: Contract, other_contract: Contract
) -> None:
    candidate = make_candidate(make_need(haikou, at=timezone.now()))
    outsider = client_for(member(Role.DIRECTOR, other_contract))

    for name in ("detail", "edit", "hire"):
        assert outsider.get(where(name, candidate)).status_code == 404
    for name in ("step", "step-confirm", "reopen"):
        assert outsider.post(where(name, candidate)).status_code == 404
