"""Who answers to what: the name of an event, and the functions that run after the act has been committed."""

from collections.abc import Callable

HANDLERS: dict[str, tuple[Callable[..., None], ...]] = {}
