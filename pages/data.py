"""Data: what is loaded, and can it be trusted?"""

import streamlit as st

from stool.text import labels
from stool.ui import data_view, shell, upload_view

shell.guard()
st.title(labels.QUESTION["data"], anchor=False)
data_view.news()
upload_view.upload()
data_view.matches()
data_view.targets()
data_view.needed()
data_view.history()
