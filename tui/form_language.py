"""What a form may be made of: of Jinja2's language the part that shows values.

No calls, no arithmetic, no other files; and what a template may name is known before it is used.
"""

from collections.abc import Collection, Iterable
from typing import Any, NoReturn

from jinja2 import nodes

from tui.model.trouble import Trouble
from tui.toml_files import excerpt

COUNT = "count turns"
"""The filter through which every loop goes."""
JOIN = "join texts"
"""The filter through which texts with ~ between them go. No template can write a name with a blank in it."""
_DEPTH = 60

_ALLOWED = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.For,
    nodes.If,
    nodes.Name,
    nodes.Const,
    nodes.Getattr,
    nodes.Getitem,
    nodes.Slice,
    nodes.Filter,
    nodes.Test,
    nodes.Not,
    nodes.And,
    nodes.Or,
    nodes.Neg,
    nodes.Compare,
    nodes.Operand,
    nodes.CondExpr,
    nodes.List,
    nodes.Tuple,
    nodes.Concat,
    nodes.Assign,
)
_WORDS = {
    "Add": "+",
    "Sub": "-",
    "Mul": "*",
    "Div": "/",
    "FloorDiv": "//",
    "Mod": "%",
    "Pow": "**",
    "Call": "a call with ( )",
    "Dict": "a table with { }",
    "AssignBlock": "{% set %} with an {% endset %}",
    "FilterBlock": "{% filter %}",
    "FromImport": "{% from %}",
    "Scope": "{% autoescape %}",
    "NSRef": "a dot behind {% set %}",
}


def look_over(tree: nodes.Template, names: Iterable[str], filters: Collection[str]) -> None:
    """Go over a template that may use these names and filters, and have its loops and texts counted.

    Raises `Trouble` with the line for whatever it may not do.
    """
    own = {name.name for name in tree.find_all(nodes.Name) if name.ctx == "store"}
    loop = {"loop"} if tree.find(nodes.For) else set()
    _Look({*names, *own, *loop}, filters).visit(tree, 0)


class _Look:
    """Goes over a template before it is used: refuses what it may not do, and has the rest counted."""

    def __init__(self, known: Collection[str], filters: Collection[str]) -> None:
        self._known = known
        self._filters = filters

    def visit(self, node: nodes.Node, depth: int) -> None:
        self._check(node, depth)
        for name, value in node.iter_fields():
            if isinstance(value, nodes.Node):
                setattr(node, name, self._changed(value, depth))
            elif isinstance(value, list):
                value[:] = [self._changed(one, depth) if isinstance(one, nodes.Node) else one for one in value]
        if isinstance(node, nodes.For):
            node.iter = _filter(COUNT, node.iter)
        if isinstance(node, nodes.CondExpr) and node.expr2 is None:
            node.expr2 = nodes.Const("", lineno=node.lineno)

    def _changed(self, node: nodes.Node, depth: int) -> nodes.Node:
        self.visit(node, depth + 1)
        if isinstance(node, nodes.Concat):
            return _filter(JOIN, nodes.List(node.nodes, lineno=node.lineno))
        return node

    def _check(self, node: nodes.Node, depth: int) -> None:
        if depth > _DEPTH:
            _refuse(node, "too much stands inside something else here")
        if type(node) not in _ALLOWED:
            name = type(node).__name__
            _refuse(node, f"{_WORDS.get(name, '{% ' + name.lower() + ' %}')} cannot be used in a form")
        if isinstance(node, nodes.Name) and node.ctx == "load" and node.name not in self._known:
            _refuse(node, f"{excerpt(node.name)} is nothing that this form may name")
        if isinstance(node, nodes.Filter) and node.name not in self._filters:
            _refuse(node, f"there is no filter {excerpt(node.name)}; there are {', '.join(self._filters)}")
        if isinstance(node, nodes.For) and node.recursive:
            _refuse(node, "a loop in a form is not recursive")


def _filter(name: str, value: Any) -> nodes.Filter:
    return nodes.Filter(value, name, [], [], None, None, lineno=value.lineno)


def _refuse(node: nodes.Node, words: str) -> NoReturn:
    place = f"line {node.lineno}: " if node.lineno else ""
    raise Trouble(f"{place}{words}")
