"""Addresses of the papers between window and department."""

from django.urls import path

from windows.views.handover_confirm import handover_confirm
from windows.views.handover_detail import handover_detail
from windows.views.handover_drop import handover_drop
from windows.views.handover_list import handover_list
from windows.views.handover_new import handover_new
from windows.views.handover_receive import handover_receive
from windows.views.handover_send import handover_send
from windows.views.handover_slip import handover_slip
from windows.views.result_decide import result_decide
from windows.views.result_list import result_list
from windows.views.result_return import result_return
from windows.views.result_send import result_send

BASE = "<slug:contract>/windows/handovers/"
ONE = f"{BASE}<str:batch>/"
RESULTS = "<slug:contract>/windows/results/"
urlpatterns = [
    path(BASE, handover_list, name="handover-list"),
    path(f"{BASE}new", handover_new, name="handover-new"),
    path(f"{BASE}send", handover_send, name="handover-send"),
    path(ONE, handover_detail, name="handover-detail"),
    path(f"{ONE}confirm", handover_confirm, name="handover-confirm"),
    path(f"{ONE}receive", handover_receive, name="handover-receive"),
    path(f"{ONE}drop", handover_drop, name="handover-drop"),
    path(f"{ONE}slip", handover_slip, name="handover-slip"),
    path(RESULTS, result_list, name="result-list"),
    path(f"{RESULTS}send", result_send, name="result-send"),
    path(f"{RESULTS}<str:case>/", result_decide, name="result-decide"),
    path(f"{RESULTS}<str:case>/return", result_return, name="result-return"),
]
