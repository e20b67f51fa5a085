"""Check a real district before and after its reform, and say what is still unknown.

python examples/check_a_district.py            Guangling (广陵)
python examples/check_a_district.py haizhu     another one: xiangzhou, haizhu, baoan, guangling, wuhua
"""

import sys

import basegov as bg


def main(name: str = "guangling") -> None:
    """Print the answers of a district's own policy before and after its own reform."""
    before = bg.load_structure(name)
    policy = next(bg.load_policy(p) for p in bg.catalog.shipped("policy") if p.startswith(f"{name}-"))
    reform = next(bg.load_reform(r) for r in bg.catalog.shipped("reform") if r.startswith(f"{name}-"))
    change = reform.apply(before)

    print(f"{before.name.zh}  {policy.name.zh}\n")
    for title, world in (("before 改革前", before), ("after 改革后", change)):
        report = policy.check(world)
        print(
            f"{title}: " + ", ".join(f"{count} {outcome.replace('_', ' ')}" for outcome, count in report.counts.items())
        )

    comparison = bg.compare(before, change, [policy])
    telling = comparison.most_telling()
    if telling is not None:
        print("\nThe most telling clause, before and after:\n")
        for verdict in (*telling.before[:1], *telling.after[:1]):
            print(verdict.explain("zh"), end="\n\n")

    print("Still unknown after the reform 改革后仍缺少的事实：")
    facts = dict.fromkeys(fact.text("zh") for verdict in comparison.reports[1].undetermined for fact in verdict.missing)
    for fact in list(facts)[:8]:
        print(f"  - {fact}")
    if len(facts) > 8:
        print(f"  以及另外 {len(facts) - 8} 项")


if __name__ == "__main__":
    main(*sys.argv[1:2])
