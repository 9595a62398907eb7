"""Recruitment."""

from django.urls import path

from staffing.views.candidate_confirm import candidate_confirm
from staffing.views.candidate_detail import candidate_detail
from staffing.views.candidate_edit import candidate_edit
from staffing.views.candidate_file import candidate_file
from staffing.views.candidate_hire import candidate_hire
from staffing.views.candidate_import import candidate_import, candidate_import_template
from staffing.views.candidate_list import candidate_list
from staffing.views.candidate_new import candidate_new
from staffing.views.candidate_reopen import candidate_reopen
from staffing.views.candidate_sheet import candidate_sheet, candidate_sheet_excel
from staffing.views.candidate_step import candidate_step, candidate_step_confirm
from staffing.views.candidate_unmask import candidate_unmask
from staffing.views.funnel import funnel
from staffing.views.need_close import need_close
from staffing.views.need_detail import need_detail
from staffing.views.need_list import need_list
from staffing.views.need_new import need_new
from staffing.views.need_plan import need_plan
from staffing.views.notice_new import notice_new
from staffing.views.notice_print import notice_print

ROOT = "<slug:contract>/staffing/recruitment/"
NEED, CANDIDATE = f"{ROOT}needs/<int:need>/", f"{ROOT}candidates/<int:candidate>/"

urlpatterns = [
    path(ROOT, need_list, name="need-list"),
    path(f"{ROOT}funnel/", funnel, name="funnel"),
    path(f"{ROOT}needs/new/", need_new, name="need-new"),
    path(NEED, need_detail, name="need-detail"),
    path(f"{NEED}close/", need_close, name="need-close"),
    path(f"{NEED}plan/", need_plan, name="need-plan"),
    path(f"{NEED}notices/new/", notice_new, name="notice-new"),
    path(f"{ROOT}notices/<int:notice>/print/", notice_print, name="notice-print"),
    path(f"{NEED}candidates/import/", candidate_import, name="candidate-import"),
    path(f"{NEED}candidates/import/template/", candidate_import_template, name="candidate-import-template"),
    path(f"{NEED}candidates/new/", candidate_new, name="candidate-new"),
    path(f"{ROOT}candidates/", candidate_list, name="candidate-list"),
    path(f"{ROOT}candidates/confirm/", candidate_confirm, name="candidate-confirm"),
    path(f"{ROOT}candidates/confirm/sheet/", candidate_sheet, name="candidate-sheet"),
    path(f"{ROOT}candidates/confirm/excel/", candidate_sheet_excel, name="candidate-sheet-excel"),
    path(CANDIDATE, candidate_detail, name="candidate-detail"),
    path(f"{CANDIDATE}edit/", candidate_edit, name="candidate-edit"),
    path(f"{CANDIDATE}step/", candidate_step, name="candidate-step"),
    path(f"{CANDIDATE}confirm/", candidate_step_confirm, name="candidate-step-confirm"),
    path(f"{CANDIDATE}reopen/", candidate_reopen, name="candidate-reopen"),
    path(f"{CANDIDATE}hire/", candidate_hire, name="candidate-hire"),
    path(f"{CANDIDATE}unmask/<slug:column>/", candidate_unmask, name="candidate-unmask"),
    path(f"{CANDIDATE}files/<int:paper>/", candidate_file, name="candidate-file"),
]
