"""Punches, attendance, being away, the month filed."""

from django.urls import path

from staffing.views import (
    attendance_day,
    attendance_mine,
    attendance_month,
    attendance_person,
    away_list,
    make_up_list,
    make_up_new,
    punch_import,
)

HERE = "<slug:contract>/staffing/attendance/"
MONTH = HERE + "month/"
urlpatterns = [
    path(HERE + "day/", attendance_day.attendance_day, name="attendance-day"),
    path(HERE + "rule/", attendance_day.attendance_day_rule, name="attendance-day-rule"),
    path(HERE + "people/<int:person>/", attendance_person.attendance_person, name="attendance-person"),
    path(
        HERE + "punches/<int:punch>/void/",
        attendance_person.attendance_person_void,
        name="attendance-person-void",
    ),
    path(HERE + "mine/", attendance_mine.attendance_mine, name="attendance-mine"),
    path(HERE + "mine/punch/", attendance_mine.attendance_mine_punch, name="attendance-mine-punch"),
    path(MONTH, attendance_month.attendance_month, name="attendance-month"),
    path(MONTH + "file/", attendance_month.attendance_month_file, name="attendance-month-file"),
    path(
        MONTH + "<int:filing>/receive/",
        attendance_month.attendance_month_receive,
        name="attendance-month-receive",
    ),
    path(
        MONTH + "<int:filing>/reopen/",
        attendance_month.attendance_month_reopen,
        name="attendance-month-reopen",
    ),
    path(
        MONTH + "<int:filing>/paper/", attendance_month.attendance_month_paper, name="attendance-month-paper"
    ),
    path(HERE + "punches/", punch_import.punch_import, name="punch-import"),
    path(HERE + "punches/take/", punch_import.punch_import_take, name="punch-import-take"),
    path(HERE + "punches/template/", punch_import.punch_import_template, name="punch-import-template"),
    path(HERE + "make-ups/", make_up_list.make_up_list, name="make-up-list"),
    path(HERE + "make-ups/new/", make_up_new.make_up_new, name="make-up-new"),
    path(
        HERE + "make-ups/<int:make_up>/decide/", make_up_list.make_up_list_decide, name="make-up-list-decide"
    ),
    path(
        HERE + "make-ups/<int:make_up>/withdraw/",
        make_up_list.make_up_list_withdraw,
        name="make-up-list-withdraw",
    ),
    path(HERE + "away/", away_list.away_list, name="away-list"),
    path(HERE + "away/record/", away_list.away_list_record, name="away-list-record"),
    path(HERE + "away/<int:away>/cover/", away_list.away_list_cover, name="away-list-cover"),
    path(HERE + "away/<int:away>/void/", away_list.away_list_void, name="away-list-void"),
]
