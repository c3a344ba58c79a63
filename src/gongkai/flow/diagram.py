"""A flow drawn for readers: a Markdown table, a Mermaid diagram, a page of the handbook."""

from __future__ import annotations

from gongkai.bilingual import Language, Text
from gongkai.flow.machine import Clock, Flow

CLOCKS: dict[Clock, Text] = {
    "runs": Text("计时", "runs"),
    "paused": Text("暂停", "paused"),
    "restarts": Text("重新计算", "restarts"),
    "stopped": Text("停止", "stopped"),
}

_HEADS = (
    Text("操作", "Move"),
    Text("从", "From"),
    Text("到", "To"),
    Text("由", "By"),
    Text("需要", "Needs"),
    Text("依据", "Citation"),
)


def flow_as_table(flow: Flow, language: Language = "zh") -> str:
    """The moves of a flow as a Markdown table, one row a move."""
    facts = {fact.name: fact.label.in_language(language) for fact in flow.facts}
    labels = {state.name: state.label.in_language(language) for state in flow.states}
    comma = "、" if language == "zh" else ", "
    rows = [
        (
            move.label.in_language(language),
            comma.join(labels[source] for source in move.sources),
            labels[move.target],
            move.by,
            comma.join(facts[need] for need in move.needs),
            move.cite,
        )
        for move in flow.moves
    ]
    heads = tuple(head.in_language(language) for head in _HEADS)
    return "\n".join(f"| {' | '.join(row)} |" for row in (heads, ("---",) * len(heads), *rows)) + "\n"


def flow_as_mermaid(flow: Flow, language: Language = "zh") -> str:
    """The flow as the text of a Mermaid state diagram; a state that does not let the clock run says so."""
    lines = ["stateDiagram-v2"]
    for state in flow.states:
        clock = "" if state.clock == "runs" else f" ({CLOCKS[state.clock].in_language(language)})"
        lines.append(f'    state "{state.label.in_language(language)}{clock}" as {state.name}')
    lines.append(f"    [*] --> {flow.start}")
    lines += [
        f"    {source} --> {move.target}: {move.label.in_language(language)}"
        for move in flow.moves
        for source in move.sources
    ]
    lines += [f"    {state.name} --> [*]" for state in flow.states if state.is_final]
    return "\n".join(lines) + "\n"


def flow_as_page(flow: Flow, language: Language = "zh") -> str:
    """A page of the handbook: title, diagram, table."""
    title = flow.label.in_language(language)
    return f"# {title}\n\n```mermaid\n{flow_as_mermaid(flow, language)}```\n\n{flow_as_table(flow, language)}"
