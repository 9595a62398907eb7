"""What the desk asks about an item, and when a case accepted now would be due; two fragments as JSON."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from windows.queries.desk import paper_lines, version_for
from windows.queries.desk_terms import outlook_at
from windows.rules.intake import Problem
from windows.views._desk import problems_answer


@screen(Permission.CASE_REGISTER)
def desk_item(request: HttpRequest, contract: Contract) -> HttpResponse:
    text = request.GET.get("version", "")
    now = timezone.now()
    if not (text.isascii() and text.isdigit() and len(text) < 13):
        return problems_answer([Problem("item", _("没有指明事项。请重新选择事项。"))])
    version = version_for(contract, int(text), timezone.localdate(now))
    if version is None:
        gone = _("这个事项已停办，或有了新的版本。请重新选择事项。")
        return problems_answer([Problem("item", gone)], status=404)
    questions, papers = paper_lines(version)
    context = {
        "version": version,
        "questions": questions,
        "papers": papers,
        "outlook": outlook_at(contract, version, now),
    }
    return JsonResponse(
        {
            "version": version.pk,
            "name": version.name,
            "label": f"{version.name} — {version.item.department.name}",
            "kind": version.kind,
            "questions": render_to_string("windows/_desk_questions.html", context, request),
            "papers": render_to_string("windows/_desk_papers.html", context, request),
            "aside": render_to_string("windows/_desk_outlook.html", context, request),
        }
    )
