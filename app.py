"""Stool: which pages exist, and the frame they share."""

from stool.ui import shell

shell.run()
