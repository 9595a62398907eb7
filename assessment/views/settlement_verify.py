"""Anybody with the paper may ask: is this settlement what was signed? No name of a person is shown."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from assessment.queries.settlement import settlement_verdict
from hall_ops.lib.codes import cleaned, grouped, is_code
from hall_ops.lib.screens import public_screen


@public_screen(methods=("GET",))
def settlement_verify(request: HttpRequest, settled: str) -> HttpResponse:
    code = cleaned(settled)
    verdict = settlement_verdict(code) if is_code(code) else None
    context = {
        "code": grouped(code) if is_code(code) else settled[:20],
        "well_formed": is_code(code),
        "verdict": verdict,
    }
    return render(request, "assessment/settlement_verify.html", context, status=200 if verdict else 404)
