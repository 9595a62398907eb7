"""Leave: asked for, decided, given back, given for a year."""

from django.urls import path

from staffing.views import leave_decide, leave_grant, leave_list, leave_new

HERE = "<slug:contract>/staffing/leaves/"
urlpatterns = [
    path(HERE, leave_list.leave_list, name="leave-list"),
    path(HERE + "new/", leave_new.leave_new, name="leave-new"),
    path(HERE + "grants/", leave_grant.leave_grant, name="leave-grant"),
    path(HERE + "<int:leave>/", leave_decide.leave_decide, name="leave-decide"),
    path(HERE + "<int:leave>/withdraw/", leave_list.leave_list_withdraw, name="leave-list-withdraw"),
]
