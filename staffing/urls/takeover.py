"""Hand-over pack and acceptance check."""

from django.urls import path

from staffing.views.acceptance import acceptance
from staffing.views.acceptance_file import acceptance_file
from staffing.views.acceptance_pdf import acceptance_pdf
from staffing.views.takeover_detail import takeover_detail
from staffing.views.takeover_excel import takeover_excel
from staffing.views.takeover_list import takeover_list
from staffing.views.takeover_pdf import takeover_pdf

urlpatterns = [
    path("<slug:contract>/staffing/takeover/", takeover_list, name="takeover-list"),
    path("<slug:contract>/staffing/takeover/acceptance/", acceptance, name="acceptance"),
    path(
        "<slug:contract>/staffing/takeover/acceptance/<int:check>/file/",
        acceptance_file,
        name="acceptance-file",
    ),
    path("<slug:contract>/staffing/takeover/acceptance/pdf/", acceptance_pdf, name="acceptance-pdf"),
    path("<slug:contract>/staffing/takeover/<int:pack>/", takeover_detail, name="takeover-detail"),
    path("<slug:contract>/staffing/takeover/<int:pack>/excel/", takeover_excel, name="takeover-excel"),
    path("<slug:contract>/staffing/takeover/<int:pack>/pdf/", takeover_pdf, name="takeover-pdf"),
]
