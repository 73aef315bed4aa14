"""Stub."""


def choice_kind(header, question, tally):
    return None


def choice_groups(heads):
    return {}
