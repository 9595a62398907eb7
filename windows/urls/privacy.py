"""Personal data and exports: what is shown, what leaves, what comes back, what goes."""

from django.urls import path

from windows.views import case_unmask, disclosure_list

urlpatterns = [
    path(
        "<slug:contract>/unmask/<slug:table>/<int:row>/<slug:field>/",
        case_unmask.case_unmask,
        name="case-unmask",
    ),
    path("<slug:contract>/disclosures/", disclosure_list.disclosure_list, name="disclosure-list"),
]
