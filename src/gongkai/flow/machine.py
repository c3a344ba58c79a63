"""State machines as data: states, moves, facts; a wrong declaration is refused when it is imported."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from gongkai.bilingual import Text
from gongkai.errors import InvalidDeclaration, InvalidInput, MoveRefused

Clock = Literal["runs", "paused", "restarts", "stopped"]


@dataclass(frozen=True, slots=True)
class State:
    """Where something stands.

    clock     what the statutory clock does while it stands here
    is_final  nothing need follow; moves out of it are allowed all the same
    """

    name: str
    label: Text
    clock: Clock = "runs"
    is_final: bool = False
    cite: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """Something a move needs before it may be made: a reason, a proof of delivery."""

    name: str
    label: Text


@dataclass(frozen=True, slots=True)
class Move:
    """An act that takes something from one of several states to one state.

    by     the office that may do it, as the faces name offices
    needs  names of the facts that must be given
    """

    name: str
    label: Text
    sources: tuple[str, ...]
    target: str
    by: str
    cite: str = ""
    needs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Flow:
    """One state machine. Buttons, permissions, audit words and docs are all read from it.

    raises  InvalidDeclaration for a name used twice, an unknown state or fact, a state that cannot be reached,
            or a state from which no final state can be reached
    """

    name: str
    label: Text
    start: str
    states: tuple[State, ...]
    moves: tuple[Move, ...]
    facts: tuple[Fact, ...] = ()

    def __post_init__(self) -> None:
        for where, fault in _faults(self):
            raise InvalidDeclaration("invalid-flow", fault, where=f"flow {self.name}: {where}")

    def state(self, name: str) -> State:
        """The state of that name. Raises InvalidInput."""
        if name in self._states:
            return self._states[name]
        raise InvalidInput(
            "unknown-state", Text(f"“{self.label.zh}”没有“{name}”这一状态。", f"{self.label.en} has no state {name!r}.")
        )

    def move(self, name: str) -> Move:
        """The move of that name. Raises InvalidInput."""
        if name in self._moves:
            return self._moves[name]
        raise InvalidInput(
            "unknown-move", Text(f"“{self.label.zh}”没有“{name}”这一操作。", f"{self.label.en} has no move {name!r}.")
        )

    def moves_from(self, state: str, *, by: str | None = None) -> tuple[Move, ...]:
        """The moves open in that state, in declared order; `by` keeps those of one office."""
        known = self.state(state)
        return tuple(m for m in self.moves if known.name in m.sources and by in (None, m.by))

    def check_move(self, state: str, move: str, *, facts: Collection[str] = ()) -> Move:
        """The move, if it may be made in that state with those facts.

        raises  MoveRefused, with what would help
        """
        here, wanted = self.state(state), self.move(move)
        if here.name not in wanted.sources:
            raise MoveRefused(
                "move-not-open",
                Text("“{state}”时不能“{move}”。", "{move} is not possible while it is {state}.").format(
                    state=here.label, move=wanted.label
                ),
                hint=_open_moves(self.moves_from(state)),
            )
        missing = [self._facts[need].label for need in wanted.needs if need not in facts]
        if missing:
            raise MoveRefused(
                "missing-facts",
                Text("“{move}”还缺少：{facts}。", "{move} still needs: {facts}.").format(
                    move=wanted.label, facts=_listed(missing)
                ),
            )
        return wanted

    @cached_property
    def _states(self) -> dict[str, State]:
        return {state.name: state for state in self.states}

    @cached_property
    def _moves(self) -> dict[str, Move]:
        return {move.name: move for move in self.moves}

    @cached_property
    def _facts(self) -> dict[str, Fact]:
        return {fact.name: fact for fact in self.facts}


def _listed(labels: Iterable[Text]) -> Text:
    labels = tuple(labels)
    return Text("、".join(label.zh for label in labels), ", ".join(label.en for label in labels))


def _open_moves(moves: Collection[Move]) -> Text:
    if not moves:
        return Text("这一状态已是终点。", "Nothing follows this state.")
    return Text("现在可以：{moves}。", "Possible now: {moves}.").format(moves=_listed(m.label for m in moves))


def _faults(flow: Flow) -> Iterator[tuple[str, Text]]:
    """Every fault of a declaration with its place; the first kind found hides those that follow from it."""
    yield from list(_repeated_names(flow)) or list(_unknown_names(flow)) or list(_broken_paths(flow))


def _repeated_names(flow: Flow) -> Iterator[tuple[str, Text]]:
    names = [f"state {state.name}" for state in flow.states]
    names += [f"move {move.name}" for move in flow.moves]
    names += [f"fact {fact.name}" for fact in flow.facts]
    for name, count in Counter(names).items():
        if count > 1:
            yield name, Text("同一名称声明了两次。", "This name is declared twice.")


def _unknown_names(flow: Flow) -> Iterator[tuple[str, Text]]:
    states = {state.name for state in flow.states}
    facts = {fact.name for fact in flow.facts}
    if flow.start not in states:
        yield "start", Text(f"没有“{flow.start}”这一状态。", f"There is no state {flow.start!r}.")
    for move in flow.moves:
        if not move.sources:
            yield f"move {move.name}", Text("没有写明从哪一状态出发。", "It names no state to start from.")
        for name in (*move.sources, move.target):
            if name not in states:
                yield f"move {move.name}", Text(f"没有“{name}”这一状态。", f"There is no state {name!r}.")
        for need in move.needs:
            if need not in facts:
                yield f"move {move.name}", Text(f"没有声明“{need}”这一事实。", f"The fact {need!r} is not declared.")


def _broken_paths(flow: Flow) -> Iterator[tuple[str, Text]]:
    onward = [(source, move.target) for move in flow.moves for source in move.sources]
    reached = _reached({flow.start}, onward)
    ending = _reached(
        {state.name for state in flow.states if state.is_final}, [(target, source) for source, target in onward]
    )
    for state in flow.states:
        if state.name not in reached:
            yield f"state {state.name}", Text("从起点到不了这一状态。", "It cannot be reached from the start.")
        elif state.name not in ending:
            yield f"state {state.name}", Text("从这一状态走不到终点。", "No final state can be reached from it.")


def _reached(first: set[str], steps: Collection[tuple[str, str]]) -> set[str]:
    """All states that can be come to from the first ones."""
    reached = set(first)
    while new := {target for source, target in steps if source in reached} - reached:
        reached |= new
    return reached
