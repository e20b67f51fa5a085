"""Benchmarks: this library beside its peers, in one run, as ratios."""
