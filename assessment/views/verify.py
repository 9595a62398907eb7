"""Anybody with the paper may ask: is this card what was approved? No name of a person is shown."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from assessment.queries.verification import verdict_of_code
from hall_ops.lib.codes import cleaned, grouped, is_code
from hall_ops.lib.screens import public_screen


@public_screen(methods=("GET",))
def verify(request: HttpRequest, seal: str) -> HttpResponse:
    code = cleaned(seal)
    verdict = verdict_of_code(code) if is_code(code) else None
    context = {
        "code": grouped(code) if is_code(code) else seal[:20],
        "well_formed": is_code(code),
        "verdict": verdict,
    }
    return render(request, "assessment/verify.html", context, status=200 if verdict else 404)
