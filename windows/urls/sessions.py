"""The addresses of windows and of who sits there."""

from django.urls import path

from windows.views import away_now, session, session_end, window_detail, window_list

urlpatterns = [
    path("<slug:contract>/windows/away/", away_now.away_now, name="away-now"),
    path("<slug:contract>/windows/session/", session.session, name="session"),
    path("<slug:contract>/windows/session/sign-on/", session.session_sign_on, name="session-sign-on"),
    path("<slug:contract>/windows/session/pause/", session.session_pause, name="session-pause"),
    path("<slug:contract>/windows/session/resume/", session.session_resume, name="session-resume"),
    path("<slug:contract>/windows/session/sign-off/", session.session_sign_off, name="session-sign-off"),
    path("<slug:contract>/windows/places/", window_list.window_list, name="window-list"),
    path("<slug:contract>/windows/places/<int:window>/", window_detail.window_detail, name="window-detail"),
    path("<slug:contract>/windows/sessions/<int:session>/end/", session_end.session_end, name="session-end"),
]
