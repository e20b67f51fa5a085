"""Structures and changes made for rules: what each rule wants is merged, and one value is drawn within it.

Nothing here is filtered. A *draft* holds the nodes and relations that the rules speak of; each rule states its *wishes*
about single values; the wishes about one value are merged, a value is drawn from what they leave, and two rules that
leave nothing are named. Nothing here needs Hypothesis but `basegov.testing.generated`, which draws.
"""
