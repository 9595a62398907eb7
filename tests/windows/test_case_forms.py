"""The forms of a case: what is frozen, what is sealed, what is printed."""

import io

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation
from pypdf import PdfReader

from hall_ops.lib.pdf import pdf_from_template
from hall_ops.lib.permissions import Role
from tests.factories.accounts import UserFactory
from tests.windows.case_samples import FACTS, ID_NUMBER, PHONE, make_sample_form, make_whole_case
from windows.actions.case_forms import FormRefused, make_form, void_form
from windows.enums import LAW_NOTES, FormKind
from windows.models import CaseForm, CaseMaterial, ItemVersion
from windows.queries.case_forms import in_print, personal_of
from windows.reports.case_forms import SHEETS, form_context
from windows.rules.forms import FORM_KINDS, fits_a_half, form_number, lines_of, missing_facts, parted

pytestmark = pytest.mark.django_db
TEMPLATE = "windows/pdf/case_form.html"


def printed(form: CaseForm, **how: bool) -> str:
    with in_print():
        return render_to_string(TEMPLATE, form_context(form, personal_of(form), **how))


# -- rules ----------------------------------------------------------------------------------------------------------
def test_every_kind_has_its_name_shape_law_and_sheet() -> None:
    kinds = set(FormKind.values)

    assert set(FORM_KINDS) == set(LAW_NOTES) == set(SHEETS) == set(FACTS) == kinds
    assert len({shape.code for shape in FORM_KINDS.values()}) == len(kinds)


def test_a_form_names_what_it_lacks() -> None:
    assert missing_facts("promise", {"papers": [], "due_on": "2026-01-05"}) == ["papers", "late"]
    assert form_number("H1-20261121-0007", "acceptance", 2) == "H1-20261121-0007-SL02"
    assert parted({"way": "自取", "collector": "林小海"}) == ({"way": "自取"}, {"collector": "林小海"})


def test_a_long_list_takes_a_sheet_for_each_copy() -> None:
    facts, row = [("申请人", "陈大明")] * 8, ["申请表", "原件", "纸质", "1"]

    assert lines_of(facts, [row] * 5, []) == 10
    assert fits_a_half(lines_of(facts, [row] * 12, []))
    assert not fits_a_half(lines_of(facts, [row] * 12, ["理由" * 40]))
    assert lines_of([("事项", "名" * 25), ("情形", "新办")], [], []) == 2


# -- making ---------------------------------------------------------------------------------------------------------
def test_a_form_is_frozen_when_it_is_made() -> None:
    form = make_sample_form("acceptance")
    ItemVersion.objects.filter(pk=form.case.version_id).update(name="改了名的事项")
    CaseMaterial.objects.filter(case=form.case).update(name="改了名的材料")
    form.case.department.name = "改了名的部门"
    form.case.department.save()
    form = CaseForm.objects.select_related("case").get(pk=form.pk)

    assert form.number == f"{form.case.number}-SL01"
    assert "改了名" not in printed(form)
    assert "食品经营许可" in printed(form)


def test_personal_data_is_sealed_and_nowhere_else() -> None:
    form = make_sample_form("issuance")

    with connection.cursor() as cursor:
        cursor.execute("SELECT content, sealed FROM windows_caseform WHERE id = %s", [form.pk])
        content, sealed = cursor.fetchone()
    assert "陈大明" not in str(content) and "林小海" not in str(content)
    assert "陈大明".encode() not in bytes(sealed)
    assert personal_of(form)["applicant_name"] == "陈大明"
    assert personal_of(form)["collector"] == "林小海"


def test_paper_shows_number_and_telephone_masked() -> None:
    page = printed(make_sample_form("receipt"))

    assert ID_NUMBER not in page and PHONE not in page
    assert "110105********002X" in page


def test_each_kind_is_counted_by_itself() -> None:
    case = make_whole_case()
    numbers = [make_sample_form(kind, case).number for kind in ("receipt", "tell_once", "tell_once")]

    assert [number.removeprefix(case.number) for number in numbers] == ["-SJ01", "-BZ01", "-BZ02"]


def test_a_form_without_its_facts_is_refused() -> None:
    case, by = make_whole_case(), UserFactory(role=Role.CLERK)

    with pytest.raises(FormRefused, match="late"):
        make_form(
            by=by, at=timezone.now(), case=case, kind="promise", facts={"papers": ["图"], "due_on": "x"}
        )
    with pytest.raises(FormRefused, match="poster"):
        make_form(by=by, at=timezone.now(), case=case, kind="poster", facts={})
    assert not CaseForm.objects.exists()


