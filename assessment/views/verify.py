"""Anybody with the paper may ask: is this card what was approved? No name of a person is shown."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from assessment.models import CardSeal
from assessment.queries.verification import verdict_on
from hall_ops.lib.codes import cleaned, grouped, is_code
from hall_ops.lib.screens import public_screen


@public_screen(methods=("GET",))
def verify(request: HttpRequest, code: str) -> HttpResponse:
    code = cleaned(code)
    seal = CardSeal.objects.filter(code=code).select_related("scorecard__contract").first() if is_code(code) else None
    verdict = verdict_on(seal) if seal else None
    context = {"code": grouped(code), "well_formed": is_code(code), "verdict": verdict}
    return render(request, "assessment/verify.html", context, status=200 if verdict else 404)
