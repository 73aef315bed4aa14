"""What every page test must leave as it found it."""

import sys
from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True)
def main_module() -> Iterator[None]:
    """Put `__main__` back: AppTest makes the app's script the main module, and new processes of
    later tests would run it.
    """
    main = sys.modules["__main__"]
    yield
    sys.modules["__main__"] = main
