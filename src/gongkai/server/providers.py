"""The registers that can be counted: where each measure and each counted cell comes from."""

from gongkai.apps.disclosure import counts as disclosure

PROVIDERS = (disclosure.PROVIDER,)
