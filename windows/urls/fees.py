"""Fees taken at the window and the count of a day's till."""

from django.urls import path

from windows.views.case_fee import case_fee
from windows.views.fee_day import fee_day
from windows.views.fee_reverse import fee_reverse

urlpatterns = [
    path("<slug:contract>/windows/cases/<str:case>/fees/", case_fee, name="case-fee"),
    path("<slug:contract>/windows/fees/", fee_day, name="fee-day"),
    path("<slug:contract>/windows/fees/<str:fee>/reverse/", fee_reverse, name="fee-reverse"),
]
