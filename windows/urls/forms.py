"""The printed forms of cases."""

from django.urls import path

from windows.views import case_form

urlpatterns = [
    path("<slug:contract>/windows/cases/<str:case>/forms/", case_form.case_form_all, name="case-form-all"),
    path("<slug:contract>/windows/cases/<str:case>/forms/<int:form>/", case_form.case_form, name="case-form"),
    path(
        "<slug:contract>/windows/cases/<str:case>/forms/<int:form>/void/",
        case_form.case_form_void,
        name="case-form-void",
    ),
]
