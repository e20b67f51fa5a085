"""A structure in the making: nodes and relations that stand, values that are still open, and who wants what of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

import attrs

from basegov.dates import Date
from basegov.diagnostics.testing import NOTHING_VIOLATES
from basegov.errors import BasegovError
from basegov.quantities import Quantity, Share
from basegov.rules.rule import Rule, rule_name
from basegov.structure.records import Key, Node, Record, Relation, field_specs, kind_label, record_type, ref_fields
from basegov.structure.selection import Selector
from basegov.structure.snapshot import Structure
from basegov.structure.units import District, Inventory
from basegov.terms import LEVELS
from basegov.testing.drafts import kinds
from basegov.testing.drafts.chooser import Chooser, just_beyond
from basegov.testing.drafts.shares import ShareWish, shared_out
from basegov.testing.drafts.wishes import ClashError, Members, OneOf, Slot, Wanted, Within
from basegov.texts import Text
from basegov.values import NOT_STATED, NotStated, Truth

R = TypeVar("R", bound=Record)
T = TypeVar("T")

TOP = "d"
"""Id of the district in which everything stands."""


class CannotMissError(BasegovError, ValueError):
    """Nothing violates a rule: it states nothing that something could miss."""


def name_of(rule: Rule) -> str:
    """Return what a rule is called: its id, or its class where it has none."""
    return rule.id or rule_name(rule)


class Draft:
    """A structure in the making.

    Makers (`basegov.testing.makes`) are called with it again and again until none of them adds anything, so whatever
    they do has to be the same the second time: nodes are asked for with :meth:`need`, which takes those that are there,
    choices are made with :meth:`once`, which remembers them, and wishes for one value by one rule count once.

    The first round (`round` 0) is for wishes: numbers are chosen from the second on. Once a round adds nothing, the
    draft is `settling`: then makers state what no rule has said, such as that a function belongs to no other one.

    Parameters
    ----------
    rules : iterable of Rule
        The rules for which it is made.
    chooser : Chooser
        Decides what is open.
    target : Rule, optional
        The rule that one subject is to miss; all others are to be met.
    way : int
        In which of several ways the target is missed (:meth:`way_of`).
    code : str
        Division code of the district, so that the rules are in force there.
    date : Date, optional
        The day of which the structure speaks.
    """

    def __init__(
        self,
        rules: Iterable[Rule],
        chooser: Chooser,
        *,
        target: Rule | None = None,
        way: int = 0,
        code: str = "990199",
        date: Date | NotStated = NOT_STATED,
    ) -> None:
        self.rules = tuple(rules)
        self.chooser = chooser
        self.target = target
        self.way = way
        self.ways = 1
        top = District(id=TOP, name=kinds.new_name("district", 1), code=code, level=LEVELS["district"])
        self.structure = Structure.build([top], id="made", date=date)
        self.mark = 0
        self.round = 0
        self.settling = False
        self._slots: dict[tuple[type[Record], Key, str], Slot] = {}
        self._shares: dict[tuple[str, Any], dict[tuple[str, frozenset[str]], ShareWish]] = {}
        self._present: dict[tuple[type[Record], Key], str] = {}
        self._absent: dict[tuple[type[Record], Key], str] = {}
        self._chosen: dict[Any, Any] = {}
        self._finishers: dict[Any, tuple[bool, Callable[[], None]]] = {}
        self._touches: dict[Any, Callable[[Structure], Iterable[Record]]] = {}
        self._mentioned = self._mentions()

    # choices

    def once(self, key: Any, choose: Callable[[], T]) -> T:
        """Return what was chosen under a key before, or choose now."""
        if key not in self._chosen:
            self._chosen[key] = choose()
        found: T = self._chosen[key]
        return found

    def chosen(self, key: Any) -> Any:
        """Return what was chosen under a key; None while nothing was."""
        return self._chosen.get(key)

    def whole(self, key: Any, low: int, high: int) -> int:
        """Choose a whole number from `low` to `high`, once."""
        return self.once(key, lambda: self.chooser.whole(low, high))

    def pick(self, key: Any, options: Sequence[T]) -> T:
        """Choose one of some options, once; the first is the simplest."""
        return self.once(key, lambda: self.chooser.pick(options))

    # what is to be missed

    def misses(self, rule: Rule, subject: Any = None) -> bool:
        """Whether a subject of a rule is to miss it: the first that is asked for, and of the others those chosen."""
        if rule is not self.target:
            return False
        if not self._chosen.get("missed"):
            self._chosen["missed"] = True
            self._chosen["misses", subject] = True
        return bool(self.once(("misses", subject), lambda: self.chooser.whole(0, 1)))

    def aim(self, rule: Rule, wanted: Quantity | NotStated, subject: Any = None) -> Quantity | None:
        """Return where a quantity of a subject has to lie: in a range, or just beyond it for a miss.

        None where the document states no range: any value will do.

        Raises
        ------
        CannotMissError
            When nothing lies beyond the range, and the rule is to be missed.
        """
        if not self.misses(rule, subject):
            return None if isinstance(wanted, NotStated) else wanted
        beyond = () if isinstance(wanted, NotStated) else just_beyond(wanted)
        if not beyond:
            raise self.cannot_miss(rule)
        return self.way_of(beyond)

    def way_of(self, options: Sequence[T]) -> T:
        """Return one of several ways to miss the target, such as below its range and above it.

        Other rules may leave only some of the ways: each of them is tried before a test begins, and those that are
        possible are drawn from.
        """
        self.ways = max(self.ways, len(options))
        return options[self.way % len(options)]

    def cannot_miss(self, rule: Rule) -> CannotMissError:
        """Return the error with which a maker says that nothing violates its rule."""
        required = rule.requirement
        words = Text(required.text("en"), required.text("zh"))
        return CannotMissError([NOTHING_VIOLATES(rule=name_of(rule), required=words)])

    # nodes

    def need(
        self, what: Selector | str, number: int = 1, *, within: str | None = None, **fields: Any
    ) -> tuple[Any, ...]:
        """Return the nodes that a selector means, after making as many as lack.

        Parameters
        ----------
        what : Selector or str
            The nodes, or their kind.
        number : int
            How many there are to be at least.
        within : str, optional
            Id of the container in which to look and to make them, besides what the selector says.
        **fields
            What a new node is given; those that are there already are not asked for it.
        """
        selector = Selector.of(what)
        if selector.within is not None:
            self._container(selector)
        for id_ in selector.ids:
            if id_ not in self.structure:
                self._create(selector, within, id_, fields)
        found = self.found(selector, within=within)
        while len(found) < number and not selector.ids:
            self._create(selector, within, None, fields)
            found = self.found(selector, within=within)
        return found

    def make(self, what: Selector | str, id: str | None = None, **fields: Any) -> Any:
        """Make one more node that a selector means, and return it."""
        before = {node.id for node in self.structure.nodes()}
        self._create(Selector.of(what), None, id, fields)
        return next(n for n in self.structure.records(Selector.of(what).kind) if getattr(n, "id", "") not in before)

    def found(self, what: Selector | str, *, within: str | None = None) -> tuple[Any, ...]:
        """Return the nodes that a selector means now; none while it names what is not there."""
        selector = Selector.of(what)
        if any(id_ not in self.structure for id_ in selector.ids):
            return ()
        every = map(self.structure.node, selector.ids) if selector.ids else self.structure.records(selector.kind)
        nodes = [node for node in every if isinstance(node, Node)]
        if within is not None:
            inside = {within, *(node.id for node in self.structure.descendants(within, Node))}
            nodes = [node for node in nodes if node.id in inside]
        return tuple(node for node in nodes if selector.match(self.structure, node)[0] is Truth.TRUE)

    def create(self, cls: type[R], id: str | None = None, **fields: Any) -> R:
        """Make a node of a class, with an id and a name where none is given."""
        kind = record_type(cls).kind
        number = len([n for n in self.structure.records(cls) if type(n) is cls]) + 1
        while id is None:
            fresh = kinds.new_id(kind, number)
            id, number = (fresh, number) if fresh not in self.structure else (None, number + 1)
        fields = {name: value for name, value in fields.items() if value is not None}
        if "name" not in fields:
            fields["name"] = kinds.new_name(kind, number)
        node: R = cls(id=id, **fields)  # type: ignore[call-arg]
        self.put(node)
        return node

    def put(self, *records: Record) -> None:
        """Put records in as they are, in place of those of the same key."""
        self.structure = self.structure.evolve(put=records)
        self.mark += 1

    def fill(self, record: R, **fields: Any) -> R:
        """Put a record in with fields that are settled at once, unless it has these values already; return it."""
        full: R = attrs.evolve(record, **fields)
        if not self.structure.has(full):
            self.put(full)
        return full

    def fill_all(self, records: Iterable[Record]) -> None:
        """Put those of some records in that are not there as they are."""
        new = [record for record in records if not self.structure.has(record)]
        if new:
            self.put(*new)

    def at_home(self, cls: type[Node], *, kind: str | None = None) -> str | None:
        """Return where a new node of a class stands when nobody asks for a place: a container of the usual kind."""
        parent = kinds.PARENTS.get(kind or record_type(cls).kind, "district")
        return TOP if parent == "district" else str(self.need(parent)[0].id)

    def _container(self, selector: Selector) -> None:
        """Make the container that a selector names, when it is not there."""
        name = selector.within
        if name is None or name in self.structure or name in self.structure.names:
            return
        meant = (s.kind for rule in self.rules for s in kinds.selectors_in(rule) if name in s.ids)
        kind = next(meant, kinds.PARENTS.get(selector.kind, "district"))
        if kind != "district" or not self.call_district(name):
            cls = kinds.class_of("street" if kind == "district" else kind)
            self.create(cls, name, parent=self.at_home(cls))

    def call_district(self, name: str) -> bool:
        """Give the district a name by which a rule means it; return whether it has that name now."""
        top = self.structure.node(TOP)
        if name != top.name and top.name == self.once(("name of the district",), lambda: top.name):
            self.put(attrs.evolve(top, name=name))
        return bool(self.structure.node(TOP).name == name)

    def named(self, id: str, kind: str = "department") -> Any:
        """Return the node that a rule names by its id, code or name, after making one of a kind where there is none."""
        if id not in self.structure and id not in self.structure.names and not (
            kind == "district" and self.call_district(id)
        ):  # fmt: skip
            self.need(Selector(kind="street" if kind == "district" else kind, ids=(id,)))
        return self.structure[id]

    def _create(self, selector: Selector, within: str | None, id_: str | None, fields: dict[str, Any]) -> None:
        cls = kinds.class_of(selector.kind)
        given: dict[str, Any] = {}
        for field, plain in selector.where.items():
            given[field] = self._asked(cls, field, plain)
        for field, plains in self._mentioned.get(cls, {}).items():
            other = None if field in given or field in fields else kinds.another_value(cls, field, plains)
            if other is not None:
                given[field] = other
        place = within
        if place is None and selector.within is not None:
            place = self.structure[selector.within].id
            place = None if place == TOP else place
        if "parent" not in fields:
            given.setdefault("parent", place if place is not None else self.at_home(cls))
        need = kinds.NEEDS.get(record_type(cls).kind)
        required = {a.name for a in attrs.fields(cls) if a.default is attrs.NOTHING} - {"id", "name"}
        lacking = not required or not required.issubset(fields)
        for field, value in (need(self) if need and lacking else {}).items():
            if field not in given or given[field] is None:
                given[field] = self._unmentioned(cls, field, value)
        self._play_parts(cls, given, fields)
        self.create(cls, id_, **{**given, **fields})

    def _play_parts(self, cls: type[Node], given: dict[str, Any], fields: dict[str, Any]) -> None:
        """Let an agency be hosted where it stands, and a body be responsible for the unit in which it stands."""
        parent = fields.get("parent", given.get("parent"))
        names = {spec.name for spec in field_specs(cls)}
        if parent is None or parent == TOP:
            return
        if "host" in names:
            given.setdefault("host", parent)

    def _asked(self, cls: type[Node], field: str, plains: Iterable[Any]) -> Any:
        """Return the value of a field that a selector asks for: the first of those that will do."""
        plain = next(iter(plains))
        spec = next((ref for ref in ref_fields(cls) if ref.name == field), None)
        if spec is not None and isinstance(plain, str):
            if plain not in self.structure:
                kind = next(iter(spec.kinds or ()), "community")
                self._create(Selector(kind=kind), None, plain, {})
            return (plain,) if spec.many else plain
        specs = kinds.spec_of(cls, field)
        value = kinds.read_plain(cls, field, [plain] if specs is not None and specs.many else plain)
        if isinstance(value, Quantity) and not value.is_exact:
            return kinds.example_of(value)
        return value

    def _unmentioned(self, cls: type[Node], field: str, value: Any) -> Any:
        """Return an id for a field of a node that no selector asks for: the one given, or another of its kind."""
        plains = self._mentioned.get(cls, {}).get(field, ())
        if value not in plains:
            return value
        kind = record_type(type(self.structure.node(value))).kind
        others = [node for node in self.found(kind) if node.id not in plains]
        return others[0].id if others else self._create_other(kind)

    def _create_other(self, kind: str) -> str:
        cls = kinds.class_of(kind)
        return str(self.create(cls, parent=self.at_home(cls)).id)

    def mentions(self, cls: type[Node], field: str) -> bool:
        """Whether a selector of a rule asks for values of a field of a class."""
        return bool(self._mentioned.get(cls, {}).get(field))

    def _mentions(self) -> dict[type[Node], dict[str, list[Any]]]:
        """Return for each class the values of its fields that selectors of the rules ask for."""
        found: dict[type[Node], dict[str, list[Any]]] = {}
        for rule in self.rules:
            for selector in kinds.selectors_in(rule):
                for cls in self.structure.classes(selector.kind):
                    if issubclass(cls, Node):
                        for field, plains in selector.where.items():
                            found.setdefault(cls, {}).setdefault(field, []).extend(plains)
        return found

    # relations

    def link(self, relation: Relation, by: str) -> Any:
        """Put a relation in that a rule wants, unless one of the same key is there; return the one that stands.

        Raises
        ------
        ClashError
            When another rule wants that there is none.
        """
        at = (type(relation), relation.key)
        if at in self._absent:
            raise ClashError(self._words(relation), [(by, _THERE), (self._absent[at], _NOT_THERE)])
        self._present.setdefault(at, by)
        standing = self.structure.find_record(type(relation), relation.key)
        if standing is None:
            self.put(relation)
            return relation
        return standing

    def unlink(self, relation: Relation, by: str) -> None:
        """Note that a rule wants no relation of the key of this one; raise ClashError when another wants it."""
        at = (type(relation), relation.key)
        if at in self._present:
            raise ClashError(self._words(relation), [(self._present[at], _THERE), (by, _NOT_THERE)])
        self._absent.setdefault(at, by)

    def is_unwanted(self, relation: Relation) -> bool:
        """Whether a rule wants that there is no relation of the key of this one."""
        return (type(relation), relation.key) in self._absent

    def close(self, kind: str, scope: str = TOP) -> None:
        """State that every record of a kind about a node (the district when left out) is listed."""
        inventory = Inventory(scope=scope, of=kind, complete=True)
        if not self.structure.has(inventory):
            self.put(inventory)

    # values

    def wish(self, record: Record, field: str, wanted: Wanted, by: Rule | str) -> None:
        """Note what a rule wants of one field of a record; raise ClashError when nothing is left.

        What other makers have put into the field already counts: a value that is stated is what it is.
        """
        rule = by if isinstance(by, str) else name_of(by)
        at = (type(record), record.key, field)
        slot = self._slots.get(at)
        if slot is None:
            slot = self._slots[at] = Slot(self._words(record, field))
            value = getattr(record, field)
            if not isinstance(value, NotStated) and value not in ((), None):
                slot.wish(AS_MADE, _stated(value))
        if slot.wish(rule, wanted):
            self.mark += 1

    def reopen(self, record: Record, field: str) -> None:
        """Say that the value with which a record was just put in is only one of those that it may have."""
        at = (type(record), record.key, field)
        self._slots.setdefault(at, Slot(self._words(record, field)))

    def left(self, record: Record, field: str) -> Wanted | None:
        """Return what the rules leave of one field of a record so far; None while none of them wishes anything."""
        slot = self._slots.get((type(record), record.key, field))
        return None if slot is None else slot.left()

    def leaves(self, record: Record, field: str, value: Any) -> bool:
        """Whether a field may still have a value, by what rules have wished so far and by what is stated."""
        slot = self._slots.get((type(record), record.key, field))
        if slot is None or not slot.is_wished:
            standing = getattr(record, field)
            return isinstance(standing, NotStated) or slot is not None or standing == value
        left = slot.left()
        return not isinstance(left, OneOf) or value in left.values

    def within(self, record: Record, field: str, wanted: Quantity | None, by: Rule | str) -> None:
        """Note that a quantity must lie in a range; None is no wish, but it will have some value."""
        kind = type(wanted) if wanted is not None else kinds.quantity_of(type(record), field)
        self.wish(record, field, Within(kind(wanted) if wanted is not None else kind.unknown()), by)

    def one_of(self, record: Record, field: str, values: Iterable[Any], by: Rule | str) -> None:
        """Note that a field must have one of some values; the first is the simplest."""
        self.wish(record, field, OneOf(tuple(values)), by)

    def members(
        self, record: Record, field: str, by: Rule | str,
        *, must: Iterable[Any] = (), without: Iterable[Any] = (), only: Iterable[Any] | None = None,
    ) -> None:  # fmt: skip
        """Note which members a field of several values must have, must not have, or may have at all."""
        self.wish(record, field, Members(tuple(must), tuple(without), None if only is None else tuple(only)), by)

    def share(self, subject: str, period: Any, holders: Iterable[str], wanted: Quantity | None, by: Rule | str) -> None:
        """Note that some evaluators must together hold a share of the appraisal of a subject in a round."""
        rule = by if isinstance(by, str) else name_of(by)
        wish = ShareWish(rule, frozenset(holders), None if wanted is None else Share(wanted))
        known = self._shares.setdefault((subject, period), {})
        if known.get((rule, wish.holders)) != wish:
            known[rule, wish.holders] = wish
            self.mark += 1

    def agree(self, what: Text, key: Any, holds: bool, by: Rule | str) -> None:
        """Note whether a rule wants something that no field of a record says; raise ClashError when they differ.

        Parameters
        ----------
        what : Text
            What is the case or not, in words.
        key : hashable
            What it is called between makers.
        holds : bool
            Whether the rule wants it.
        by : Rule or str
            Who wants it.
        """
        slot: Slot = self.once(("agreed", key), lambda: Slot(what))
        slot.wish(by if isinstance(by, str) else name_of(by), OneOf((holds,)))

    def _words(self, record: Record, field: str | None = None) -> Text:
        kind = kind_label(record_type(type(record)).kind)
        if isinstance(record, Node):
            label = record.label
        else:
            label = "/".join(str(part) for part in (record.key if isinstance(record.key, tuple) else ())[1:])
        en, zh = f"{kind.en} {label}", f"{kind.zh} {label}"
        return Text(en, zh) if field is None else Text(f"{field} of {en}", f"{zh}的 {field}")

    # the end

    def finish(self, key: Any, finisher: Callable[[], None], *, last: bool = False) -> None:
        """Call something once under a key when all wishes are known, before values are drawn; some after the others."""
        self._finishers.setdefault(key, (last, finisher))

    def touch_up(self, key: Any, touch: Callable[[Structure], Iterable[Record]]) -> None:
        """Put in, once under a key, what follows from the values that were drawn; one touch sees those before it."""
        self._touches.setdefault(key, touch)

    def settled(self) -> Structure:
        """Draw every value that is open within what the rules leave, and return the structure.

        Raises
        ------
        ClashError
            When the shares of one appraisal cannot be shared out as the rules want it.
        """
        for late in (False, True):
            for last, finisher in tuple(self._finishers.values()):
                if last is late:
                    finisher()
        changed: dict[tuple[type[Record], Key], dict[str, Any]] = {}
        for (cls, key, field), slot in self._slots.items():
            changed.setdefault((cls, key), {})[field] = slot.drawn(self.chooser)
        put = []
        for (cls, key), values in changed.items():
            record = self.structure.find_record(cls, key)
            if record is not None:
                put.append(attrs.evolve(record, **values))
        for (subject, period), wishes in self._shares.items():
            put += shared_out(self.structure, subject, period, tuple(wishes.values()), self.chooser)
        made = self.structure.evolve(put=put)
        for touch in self._touches.values():
            made = made.evolve(put=touch(made))
        return made


AS_MADE = "(as it was made)"
"""Who is named in a clash where no rule has wished anything: other makers."""
_THERE = Text("that it is there", "存在")
_NOT_THERE = Text("that it is not there", "不存在")


def _stated(value: Any) -> Wanted:
    if isinstance(value, Quantity):
        return Within(value)
    return Members(must=value) if isinstance(value, tuple) else OneOf((value,))
