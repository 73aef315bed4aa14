"""Stool: is the three-legged stool of employees, customers and profit level, and what follows what?

The library behind the dashboard. Every figure a page shows can be had from here, with no server::

    import stool

    book = stool.open("sqlite:///stool.db")   # or a PostgreSQL URL
    reading = book.reading(quarter="2026Q2")
"""
