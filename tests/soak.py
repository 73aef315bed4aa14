"""Profile of a soak run: `pytest -p tests.soak --hypothesis-profile=soak`."""

from hypothesis import HealthCheck, settings

settings.register_profile(
    "soak",
    max_examples=2000,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
