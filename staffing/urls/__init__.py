"""The addresses of staffing; a module an area."""

from staffing.urls import (
    attendance,
    certificates,
    changes,
    leaves,
    people,
    posts,
    ranking,
    recruitment,
    roster,
    takeover,
    wages,
)

app_name = "staffing"
AREAS = (
    posts, people, certificates, recruitment, changes, roster, attendance, leaves, wages, ranking, takeover,
)  # fmt: skip
urlpatterns = [pattern for area in AREAS for pattern in area.urlpatterns]
