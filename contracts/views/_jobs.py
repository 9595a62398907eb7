"""A job as its owner sees it: nobody else's exists here."""

from datetime import timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract
from hall_ops.lib.permissions import Permission
from records.actions.job_notes import told_beside
from records.enums import OPEN_JOBS, JobState
from records.models import Job

LAST_NUMBER = 2**63 - 1  # of a row, in both databases
# A page left open must not ask for ever.
ASK_FOR = timedelta(minutes=30)


def own_jobs(request: HttpRequest, contract: Contract) -> Any:
    return Job.objects.allowed(request.user, Permission.CONTRACT_VIEW).filter(
        contract_id=contract.pk, owner=request.user
    )


def get_job(request: HttpRequest, contract: Contract, number: int) -> Job:
    job = own_jobs(request, contract).filter(pk=min(number, LAST_NUMBER)).first()
    if job is None:
        raise Http404
    return job


def job_page(request: HttpRequest, contract: Contract, job: Job, status: int = 200) -> HttpResponse:
    """The whole page."""
    return render(request, "contracts/job_detail.html", context_of(contract, job), status=status)


def job_part(request: HttpRequest, contract: Contract, job: Job) -> HttpResponse:
    """Only what moves."""
    return render(request, "contracts/job_detail.html#progress", context_of(contract, job))


def context_of(contract: Contract, job: Job) -> dict[str, Any]:
    """Shape: percent is None as long as nobody knows the total; `ask` says whether the page looks again by itself."""
    is_open = job.state in OPEN_JOBS
    job = as_told(job)
    return {
        "contract": contract,
        "crumbs": [
            {"label": _("导入导出任务"), "url": reverse("contracts:job-list", args=[contract.slug])},
            {"label": job.title},
        ],
        "job": job,
        "is_open": is_open,
        "ask": is_open and timezone.now() - job.queued_at < ASK_FOR,
        "percent": min(100, job.done * 100 // job.total) if job.total else None,
        "expired": bool(job.file_name) and not downloadable(job),
        "downloadable": downloadable(job),
    }


def as_told(job: Job) -> Job:
    """The job with the newest figures, also while its work lets nobody write them into the database."""
    told = told_beside(job) if job.state == JobState.RUNNING else None
    if told is not None:
        job.done, job.total, job.message = told.done, told.total, told.message
    return job


def downloadable(job: Job) -> bool:
    return bool(job.file) and job.expires_at is not None and job.expires_at > timezone.now()
