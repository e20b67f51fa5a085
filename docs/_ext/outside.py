"""References that lead out of basegov are left alone before Sphinx looks for them under every name there is."""

from __future__ import annotations

from typing import Any, ClassVar, cast

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform


class LeaveOutside(SphinxPostTransform):
    """Put the words of a reference in its place where nothing of basegov has its name.

    Sphinx would compare each of the 20,000 types in signatures, nearly all of them `str` and its like, with each of the
    8,000 names of the library, and find nothing: a quarter of the time of the pages. What begins with ``basegov`` is
    left to Sphinx, so that a reference that leads nowhere is still said.
    """

    default_priority = 5
    _names: ClassVar[tuple[int, frozenset[str]]] = (0, frozenset())

    def run(self, **_: Any) -> None:
        """Replace the references of one page."""
        known = self._known()
        for node in list(self.document.findall(addnodes.pending_xref)):
            target = str(node.get("reftarget", "")).removesuffix("()")
            if node.get("refdomain") != "py" or target.partition(".")[0] == "basegov":
                continue
            if target.rpartition(".")[2] not in known:
                conditions = [child for child in node if isinstance(child, addnodes.pending_xref_condition)]
                shown = [child for child in conditions if child.get("condition") == "*"]
                node.replace_self(cast("list[nodes.Node]", shown[0].children if shown else node.children))

    def _known(self) -> frozenset[str]:
        """Return the last words of all names of the library."""
        objects = self.env.domains["py"].data["objects"]
        if self._names[0] != len(objects):
            type(self)._names = len(objects), frozenset(name.rpartition(".")[2] for name in objects)
        return self._names[1]


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the transform."""
    app.add_post_transform(LeaveOutside)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
