"""Events, request keys, files, numbers, messages, jobs: what every app's actions write beside their own rows."""

from records.actions.core import Claim, KeyReused, claim_key, plain, record_event, store_file
from records.actions.counters import next_number, number_row
from records.actions.job_run import JobCancelled, JobRun, repeatable
from records.actions.jobs import JobOver, TooManyJobs, cancel_job, note_download, start_job
from records.actions.outbox import NotDead, post_message, retry_dead

__all__ = [
    "Claim",
    "JobCancelled",
    "JobOver",
    "JobRun",
    "KeyReused",
    "NotDead",
    "TooManyJobs",
    "cancel_job",
    "claim_key",
    "next_number",
    "note_download",
    "number_row",
    "plain",
    "post_message",
    "record_event",
    "repeatable",
    "retry_dead",
    "start_job",
    "store_file",
]
