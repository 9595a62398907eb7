"""Addresses of the ledgers, their saved views, exports and imports."""

from django.urls import path

from windows.views.ledger import ledger
from windows.views.ledger_export import ledger_export
from windows.views.ledger_export_file import ledger_export_file
from windows.views.ledger_list import ledger_list
from windows.views.old_ledger_detail import old_ledger_detail
from windows.views.old_ledger_list import old_ledger_list
from windows.views.old_ledger_template import old_ledger_template
from windows.views.saved_view_drop import saved_view_drop
from windows.views.saved_view_save import saved_view_save

BASE = "<slug:contract>/windows/ledgers/"
urlpatterns = [
    path(BASE, ledger_list, name="ledger-list"),
    path(f"{BASE}files/<int:carrier>/", ledger_export_file, name="ledger-export-file"),
    path(f"{BASE}old/", old_ledger_list, name="old-ledger-list"),
    path(f"{BASE}old/template", old_ledger_template, name="old-ledger-template"),
    path(f"{BASE}old/<int:old_ledger>/", old_ledger_detail, name="old-ledger-detail"),
    path(f"{BASE}views/<int:saved_view>/drop", saved_view_drop, name="saved-view-drop"),
    path(f"{BASE}<slug:ledger>/", ledger, name="ledger"),
    path(f"{BASE}<slug:ledger>/export", ledger_export, name="ledger-export"),
    path(f"{BASE}<slug:ledger>/views", saved_view_save, name="saved-view-save"),
]
