"""Personnel changes, turnover, vacancies."""

from django.urls import URLPattern, path

from staffing.views.change_answer import change_answer, change_answer_key
from staffing.views.change_attachment import change_attachment
from staffing.views.change_detail import change_detail
from staffing.views.change_done import change_done
from staffing.views.change_edit import change_edit
from staffing.views.change_file import change_file
from staffing.views.change_list import change_list
from staffing.views.change_new import change_new
from staffing.views.change_paper import change_paper
from staffing.views.change_platform import change_platform
from staffing.views.change_send_back import change_send_back
from staffing.views.change_withdraw import change_withdraw
from staffing.views.turnover import turnover

ROOT = "<slug:contract>/staffing/changes/"
ONE = f"{ROOT}<int:change>/"

urlpatterns: list[URLPattern] = [
    path("<slug:contract>/staffing/turnover/", turnover, name="turnover"),
    path(ROOT, change_list, name="change-list"),
    path(f"{ROOT}new/", change_new, name="change-new"),
    path(f"{ROOT}send-back/", change_send_back, name="change-send-back"),
    path(ONE, change_detail, name="change-detail"),
    path(f"{ONE}edit/", change_edit, name="change-edit"),
    path(f"{ONE}attachment/", change_attachment, name="change-attachment"),
    path(f"{ONE}file/", change_file, name="change-file"),
    path(f"{ONE}answer/", change_answer, name="change-answer"),
    path(f"{ONE}answer-key/", change_answer_key, name="change-answer-key"),
    path(f"{ONE}done/", change_done, name="change-done"),
    path(f"{ONE}withdraw/", change_withdraw, name="change-withdraw"),
    path(f"{ONE}platform/", change_platform, name="change-platform"),
    path(f"{ONE}paper/", change_paper, name="change-paper"),
]
