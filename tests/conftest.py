"""What all tests share: the flag that rewrites golden files, and how property tests are run."""

import os

import pytest
from hypothesis import HealthCheck, settings

pytest_plugins = ["pytester"]

# No deadline: the machine may be busy. `ci`, the default, runs the same examples every time; `search` (chosen by the
# variable HYPOTHESIS_PROFILE) looks for new ones, `few` only sees whether everything runs.
_SLOW = [HealthCheck.too_slow]
settings.register_profile("ci", derandomize=True, max_examples=30, deadline=None, suppress_health_check=_SLOW)
settings.register_profile("few", derandomize=True, max_examples=10, deadline=None, suppress_health_check=_SLOW)
settings.register_profile("search", max_examples=500, deadline=None, suppress_health_check=_SLOW)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))


def pytest_addoption(parser):
    parser.addoption("--update-golden", action="store_true", help="write golden files anew; review them as a diff")


@pytest.fixture
def update_golden(request):
    return request.config.getoption("--update-golden")
