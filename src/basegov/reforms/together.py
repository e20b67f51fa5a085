"""Several steps as one: what moves together, moves in the same step."""

from __future__ import annotations

import attrs

from basegov.reforms.events import Event
from basegov.reforms.steps import Effect, Step, as_steps, step
from basegov.structure.snapshot import Structure


@step(en="in the same step", zh="同步实施")
@attrs.frozen(kw_only=True)
class Together(Step):
    """Do several steps as one: all of them take effect at once, or none.

    Parameters
    ----------
    steps : tuple of Step
        What is done together, in order; a step without a source has that of the whole.

    Notes
    -----
    Used by HZ-041 (powers are adjusted at the same time as the staff move).
    """

    steps: tuple[Step, ...] = attrs.field(converter=as_steps)

    def effect(self, structure: Structure) -> Effect:
        """Do one after the other and return what comes of all."""
        at = structure
        effects: list[Effect] = []
        events: list[Event] = []
        stage = 0
        for one in self.steps:
            part = one if one.source else attrs.evolve(one, source=self.source)
            effect = part.effect(at)
            at = at.evolve(put=effect.put, drop=effect.drop)
            effects.append(effect)
            events += [
                attrs.evolve(event, stage=stage + event.stage, source=event.source if event.source else part.source)
                for event in effect.events
            ]
            stage = 1 + max((event.stage for event in events), default=stage)
        put, gone = at.changes_since(structure)
        kept = {(type(record), record.key) for record in put}
        return Effect(
            put=put,
            drop=tuple(record for record in gone if (type(record), record.key) not in kept),
            events=tuple(events),
            imbalances=tuple(imbalance for effect in effects for imbalance in effect.imbalances),
            parts=tuple(effects),
        )
