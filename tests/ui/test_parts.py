"""Parts that are drawn once: they see their facts and nothing of the reader."""

from __future__ import annotations

import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.test.utils import override_script_prefix
from django.utils.functional import SimpleLazyObject
from django.utils.safestring import mark_safe
from django.utils.translation import override

from gongkai.ui.parts import WAYS, OnceNode


def drawn(template: Template, **context: object) -> str:
    return template.render(Context(context))


def test_part_sees_its_facts_alone() -> None:
    template = Template("{% once name=reader.name %}[{{ name }}{{ reader }}{{ csrf_token }}]{% endonce %}")

    assert drawn(template, reader={"name": "王敏"}, csrf_token="secret") == "[王敏]"


def test_part_is_drawn_anew_for_other_facts_only() -> None:
    counted: list[str] = []
    template = Template("{% once name=name %}{{ name }}{{ name.upper }}{% endonce %}")

    class Name(str):
        def upper(self) -> str:
            counted.append(self)
            return ""

    pages = [drawn(template, name=Name(name)) for name in ("a", "b", "a", "a", "b")]

    assert pages == ["a", "b", "a", "a", "b"]
    assert counted == ["a", "b"]


def test_part_follows_language_and_first_part_of_the_address() -> None:
    template = Template("{% once %}{% translate 'Sign out' %} {% url 'desk:today' %}{% endonce %}")

    shown = set()
    for language in ("zh-hans", "en"):
        for prefix in ("/shifan/", "/lin/"):
            with override(language), override_script_prefix(prefix):
                shown.add(drawn(template))

    assert shown == {"退出登录 /shifan/desk/", "退出登录 /lin/desk/", "Sign out /shifan/desk/", "Sign out /lin/desk/"}


def test_what_was_marked_safe_for_one_is_not_safe_for_another() -> None:
    template = Template("{% once name=name %}{{ name }}{% endonce %}")

    assert drawn(template, name=mark_safe("<b>")) == "<b>"
    assert drawn(template, name="<b>") == "&lt;b&gt;"


def test_ways_that_are_kept_are_bounded() -> None:
    template = Template("{% once number=number %}{{ number }}{% endonce %}")
    node = template.nodelist.get_nodes_by_type(OnceNode)[0]

    for number in range(WAYS + 2):
        drawn(template, number=number)

    assert isinstance(node, OnceNode)
    assert len(node.ways) == 2


@pytest.mark.parametrize(
    "source", ["{% once %}{% block title %}{% endblock %}{% endonce %}", "{% once name %}{% endonce %}"]
)
def test_part_with_a_block_or_a_fact_without_a_name_is_refused(source: str) -> None:
    with pytest.raises(TemplateSyntaxError):
        Template(source)


def test_fact_that_is_looked_up_later_is_refused() -> None:
    template = Template("{% once user=user %}{{ user }}{% endonce %}")

    with pytest.raises(TypeError):
        drawn(template, user=SimpleLazyObject(lambda: "王敏"))
