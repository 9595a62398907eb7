"""Certificates and exam results."""

from django.urls import path

from staffing.views.certificate_file import certificate_file
from staffing.views.certificate_list import certificate_list

urlpatterns = [
    path("<slug:contract>/staffing/certificates/", certificate_list, name="certificate-list"),
    path(
        "<slug:contract>/staffing/certificates/<int:certificate>/file/",
        certificate_file,
        name="certificate-file",
    ),
]
