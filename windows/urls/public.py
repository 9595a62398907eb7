"""The street's pages: progress by query code, and rating."""

from django.urls import path

from windows.views import progress, rate

urlpatterns = [
    path("p/", progress.progress_form, name="progress-form"),
    path("p/<str:query>/", progress.progress, name="progress"),
    path("p/<str:query>/rate/", rate.rate, name="rate"),
    path("p/<str:query>/rate/done/", rate.rate_done, name="rate-done"),
]
