"""Staff files, engagements, papers and things, the staff-information board."""

from django.urls import path

from staffing.views import person_paper
from staffing.views.due_list import due_list
from staffing.views.engagement_end import engagement_end
from staffing.views.engagement_move import engagement_move
from staffing.views.engagement_new import engagement_new
from staffing.views.engagement_void import engagement_void
from staffing.views.person_detail import person_detail
from staffing.views.person_edit import person_edit
from staffing.views.person_export import person_export
from staffing.views.person_import import person_import, person_import_template
from staffing.views.person_list import person_list
from staffing.views.person_new import person_new
from staffing.views.person_unmask import person_unmask
from staffing.views.staff_board import staff_board, staff_board_photo
from staffing.views.uniform_list import uniform_list, uniform_list_accept

FILES = "<slug:contract>/staffing/people/"
ONE = f"{FILES}<int:person>/"
PAPER = f"{ONE}papers/<slug:sheet>/"
HELD = "<slug:contract>/staffing/engagements/<int:held>/"

urlpatterns = [
    path(FILES, person_list, name="person-list"),
    path(f"{FILES}new/", person_new, name="person-new"),
    path(f"{FILES}import/", person_import, name="person-import"),
    path(f"{FILES}import/template/", person_import_template, name="person-import-template"),
    path(f"{FILES}export/", person_export, name="person-export"),
    path("<slug:contract>/staffing/due/", due_list, name="due-list"),
    path("<slug:contract>/staffing/uniforms/", uniform_list, name="uniform-list"),
    path(
        "<slug:contract>/staffing/uniforms/<int:lot>/accept/", uniform_list_accept, name="uniform-list-accept"
    ),
    path(ONE, person_detail, name="person-detail"),
    path(f"{ONE}edit/", person_edit, name="person-edit"),
    path(f"{ONE}unmask/<slug:column>/", person_unmask, name="person-unmask"),
    path(PAPER, person_paper.person_paper, name="person-paper"),
    path(f"{PAPER}<int:leaf>/settle/", person_paper.person_paper_settle, name="person-paper-settle"),
    path(f"{PAPER}<int:leaf>/void/", person_paper.person_paper_void, name="person-paper-void"),
    path(f"{PAPER}<int:leaf>/file/", person_paper.person_paper_file, name="person-paper-file"),
    path("<slug:contract>/staffing/board/", staff_board, name="staff-board"),
    path("<slug:contract>/staffing/board/<int:person>/photo/", staff_board_photo, name="staff-board-photo"),
    path(f"{ONE}engagements/new/", engagement_new, name="engagement-new"),
    path(f"{HELD}move/", engagement_move, name="engagement-move"),
    path(f"{HELD}end/", engagement_end, name="engagement-end"),
    path(f"{HELD}void/", engagement_void, name="engagement-void"),
]
