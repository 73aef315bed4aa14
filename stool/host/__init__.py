"""The server around the app: who is let in, what leaves, what is counted; see `stool.host.serve`.

Every request and every WebSocket passes `stool.host.gate` before Streamlit sees it.
"""