def test_papers_are_chinese_whatever_the_clerk_reads() -> None:
    with translation.override("en"):
        page = printed(make_sample_form("refusal"))

    assert "不予受理告知书" in page and "滨湖区市场监督管理局" in page


# -- voiding --------------------------------------------------------------------------------------------------------
def test_a_voided_form_stays_and_says_so() -> None:
    form, by = make_sample_form("acceptance"), UserFactory(role=Role.SUPERVISOR)
    void_form(by=by, at=timezone.now(), form=form, why="日期印错")

    assert form.void_reason == "日期印错"
    assert "已作废" in printed(form)
    assert form.case.events.get(action="void_form").facts == {"form": form.number}
    with pytest.raises(FormRefused, match="已经作废"):
        void_form(by=by, at=timezone.now(), form=form, why="再来")
    with pytest.raises(FormRefused, match="原因"):
        void_form(by=by, at=timezone.now(), form=make_sample_form("receipt"), why="  ")


def test_the_database_keeps_forms_and_wants_a_reason() -> None:
    form = make_sample_form("receipt")

    with pytest.raises(IntegrityError), transaction.atomic():
        CaseForm.objects.filter(pk=form.pk).update(void_at=timezone.now())
    with pytest.raises(DatabaseError), transaction.atomic():
        CaseForm.objects.filter(pk=form.pk).delete()


# -- printing -------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("kind", FormKind.values)
def test_every_form_is_a_pair_with_number_date_code_and_place_of_the_seal(kind: str) -> None:
    page = printed(make_sample_form(kind, make_whole_case(refusal_kind="refused")))

    titles = [str(FormKind(kind).label)] * 2
    assert page.count(f"<h1>{titles[0]}</h1>") == 2
    assert page.count("<svg") == 2
    assert page.count("专用印章") == (2 if FORM_KINDS[kind].bears_seal else 0)
    assert "None" not in page


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        pytest.param("acceptance", ["应办结日期", "10 个工作日", "受理时间"], id="002-4(1)(1):acceptance"),
        pytest.param(
            "tell_once", ["缺申请人签名", "2026 年 11 月 27 日", "全部内容"], id="XKF-32(4):tell-once"
        ),
        pytest.param(
            "refusal", ["不属于本机关职权", "该事项由区级部门受理", "行政复议"], id="XKF-32:refusal"
        ),
        pytest.param("promise", ["平面图", "视为撤回申请", "申请人联", "档案联"], id="RQ:promise"),
        pytest.param("handover", ["YJ-20261121-003", "部门接收人签字"], id="002-4(1)(1):hand-over"),
        pytest.param("receiving", ["食品经营许可证", "JY1"], id="receiving"),
        pytest.param("issuance", ["林小海", "委托书", "领取人签字"], id="002-4(1)(2):issuance"),
        pytest.param("withdrawal", ["暂不经营", "退还"], id="withdrawal"),
    ],
)
def test_a_form_says_what_it_is_for(kind: str, words: list[str]) -> None:
    page = printed(make_sample_form(kind))

    assert not [word for word in words if word not in page]


def test_a_refusal_is_named_by_its_kind() -> None:
    form = make_sample_form("refusal", make_whole_case(refusal_kind="not_applicable"))

    assert "<h1>不受理告知书</h1>" in printed(form)


def test_a_reading_copy_masks_names_and_says_so() -> None:
    page = printed(make_sample_form("issuance"), masked=True)

    assert "陈大明" not in page and "林小海" not in page
    assert "陈" in page and "查阅件" in page


def test_an_erased_form_still_prints() -> None:
    form = make_sample_form("receipt")
    CaseForm.objects.filter(pk=form.pk).update(sealed=None)
    form.refresh_from_db()

    assert "个人信息已清除" in printed(form)


def test_the_pdf_holds_both_copies_on_one_sheet() -> None:
    form = make_sample_form("acceptance")
    with in_print():
        reader = PdfReader(io.BytesIO(pdf_from_template(TEMPLATE, form_context(form, personal_of(form)))))

    text = reader.pages[0].extract_text()
    assert len(reader.pages) == 1
    assert "存根联" in text and "回执联" in text and form.number in text
