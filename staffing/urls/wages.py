"""The wages register."""

from django.urls import path, register_converter

from hall_ops.lib.months import MonthConverter
from staffing.views.prepaid_file import prepaid_file
from staffing.views.prepaid_list import prepaid_list
from staffing.views.prepaid_void import prepaid_void
from staffing.views.spending_file import spending_file
from staffing.views.spending_list import spending_list
from staffing.views.spending_void import spending_void
from staffing.views.wage_import import wage_import
from staffing.views.wage_list import wage_list
from staffing.views.wage_month import wage_month
from staffing.views.wage_template import wage_template

# Under a name of its own: an address module knows nothing of the others.
register_converter(MonthConverter, "wage_month")
urlpatterns = [
    path("<slug:contract>/staffing/wages/", wage_list, name="wage-list"),
    path("<slug:contract>/staffing/wages/import/", wage_import, name="wage-import"),
    path("<slug:contract>/staffing/wages/template/", wage_template, name="wage-template"),
    path("<slug:contract>/staffing/wages/spendings/", spending_list, name="spending-list"),
    path(
        "<slug:contract>/staffing/wages/spendings/<int:spending>/void/", spending_void, name="spending-void"
    ),
    path(
        "<slug:contract>/staffing/wages/spendings/<int:spending>/file/", spending_file, name="spending-file"
    ),
    path("<slug:contract>/staffing/wages/prepaid/", prepaid_list, name="prepaid-list"),
    path("<slug:contract>/staffing/wages/prepaid/<int:prepaid>/file/", prepaid_file, name="prepaid-file"),
    path("<slug:contract>/staffing/wages/prepaid/<int:prepaid>/void/", prepaid_void, name="prepaid-void"),
    path("<slug:contract>/staffing/wages/<wage_month:wage_month>/", wage_month, name="wage-month"),
]
