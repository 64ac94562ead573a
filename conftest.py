"""Prepares every run of the tests."""

from ui.lasting_none import keep_none_alive

keep_none_alive()
