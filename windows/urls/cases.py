"""One case: its page, its steps, its clock."""

from django.urls import path

from windows.views import (
    case_chase,
    case_detail,
    case_overdue,
    case_step,
    case_stops,
    case_void,
    policy,
    special_step,
)

CASE = "<slug:contract>/windows/cases/<str:case>"
urlpatterns = [
    path("<slug:contract>/windows/deadlines/", case_overdue.case_overdue, name="case-overdue"),
    path(
        "<slug:contract>/windows/deadlines/chase/", case_overdue.case_overdue_chase, name="case-overdue-chase"
    ),
    path("<slug:contract>/windows/stops/", case_stops.case_stops, name="case-stops"),
    path("<slug:contract>/windows/policy/", policy.policy, name="policy"),
    path(f"{CASE}/", case_detail.case_detail, name="case-detail"),
    path(f"{CASE}/step/<slug:step>/", case_step.case_step, name="case-step"),
    path(f"{CASE}/void/", case_void.case_void, name="case-void"),
    path(f"{CASE}/chase/", case_chase.case_chase, name="case-chase"),
    path(f"{CASE}/chase/<int:chase>/", case_chase.case_chase_answer, name="case-chase-answer"),
    path(f"{CASE}/special/start/", special_step.special_step_start, name="special-step-start"),
    path(f"{CASE}/special/end/", special_step.special_step_end, name="special-step-end"),
    path(f"{CASE}/special/record/", special_step.special_step_record, name="special-step-record"),
]
