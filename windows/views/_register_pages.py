"""What the screens of the service registers share: the list, a new row, one row with its next steps."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract
from contracts.queries import holds
from hall_ops.lib.errors import DomainError
from hall_ops.lib.masks import mask_name
from windows.forms.asked_ledgers import page_number
from windows.forms.service import RegisterFilterForm
from windows.models import RefusalLook
from windows.queries.disclosure import field_title, shown_fields
from windows.queries.ledger_rows import page_shown
from windows.queries.services import (
    OPEN,
    matter_causes,
    phone_checks_of,
    register_counts,
    register_rows,
    steps_of,
)
from windows.queries.sessions import open_session
from windows.views._registers import MATTER, Register, Step

REACHED = ("person_name", "phone_sealed", "email_sealed", "address_sealed", "signed_off_by")


def list_page(request: HttpRequest, contract: Contract, register: Register) -> HttpResponse:
    seen = register.model.objects.allowed(request.user, register.view).filter(contract=contract)
    form = RegisterFilterForm(request.GET or None, states=register.states)
    filters = form.cleaned_data if form.is_valid() else {}
    today = timezone.localdate()
    rows = register_rows(seen, register.key, filters=filters, today=today, read_with=register.read_with)
    lines, pages = page_shown(rows, rows, page_number(request.GET))
    context = {
        "contract": contract,
        "register": register,
        "headings": [heading for heading, _getter in register.columns],
        "pages": pages,
        "rows": [_row(register, row, today) for row in lines],
        "form": form,
        "counts": register_counts(seen, register.key, today),
        "may_record": holds(request.user, register.record, contract),
        **_beside(request, contract, register, seen),
    }
    return render(request, "windows/register_list.html", context)


def _row(register: Register, row: Any, today: Any) -> dict[str, Any]:
    due = getattr(row, "due_on", None)
    is_open = row.state in OPEN[register.key]
    return {
        "row": row,
        "cells": [(heading, _masked(row, getter)) for heading, getter in register.columns],
        "late": bool(due and is_open and due < today),
    }


def _masked(row: Any, getter: Any) -> Any:
    value = getter(row)
    return mask_name(value) if value and value == row.person_name else value


def _beside(request: HttpRequest, contract: Contract, register: Register, seen: Any) -> dict[str, Any]:
    """What only one register shows beside its list."""
    if register.key == "matter":
        looks = RefusalLook.objects.allowed(request.user, MATTER.view).filter(
            case__contract=contract, matter=None, agreed=None
        )
        month = timezone.localdate().replace(day=1)
        return {"causes": matter_causes(seen, month), "refusals": looks.select_related("case__version")[:10]}
    if register.key == "consultation":
        return {"checks": phone_checks_of(contract)}
    return {}


def new_page(request: HttpRequest, contract: Contract, register: Register) -> HttpResponse:
    form = register.form(request.POST or None, contract=contract)  # type: ignore[call-arg]
    status = 422 if request.method == "POST" else 200
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        key = values.pop("key")
        try:
            row = register.make(
                by=request.user, at=timezone.now(), contract=contract,
                session=open_session(request.user, contract), values=values, key=key,
            )  # fmt: skip
        except DomainError as refused:
            form.add_error(None, str(refused))
            status = 409
        else:
            messages.success(request, _("已登记，编号 %(number)s。") % {"number": row.number})
            return redirect(register.detail_name, contract.slug, row.number)
    elif request.method == "GET" and "owner" in form.fields:
        form.fields["owner"].initial = request.user.pk
    if request.method == "GET":
        form.visible_fields()[0].field.widget.attrs["autofocus"] = True
    context = {"contract": contract, "register": register, "form": form}
    return render(request, "windows/register_new.html", context, status=status)


def get_row(request: HttpRequest, contract: Contract, register: Register, number: str) -> Any:
    """One row of the register. Raises: Http404."""
    rows = register.model.objects.allowed(request.user, register.view).in_contract(contract)
    row = rows.select_related("item__current", "department", "recorded_by").filter(number=number).first()
    if row is None:
        raise Http404
    return row


def detail_page(
    request: HttpRequest,
    contract: Contract,
    register: Register,
    row: Any,
    failed: tuple[Step, Any] | None = None,
    status: int = 200,
) -> HttpResponse:
    offered: list[dict[str, Any]] = []
    for step in register.steps:
        if failed and failed[0] == step:  # also where the row has moved on: why it was refused is to be read
            offered.append({"step": step, "form": failed[1], "open": True})
        elif row.state in step.states and holds(request.user, step.permission, contract):
            offered.append({"step": step, "form": _step_form(step, contract, row), "open": False})
    offered.sort(key=lambda each: 0 if each["open"] else 1 if each["step"].main else 2)  # the next step first
    if offered and not any(each["open"] or each["step"].main for each in offered):
        offered[0]["open"] = True
    context = {
        "contract": contract,
        "register": register,
        "row": row,
        "details": [(heading, getter(row)) for heading, getter in register.details],
        "offered": offered,
        "log": steps_of(register.key, row),
        "person": mask_name(row.person_name) if row.person_name else "",
        "reached": _reached(row),
    }
    return render(request, "windows/register_detail.html", context, status=status)


def _step_form(step: Step, contract: Contract, row: Any, data: Any = None) -> Any:
    """A step's form; its fields' ids are its own, as several stand on one page."""
    return step.form(data, contract=contract, row=row, auto_id=f"id_{step.name}_%s")  # type: ignore[call-arg]


def _reached(row: Any) -> list[tuple[str, str]]:
    """Who came and where they are reached. Shape: (title, field) of what the row holds, shown masked."""
    model = row._meta.label_lower
    fields = [
        each.field for each in shown_fields(model) if each.field in REACHED and getattr(row, each.field)
    ]
    return [(field_title(model, field), field) for field in fields]


def step_page(request: HttpRequest, contract: Contract, register: Register, number: str) -> HttpResponse:
    """Take one step of a row. The row comes through the step's own permission."""
    row = get_row(request, contract, register, number)
    step = register.step(request.POST.get("step", ""))
    if step is None:
        messages.error(request, _("没有指明要办哪一步，请重新选择。"))
        return redirect(register.detail_name, contract.slug, row.number)
    reachable = register.model.objects.allowed(request.user, step.permission).filter(pk=row.pk)
    if not reachable.exists():
        raise Http404
    form = _step_form(step, contract, row, request.POST)
    if not form.is_valid():
        return detail_page(request, contract, register, row, (step, form), 422)
    try:
        step.run(request.user, timezone.now(), row, form.cleaned_data)
    except DomainError as refused:
        form.add_error(None, str(refused))
        row = get_row(request, contract, register, number)  # as it is now: somebody else may have moved it on
        return detail_page(request, contract, register, row, (step, form), 409)
    messages.success(request, _("已登记：%(step)s。") % {"step": step.label})
    return redirect(register.detail_name, contract.slug, row.number)
