"""The app's own parts: cached calls, the frame of every page, filters, panels."""
