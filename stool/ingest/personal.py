"""Stub."""


def personal_kind(header, question, tally):
    return None
