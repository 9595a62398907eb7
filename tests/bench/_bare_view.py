"""The bare Django view that registering is compared with: it inserts one row and says so.

It runs in the same processes, behind the same middleware, with the same form's token. `signed` stands behind the same
sign-in and the same right as registering does, and is what registering is held against. `public` is sent without a
session and asks for nobody, which nothing that writes in this product may do. Decision: docs/decisions/0026.
"""

from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path

from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import public_screen, screen
from hall_ops.urls import (  # noqa: F401
    handler400,
    handler403,
    handler404,
    handler500,
)
from hall_ops.urls import urlpatterns as of_the_product


class Row(models.Model):
    key = models.CharField(max_length=64)
    name = models.CharField(max_length=100)

    class Meta:
        app_label, db_table, managed = "records", "bench_row", False

    def __str__(self) -> str:
        return self.key


def insert(request: HttpRequest) -> HttpResponse:
    row = Row.objects.create(key=request.POST["key"], name=request.POST["applicant_name"])
    return JsonResponse({"number": row.pk})


@public_screen(methods=("POST",))
def public(request: HttpRequest) -> HttpResponse:
    return insert(request)


@screen(POST=Permission.CASE_REGISTER)
def signed(request: HttpRequest, contract: Any) -> HttpResponse:
    return insert(request)


urlpatterns = [
    path("bench/public/", public),
    path("<slug:contract>/bench/signed/", signed),
    *of_the_product,
]
