"""What the schedule and the job runner call (settings.SCHEDULED_JOBS, JOB_KINDS, REMINDER_SOURCES)."""
