"""Parts of pages that look the same to many readers: drawn once for each way they can look."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from functools import cache

from django.template import Context, TemplateSyntaxError
from django.template.base import FilterExpression, Node, NodeList, Parser, Token, token_kwargs
from django.template.loader_tags import BlockNode
from django.templatetags.static import static
from django.urls import get_script_prefix
from django.utils.functional import LazyObject
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language

FRAMES = frozenset({"tokens", "base", "desk", "portal"})
WAYS = 4096
"""How many ways of one part are kept before all are drawn anew."""

Way = tuple[str | None, str, tuple[tuple[type, Hashable], ...]]


class OnceNode(Node):
    """Sees its facts, the language and the first part of the address, and nothing else.

    It is given no request, no reader and no token: what one reader was shown can be shown to the next.
    """

    child_nodelists = ("nodelist",)

    def __init__(self, facts: Mapping[str, FilterExpression], nodelist: NodeList) -> None:
        self.facts = facts
        self.nodelist = nodelist
        self.ways: dict[Way, SafeString] = {}

    def render(self, context: Context) -> SafeString:
        facts = {name: expression.resolve(context) for name, expression in self.facts.items()}
        way = (get_language(), get_script_prefix(), tuple((type(fact), fact) for fact in facts.values()))
        drawn = self.ways.get(way)
        if drawn is None:
            if len(self.ways) >= WAYS:
                self.ways.clear()
            drawn = self.ways[way] = self._draw(context, facts)
        return drawn

    def _draw(self, context: Context, facts: dict[str, object]) -> SafeString:
        if any(isinstance(fact, LazyObject) for fact in facts.values()):
            raise TypeError("a fact is a value: what is looked up later would be kept with all it hangs on")
        alone = Context(facts)
        assert context.template is not None
        with alone.render_context.push_state(context.template), alone.bind_template(context.template):
            return self.nodelist.render(alone)


def once(parser: Parser, token: Token) -> OnceNode:
    """{% once name=government.body.name %} … {% endonce %}: no block inside, for it would not be filled."""
    _tag, *given = token.split_contents()
    facts = token_kwargs(given, parser)
    if given:
        raise TemplateSyntaxError("once takes facts as name=value")
    nodelist = parser.parse(("endonce",))
    parser.delete_first_token()
    if nodelist.get_nodes_by_type(BlockNode):
        raise TemplateSyntaxError("once cannot hold a block")
    return OnceNode(facts, nodelist)


@cache
def style_links(names: str) -> SafeString:
    """Links to the styles of these frames and components, in this order."""
    files = (f"ui/{name}.css" if name in FRAMES else f"ui/components/{name}.css" for name in names.split())
    return format_html_join("\n", '<link rel="stylesheet" href="{}">', ((static(file),) for file in files))
