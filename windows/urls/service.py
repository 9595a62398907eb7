"""Addresses of the service registers and the queue."""

from django.urls import path

from windows.views import (
    phone_check,
    queue_draft,
    queue_import,
    queue_waiting,
    refusal_matter,
    register_detail,
    register_list,
    register_new,
    register_step,
)

SERVICE = "<slug:contract>/service/"
urlpatterns = [
    path(SERVICE + "matter/", register_list.matter, name="register-list-matter"),
    path(SERVICE + "matter/new/", register_new.matter, name="register-new-matter"),
    path(SERVICE + "matter/<str:record>/", register_detail.matter, name="register-detail-matter"),
    path(SERVICE + "matter/<str:record>/step/", register_step.matter, name="register-step-matter"),
    path(SERVICE + "assist/", register_list.assist, name="register-list-assist"),
    path(SERVICE + "assist/new/", register_new.assist, name="register-new-assist"),
    path(SERVICE + "assist/<str:record>/", register_detail.assist, name="register-detail-assist"),
    path(SERVICE + "assist/<str:record>/step/", register_step.assist, name="register-step-assist"),
    path(SERVICE + "consultation/", register_list.consultation, name="register-list-consultation"),
    path(SERVICE + "consultation/new/", register_new.consultation, name="register-new-consultation"),
    path(
        SERVICE + "consultation/<str:record>/",
        register_detail.consultation,
        name="register-detail-consultation",
    ),
    path(
        SERVICE + "consultation/<str:record>/step/",
        register_step.consultation,
        name="register-step-consultation",
    ),
    path(SERVICE + "cross/", register_list.cross, name="register-list-cross"),
    path(SERVICE + "cross/new/", register_new.cross, name="register-new-cross"),
    path(SERVICE + "cross/<str:record>/", register_detail.cross, name="register-detail-cross"),
    path(SERVICE + "cross/<str:record>/step/", register_step.cross, name="register-step-cross"),
    path(SERVICE + "special/", register_list.special, name="register-list-special"),
    path(SERVICE + "special/new/", register_new.special, name="register-new-special"),
    path(SERVICE + "special/<str:record>/", register_detail.special, name="register-detail-special"),
    path(SERVICE + "special/<str:record>/step/", register_step.special, name="register-step-special"),
    path(SERVICE + "claim/", register_list.claim, name="register-list-claim"),
    path(SERVICE + "claim/new/", register_new.claim, name="register-new-claim"),
    path(SERVICE + "claim/<str:record>/", register_detail.claim, name="register-detail-claim"),
    path(SERVICE + "claim/<str:record>/step/", register_step.claim, name="register-step-claim"),
    path(SERVICE + "complaint/", register_list.complaint, name="register-list-complaint"),
    path(SERVICE + "complaint/new/", register_new.complaint, name="register-new-complaint"),
    path(SERVICE + "complaint/<str:complaint>/", register_detail.complaint, name="register-detail-complaint"),
    path(
        SERVICE + "complaint/<str:complaint>/step/", register_step.complaint, name="register-step-complaint"
    ),
    path(SERVICE + "phone-checks/", phone_check.phone_check, name="phone-check"),
    path(SERVICE + "refusals/<str:refused>/", refusal_matter.refusal_matter, name="refusal-matter"),
    path("<slug:contract>/queue/", queue_waiting.queue_waiting, name="queue-waiting"),
    path("<slug:contract>/queue/import/", queue_import.queue_import, name="queue-import"),
    path("<slug:contract>/queue/import/<int:queue_draft>/", queue_draft.queue_draft, name="queue-draft"),
    path(
        "<slug:contract>/queue/template.xlsx",
        queue_import.queue_import_template,
        name="queue-import-template",
    ),
]
