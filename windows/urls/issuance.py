"""Addresses of the shelf, the issuing desk, parcels and archive boxes."""

from django.urls import path

from windows.views.archive_box import archive_box
from windows.views.archive_label import archive_label
from windows.views.archive_list import archive_list
from windows.views.issuance_desk import issuance_desk
from windows.views.issuance_list import issuance_list
from windows.views.issuance_slip import issuance_slip
from windows.views.issuance_undo import issuance_undo
from windows.views.parcel_list import parcel_list
from windows.views.parcel_settle import parcel_settle
from windows.views.shelf import shelf
from windows.views.shelf_place import shelf_place
from windows.views.shelf_tell import shelf_tell

BASE = "<slug:contract>/windows/"
urlpatterns = [
    path(f"{BASE}shelf/", shelf, name="shelf"),
    path(f"{BASE}shelf/place", shelf_place, name="shelf-place"),
    path(f"{BASE}shelf/tell", shelf_tell, name="shelf-tell"),
    path(f"{BASE}issue/", issuance_desk, name="issuance-desk"),
    path(f"{BASE}issuances/", issuance_list, name="issuance-list"),
    path(f"{BASE}issuances/<uuid:bundle>/slip", issuance_slip, name="issuance-slip"),
    path(f"{BASE}issuances/<int:issuance>/undo", issuance_undo, name="issuance-undo"),
    path(f"{BASE}parcels/", parcel_list, name="parcel-list"),
    path(f"{BASE}parcels/<int:parcel>/settle", parcel_settle, name="parcel-settle"),
    path(f"{BASE}archive/", archive_list, name="archive-list"),
    path(f"{BASE}archive/<str:box>/", archive_box, name="archive-box"),
    path(f"{BASE}archive/<str:box>/label", archive_label, name="archive-label"),
]
