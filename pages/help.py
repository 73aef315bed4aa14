"""Help: what does this word or figure mean?"""

import streamlit as st

from stool.text import labels
from stool.ui import coverage_view, help_view, shell, tour

shell.guard()
st.title(labels.QUESTION["help"], anchor=False)
help_view.search()
tour.again()
help_view.how_to_read()
help_view.protection()
help_view.glossary_table()
help_view.evidence_scale()
coverage_view.concepts()
