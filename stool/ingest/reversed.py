"""Stub."""


def reversed_by_words(question):
    return None
