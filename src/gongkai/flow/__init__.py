"""State machines as data: what a thing may become, who may move it, and what a move needs."""

from gongkai.flow.diagram import flow_as_mermaid, flow_as_page, flow_as_table
from gongkai.flow.machine import Clock, Fact, Flow, Move, State

__all__ = ["Clock", "Fact", "Flow", "Move", "State", "flow_as_mermaid", "flow_as_page", "flow_as_table"]
