"""Addresses of the statistics."""

from django.urls import path

from windows.views.stats import stats
from windows.views.stats_excel import stats_excel

urlpatterns = [
    path("<slug:contract>/windows/stats/", stats, name="stats"),
    path("<slug:contract>/windows/stats/excel", stats_excel, name="stats-excel"),
]
