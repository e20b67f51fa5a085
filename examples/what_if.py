"""What if? Sweep a share, then judge rival merger plans, without changing anything.

The district is fictional and fully stated, so every question has an answer.
"""

import basegov as bg
from basegov.reforms import SetAppraisalShare
from basegov.reforms.proposals import Merger, MergerPlan
from basegov.structure import Appraisal


def sweep_a_share() -> None:
    """Show how much the street must hold before its clause is met, and what that leaves to the bureau."""
    before = bg.load_structure("shili")
    rule = bg.load_policy("shili-2026").rule("street-share-at-least-sixty-percent")
    print(rule.describe("zh"))
    for percent in (40, 50, 59, 60, 75):
        step = SetAppraisalShare(
            subjects={"kind": "staff_group", "ids": ["chunli-sunk-staff"]},
            evaluator="street",
            period="annual",
            share=f"{percent}%",
            from_="urban-bureau",
        )
        after = bg.Reform(id=f"street-{percent}", steps=[step]).apply(before).after
        verdict = next(v for v in rule.check(after) if v.subject.id == "chunli-sunk-staff")
        (bureau,) = after.where(Appraisal, subject="chunli-sunk-staff", evaluator="urban-bureau", period=rule.period)
        print(f"  street {percent}%  bureau {bureau.share}  {verdict.outcome.text('zh')}  margin {verdict.margin}")


def rival_plans() -> None:
    """Judge three merger plans by every rule over mergers."""
    before = bg.load_structure("shili")
    policy = bg.load_policy("shili-2026")
    plans = {
        "A 春例一 + 二": ("chunli-1", "chunli-2"),
        "B 秋例一 + 二": ("qiuli-1", "qiuli-2"),
        "C 跨街道": ("xiali-1", "dongli-1"),
    }
    for name, parts in plans.items():
        plan = MergerPlan(id=name[0], mergers=[Merger(parts=parts, into="joint")])
        verdicts = [v for v in policy.check(plan.on(before)) if v.rule.judges == "merger"]
        kept = sum(v.outcome is bg.Outcome.MET for v in verdicts)
        print(f"\n{name}: {kept} of {len(verdicts)} kept 符合")
        for verdict in verdicts:
            if verdict.outcome is not bg.Outcome.MET:
                print(f"  {verdict.outcome_text('zh')}：{verdict.rule.describe('zh')}（{verdict.reason.text('zh')}）")


if __name__ == "__main__":
    sweep_a_share()
    rival_plans()
