"""The addresses of the desk and of the looks at refusals."""

from django.urls import path

from windows.views import (
    desk,
    desk_applicant,
    desk_draft,
    desk_item,
    desk_register,
    desk_scan,
    desk_today,
    refusal_look_settle,
    refusal_looks,
)

urlpatterns = [
    path("<slug:contract>/windows/desk/", desk.desk, name="desk"),
    path("<slug:contract>/windows/desk/item/", desk_item.desk_item, name="desk-item"),
    path("<slug:contract>/windows/desk/register/", desk_register.desk_register, name="desk-register"),
    path("<slug:contract>/windows/desk/today/", desk_today.desk_today, name="desk-today"),
    path("<slug:contract>/windows/desk/applicant/", desk_applicant.desk_applicant, name="desk-applicant"),
    path("<slug:contract>/windows/desk/draft/", desk_draft.desk_draft, name="desk-draft"),
    path("<slug:contract>/windows/desk/scan/", desk_scan.desk_scan, name="desk-scan"),
    path("<slug:contract>/windows/refusals/", refusal_looks.refusal_looks, name="refusal-looks"),
    path(
        "<slug:contract>/windows/refusals/<int:look>/",
        refusal_look_settle.refusal_look_settle,
        name="refusal-look-settle",
    ),
]
