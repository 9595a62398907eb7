"""Rankings of staff and the interview of who comes last."""

from django.urls import path

from staffing.views.ranking_detail import ranking_detail
from staffing.views.ranking_interview import ranking_interview
from staffing.views.ranking_list import ranking_list

ROOT = "<slug:contract>/staffing/ranking/"

urlpatterns = [
    path(ROOT, ranking_list, name="ranking-list"),
    path(f"{ROOT}<int:ranking>/", ranking_detail, name="ranking-detail"),
    path(f"{ROOT}lines/<int:line>/interview/", ranking_interview, name="ranking-interview"),
]
