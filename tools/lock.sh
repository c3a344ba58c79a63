#!/bin/sh
# Resolves the requirements from the public index and writes the lock files: hashes, no addresses.
set -eu

uv=$(command -v uv || echo .venv/bin/uv)

lock() {
    env -u PIP_FIND_LINKS -u UV_FIND_LINKS -u UV_INDEX_URL -u UV_EXTRA_INDEX_URL \
        "$uv" --no-config pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
        --no-header --no-annotate --no-emit-index-url --no-emit-find-links --extra all pyproject.toml "$@"
}

lock requirements.in -o requirements.lock
lock requirements.in requirements-dev.in -c requirements.lock -o requirements-dev.lock
lock requirements.in requirements-dev.in requirements-bench.in -c requirements-dev.lock -o requirements-bench.lock

if grep -nE '://|find-links|index-url|file:' requirements*.lock; then
    echo 'A lock file names an address; it must not.' >&2
    exit 1
fi
