"""A table line by line before it is taken: not understood, doubtful, understood; every line can be mended."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from assessment.actions.rubric_drafts import TableRefused, drop_draft, mend_draft, official_of
from assessment.files.official_layout import Official, Preview, Status
from assessment.forms.rubrics import TakeForm, mends_in
from assessment.models import RubricDraft
from assessment.queries.rubrics import next_free_month
from assessment.views._rubrics import get_draft
from contracts.models import Contract
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen

LINES_A_PAGE = 40
ORDER = (Status.REFUSED, Status.DOUBTFUL, Status.UNDERSTOOD)


@screen(GET=Permission.RUBRIC_EDIT, POST=Permission.RUBRIC_EDIT)
def rubric_preview(request: HttpRequest, contract: Contract, draft: int) -> HttpResponse:
    row = get_draft(request, contract, draft)
    if request.method == "POST" and request.POST.get("op") == "drop":
        drop_draft(by=request.user, draft=row)
        messages.success(request, _("已放弃这份考核表。"))
        return redirect("assessment:rubric-list", contract.slug)
    official = official_of(row)
    found = official.preview(row.mends)
    if request.method == "POST":
        return _mend(request, row, official, found)
    return render(request, "assessment/rubric_preview.html", _context(request, contract, row, found))


def _mend(request: HttpRequest, row: RubricDraft, official: Official, found: Preview) -> HttpResponse:
    mends = mends_in(request.POST, found.lines, found.skipped)
    try:
        mend_draft(by=request.user, draft=row, mends=mends)
    except TableRefused as refused:
        messages.error(request, str(refused))
    else:
        found = official.preview(row.mends)
        left = len(found.lines_with(Status.REFUSED))
        said = _("已修改 %(count)s 行，还有 %(left)s 行未识别。") % {"count": len(mends), "left": left}
        messages.success(request, said if mends else _("没有改动。"))
    tab = request.POST.get("tab", "")
    url = reverse("assessment:rubric-preview", args=[row.contract.slug, row.pk])
    return redirect(f"{url}?tab={tab}" if tab in set(Status) and found.lines_with(Status(tab)) else url)


def _context(request: HttpRequest, contract: Contract, row: RubricDraft, found: Preview) -> dict[str, Any]:
    labels = {
        Status.REFUSED: _("未识别"),
        Status.DOUBTFUL: _("存疑"),
        Status.UNDERSTOOD: _("已识别"),
    }
    filled = [status for status in ORDER if found.lines_with(status)]
    asked = request.GET.get("tab", "")
    chosen = Status(asked) if asked in set(Status) else (filled or [Status.UNDERSTOOD])[0]
    tabs = [
        {
            "label": _("%(label)s %(count)s 条")
            % {"label": labels[status], "count": len(found.lines_with(status))},
            "url": f"?tab={status}",
            "active": status == chosen,
        }
        for status in ORDER
    ]
    page = Paginator(found.lines_with(chosen), LINES_A_PAGE).get_page(request.GET.get("page"))
    first = {min(line.row for line in found.lines if line.group == group.code) for group in found.groups}
    take = TakeForm(initial={"title": found.title, "effective_from": f"{next_free_month(contract):%Y-%m}"})
    return {
        "contract": contract,
        "draft": row,
        "found": found,
        "tabs": tabs,
        "tab": chosen.value,
        "page": page,
        "cap_rows": first,
        "take": take,
        "ready": found.is_ready,
    }
