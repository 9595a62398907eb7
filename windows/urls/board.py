"""The hall on one screen."""

from django.urls import path

from windows.views import board

urlpatterns = [
    path("<slug:contract>/windows/board/", board.board, name="board"),
    path("<slug:contract>/windows/board/pulse/", board.board_pulse, name="board-pulse"),
    path("<slug:contract>/windows/mine/", board.board_mine, name="board-mine"),
]
