"""Data: what is loaded, and can it be trusted?"""

import streamlit as st

from stool.text import labels
from stool.ui import (
    data_view,
    events_view,
    history_view,
    privacy_view,
    shell,
    standards_view,
    targets_view,
    units_view,
    upload_view,
)

shell.guard()
st.title(labels.QUESTION["data"], anchor=False)
data_view.news()
upload_view.upload()
data_view.matches()
units_view.units()
history_view.changes()
history_view.history()
privacy_view.releases()
privacy_view.threshold()
targets_view.every()
events_view.events()
standards_view.standards()
data_view.measured()
data_view.needed()
