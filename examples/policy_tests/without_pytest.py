"""Run policy tests without pytest, and ask what they do not notice.

python examples/policy_tests/without_pytest.py
"""

from pathlib import Path

from basegov.testing import mutate, read_policy_test, run

tests = read_policy_test(Path(__file__).parent / "my-district.policy.yaml")
for result in run(tests):
    print(result.text("zh"))

report = mutate(tests.policies[0], tests)
print(report.text("zh"))
