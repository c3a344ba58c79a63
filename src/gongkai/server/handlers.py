"""Who answers to what: the name of an event, and the functions that run after the act has been committed."""

from gongkai.apps.core.outbox import Handlers

HANDLERS: Handlers = {
    "disclosure.published": (),
}
