"""The roster and swaps."""

from django.urls import URLPattern, path

from staffing.views import (
    pattern_apply,
    pattern_list,
    pattern_retire,
    roster_changes,
    roster_mine,
    roster_publish,
    roster_week,
    roster_week_copy,
    roster_week_edit,
    roster_week_propose,
    substitute_end,
    substitute_list,
    swap_list,
    swap_new,
    swap_step,
)

urlpatterns: list[URLPattern] = [
    path("<slug:contract>/staffing/roster/", roster_week.roster_week, name="roster-week"),
    path("<slug:contract>/staffing/roster/edit/", roster_week_edit.roster_week_edit, name="roster-week-edit"),
    path("<slug:contract>/staffing/roster/copy/", roster_week_copy.roster_week_copy, name="roster-week-copy"),
    path(
        "<slug:contract>/staffing/roster/propose/",
        roster_week_propose.roster_week_propose,
        name="roster-week-propose",
    ),
    path("<slug:contract>/staffing/roster/publish/", roster_publish.roster_publish, name="roster-publish"),
    path("<slug:contract>/staffing/roster/changes/", roster_changes.roster_changes, name="roster-changes"),
    path("<slug:contract>/staffing/roster/mine/", roster_mine.roster_mine, name="roster-mine"),
    path("<slug:contract>/staffing/patterns/", pattern_list.pattern_list, name="pattern-list"),
    path(
        "<slug:contract>/staffing/patterns/<int:pattern>/apply/",
        pattern_apply.pattern_apply,
        name="pattern-apply",
    ),
    path(
        "<slug:contract>/staffing/patterns/<int:pattern>/retire/",
        pattern_retire.pattern_retire,
        name="pattern-retire",
    ),
    path("<slug:contract>/staffing/swaps/", swap_list.swap_list, name="swap-list"),
    path("<slug:contract>/staffing/swaps/new/", swap_new.swap_new, name="swap-new"),
    path("<slug:contract>/staffing/swaps/<int:swap>/step/", swap_step.swap_step, name="swap-step"),
    path("<slug:contract>/staffing/substitutes/", substitute_list.substitute_list, name="substitute-list"),
    path(
        "<slug:contract>/staffing/substitutes/<int:pair>/end/",
        substitute_end.substitute_end,
        name="substitute-end",
    ),
]
