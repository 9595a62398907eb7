"""Rubrics and scorecards."""

from django.urls import path, register_converter

from assessment.views import (
    entry_evidence,
    evidence_file,
    rubric_detail,
    rubric_download,
    rubric_import,
    rubric_list,
    rubric_preview,
    rubric_take,
    rubric_template,
    scorecard,
    scorecard_approve,
    scorecard_detail,
    scorecard_entries,
    scorecard_excel,
    scorecard_files,
    scorecard_list,
    scorecard_pdf,
    scorecard_pulse,
    scorecard_review,
    scorecard_sign,
    scorecard_template,
    verify,
)
from hall_ops.lib.months import MonthConverter

register_converter(MonthConverter, "month")
app_name = "assessment"
CARD = "<slug:contract>/scorecards/<month:month>/"
RUBRICS = "<slug:contract>/rubrics/"
urlpatterns = [
    path("verify/<str:seal>/", verify.verify, name="verify"),
    path("<slug:contract>/scorecards/", scorecard_list.scorecard_list, name="scorecard-list"),
    path(CARD, scorecard.scorecard, name="scorecard"),
    path(CARD + "criteria/<str:code>/", scorecard_detail.scorecard_detail, name="scorecard-detail"),
    path(CARD + "entries/", scorecard_entries.scorecard_entries, name="scorecard-entries"),
    path(CARD + "pulse/", scorecard_pulse.scorecard_pulse, name="scorecard-pulse"),
    path(CARD + "sign/", scorecard_sign.scorecard_sign, name="scorecard-sign"),
    path(CARD + "review/", scorecard_review.scorecard_review, name="scorecard-review"),
    path(CARD + "approve/", scorecard_approve.scorecard_approve, name="scorecard-approve"),
    path(CARD + "print.pdf", scorecard_pdf.scorecard_pdf, name="scorecard-pdf"),
    path(CARD + "card.xlsx", scorecard_excel.scorecard_excel, name="scorecard-excel"),
    path(CARD + "files/", scorecard_files.scorecard_files, name="scorecard-files"),
    path(CARD + "template.xlsx", scorecard_template.scorecard_template, name="scorecard-template"),
    path(CARD + "entries/<int:number>/evidence/", entry_evidence.entry_evidence, name="entry-evidence"),
    path("<slug:contract>/evidence/<int:evidence>/", evidence_file.evidence_file, name="evidence-file"),
    path(RUBRICS, rubric_list.rubric_list, name="rubric-list"),
    path(RUBRICS + "import/", rubric_import.rubric_import, name="rubric-import"),
    path(RUBRICS + "template.xlsx", rubric_template.rubric_template, name="rubric-template"),
    path(RUBRICS + "drafts/<int:draft>/", rubric_preview.rubric_preview, name="rubric-preview"),
    path(RUBRICS + "drafts/<int:draft>/take/", rubric_take.rubric_take, name="rubric-take"),
    path(RUBRICS + "<int:version>/", rubric_detail.rubric_detail, name="rubric-detail"),
    path(RUBRICS + "<int:version>/<slug:layout>.xlsx", rubric_download.rubric_download, name="rubric-download"),
]
