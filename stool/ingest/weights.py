"""Stub."""


def is_weight(header, tally):
    return None
