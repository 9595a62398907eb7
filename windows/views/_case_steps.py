"""The steps of the counter as the screen offers them: title, form, action, and what is said afterwards."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from hall_ops.lib.errors import DomainError
from windows.actions.case_care import (
    mark_scanned,
    set_platform_number,
    take_over,
    withdraw_case,
)
from windows.actions.intake_outcomes import IntakeRefused
from windows.actions.intake_steps import (
    accept_case,
    close_gap,
    conclude_on_spot,
    refuse_case,
    resubmit,
    tell_once,
)
from windows.forms.case_steps import (
    AcceptForm,
    AcceptGapForm,
    ConcludeForm,
    GapForm,
    PlatformForm,
    RefuseForm,
    ResubmitForm,
    StepForm,
    TellForm,
    WithdrawForm,
)
from windows.models import Case
from windows.rules import case_steps as steps

Run = Callable[[Any, datetime, Case, Any], Case]


@dataclass(frozen=True, slots=True)
class Offered:
    """One step on screen. Shape: `words` explain it before the form, `done` is said after it."""

    title: Any
    form: type[StepForm]
    run: Run
    words: Any
    done: Any
    is_danger: bool = False


def _accept(by: Any, at: datetime, case: Case, form: Any) -> Case:
    return accept_case(by=by, at=at, case=case, **_sms(form))


def _accept_gap(by: Any, at: datetime, case: Case, form: Any) -> Case:
    return accept_case(by=by, at=at, case=case, promise=form.promise(), **_sms(form))


def _conclude(by: Any, at: datetime, case: Case, form: Any) -> Case:
    number = form.cleaned_data["result_number"]
    return conclude_on_spot(by=by, at=at, case=case, result_number=number, **_sms(form))


def _tell(by: Any, at: datetime, case: Case, form: Any) -> Case:
    return tell_once(by=by, at=at, case=case, told=form.told(), **_sms(form))


def _resubmit(by: Any, at: datetime, case: Case, form: Any) -> Case:
    return resubmit(by=by, at=at, case=case, brought=form.brought(), **_revision(form))


def _gap(by: Any, at: datetime, case: Case, form: Any) -> Case:
    return close_gap(by=by, at=at, case=case, brought=form.brought(), **_revision(form))


def _refuse(by: Any, at: datetime, case: Case, form: Any) -> Case:
    names = ("ground", "reason", "office")
    return refuse_case(
        by=by, at=at, case=case, **{name: form.cleaned_data[name] for name in names}, **_sms(form)
    )


def _withdraw(by: Any, at: datetime, case: Case, form: Any) -> Case:
    return withdraw_case(by=by, at=at, case=case, **form.cleaned_data)


def _platform(by: Any, at: datetime, case: Case, form: Any) -> Case:
    return set_platform_number(by=by, at=at, case=case, **form.cleaned_data)


def _scan(by: Any, at: datetime, case: Case, form: Any) -> Case:
    return mark_scanned(by=by, at=at, case=case, **_revision(form))


def _take(by: Any, at: datetime, case: Case, form: Any) -> Case:
    return take_over(by=by, at=at, case=case, **_revision(form))


def _revision(form: Any) -> dict[str, Any]:
    return {"revision": form.cleaned_data["revision"]}


def _sms(form: Any) -> dict[str, Any]:
    return _revision(form) | {"sms": bool(form.cleaned_data.get("sms"))}


OFFERED: dict[str, Offered] = {
    steps.ACCEPT: Offered(
        _("受理"), AcceptForm, _accept,
        _("材料齐全、符合要求的，受理并出具受理通知单。承诺时限从明天起算。"),
        _("已受理，请打印受理通知单。"),
    ),
    steps.ACCEPT_GAP: Offered(
        _("容缺受理"), AcceptGapForm, _accept_gap,
        _("缺的都是可以容缺的材料：先受理，申请人书面承诺补交。"),
        _("已容缺受理，请打印受理通知单和容缺受理承诺书（一式两份）。"),
    ),
    steps.CONCLUDE: Offered(
        _("当场办结"), ConcludeForm, _conclude,
        _("即办件材料齐全，受理与办结一步完成。"),
        _("已当场办结。"),
    ),
    steps.RESUBMIT: Offered(
        _("收到补正材料"), ResubmitForm, _resubmit,
        _("勾选这次收到的材料。补正所用的时间不计入时限。"),
        _("已收到补正材料，请继续受理。"),
    ),
    steps.GAP: Offered(
        _("收到容缺材料"), GapForm, _gap,
        _("勾选这次补交的材料。全部补齐后，承诺即告完成。"),
        _("已登记补交的材料。"),
    ),
    steps.TELL: Offered(
        _("一次性告知"), TellForm, _tell,
        _("勾选全部需要补正的材料，写明怎样补正。一次告知全部内容，以后不再提出新的要求。"),
        _("已一次性告知，请打印告知书。"),
    ),
    steps.REFUSE: Offered(
        _("不受理或不予受理"), RefuseForm, _refuse,
        _("书面说明依据和理由。大厅主管会复核每一件不予受理。"),
        _("已登记，请打印告知书；主管将复核。"), is_danger=True,
    ),
    steps.SCAN: Offered(
        _("登记扫描上传"), StepForm, _scan,
        _("纸质材料已全部扫描并上传到一体化平台。"),
        _("已登记材料扫描上传。"),
    ),
    steps.PLATFORM: Offered(
        _("平台编号"), PlatformForm, _platform,
        _("填写一体化平台给出的编号，与本厅编号并存。"),
        _("平台编号已登记。"),
    ),
    steps.TAKE: Offered(
        _("接手经办"), StepForm, _take,
        _("今后由您跟进这个办件；收件人的记录不变。"),
        _("已由您经办。"),
    ),
    steps.WITHDRAW: Offered(
        _("撤件"), WithdrawForm, _withdraw,
        _("申请人在作出决定之前撤回申请。材料退还，出具撤件登记单。"),
        _("已撤件，请打印撤件登记单并退还材料。"), is_danger=True,
    ),
}  # fmt: skip


def put_errors(form: Any, refused: DomainError) -> None:
    """What an action refused, on the form: at its field where the form has it, else above."""
    if isinstance(refused, IntakeRefused):
        for problem in refused.problems:
            name = problem.field.removeprefix("refusal_")
            form.add_error(name if name in form.fields else None, problem.text)
        return
    field = getattr(refused, "field", "")
    form.add_error(field if field in form.fields else None, str(refused))
