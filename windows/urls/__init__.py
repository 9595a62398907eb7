"""The addresses of the windows; a module an area."""

from windows.urls import (
    board,
    cases,
    catalogue,
    desk,
    fees,
    forms,
    handover,
    issuance,
    ledgers,
    privacy,
    public,
    ratings,
    service,
    sessions,
    stats,
)

app_name = "windows"
AREAS = (
    public, sessions, catalogue, desk, cases, fees, forms, board, handover, issuance, privacy, ratings, service,
    ledgers, stats,
)  # fmt: skip
urlpatterns = [pattern for area in AREAS for pattern in area.urlpatterns]
