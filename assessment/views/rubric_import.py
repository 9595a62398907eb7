"""Uploading a purchaser's table, or a filled template, for the preview."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from assessment.actions.rubric_drafts import start_draft
from assessment.forms.rubrics import RubricFileForm
from contracts.models import Contract
from hall_ops.lib.file_problems import FileRefused
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen


@screen(GET=Permission.RUBRIC_EDIT, POST=Permission.RUBRIC_EDIT)
def rubric_import(request: HttpRequest, contract: Contract) -> HttpResponse:
    form = RubricFileForm(request.POST or None, request.FILES or None)
    if request.method == "GET":
        return render(
            request, "assessment/rubric_import.html", {"contract": contract, "form": RubricFileForm()}
        )
    if not form.is_valid():
        return render(
            request, "assessment/rubric_import.html", {"contract": contract, "form": form}, status=422
        )
    file = form.cleaned_data["file"]
    try:
        draft = start_draft(
            by=request.user, at=timezone.now(), contract=contract, name=file.name, data=file.read()
        )
    except FileRefused as refused:
        context = {
            "contract": contract,
            "form": RubricFileForm(),
            "problems": refused.problems,
            "refused_name": file.name,
        }
        return render(request, "assessment/rubric_import.html", context, status=422)
    return redirect("assessment:rubric-preview", contract.slug, draft.pk)
