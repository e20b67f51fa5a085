"""The fuzz target is a program of its own, with a dependency that the tests do not have: pytest leaves it alone."""

collect_ignore = ["fuzz_readers.py"]
