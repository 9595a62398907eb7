"""The addresses: what belongs to no contract first, then /<contract>/…."""

from django.conf import settings
from django.urls import include, path, re_path

from hall_ops import views
from hall_ops.lib.screens import public_screen

urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    path("language/<slug:language>/", views.language, name="language"),
    path("readyz", views.readyz, name="readyz"),
    path("api/openapi.json", views.api_document, name="api-document"),
    re_path(r"^api/v1/(?P<path>[\s\S]+)$", views.api, name="api"),  # whatever is asked for gets JSON
    path("", include("accounts.urls")),
    # before the contracts: /p/ is the street's page, not a contract called p
    path("", include("windows.urls")),
    path("", include("staffing.urls")),
    path("", include("contracts.urls")),
    path("", include("assessment.urls")),
]
if settings.DEBUG:
    from hall_ops.gallery import gallery

    urlpatterns.insert(0, path("_gallery/", public_screen(methods=("GET",))(gallery), name="gallery"))

handler400 = views.bad_request
handler403 = views.forbidden
handler404 = views.not_found
handler500 = views.server_error
