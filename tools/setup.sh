#!/bin/sh
# Makes .venv from a lock file: sh tools/setup.sh LOCK. Changes nothing outside .venv. Takes uv when it is on the PATH, else pip.
set -eu

lock=$1
venv=.venv

say() { printf '%s\n' "$@" >&2; }

find_python() {
    for name in "${PYTHON:-}" python3.11 python3 python3.12 python3.13; do
        [ -n "$name" ] && command -v "$name" >/dev/null 2>&1 || continue
        if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            printf '%s\n' "$name"
            return
        fi
    done
    say '没有找到 Python 3.11 或更高版本。Debian 12：sudo apt-get install python3.11 python3.11-venv' \
        'Python 3.11 or later was not found. On Debian 12: sudo apt-get install python3.11 python3.11-venv'
    return 1
}

make_venv() {
    python=$(find_python)
    if command -v uv >/dev/null 2>&1; then
        uv venv --quiet --no-config --python "$(command -v "$python")" "$venv"
    elif "$python" -c 'import ensurepip, venv' 2>/dev/null; then
        "$python" -m venv "$venv"
    else
        version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
        say "缺少系统软件包 python$version-venv。请执行：sudo apt-get install python$version-venv" \
            "The system package python$version-venv is missing. Run: sudo apt-get install python$version-venv"
        return 1
    fi
}

install() {
    if [ -x "$venv/bin/pip" ]; then
        "$venv/bin/python" -m pip --disable-pip-version-check install --quiet "$@"
    else
        uv pip install --quiet --python "$venv/bin/python" "$@"
    fi
}

[ -x "$venv/bin/python" ] && "$venv/bin/python" -c '' 2>/dev/null || { rm -rf "$venv"; make_venv; }
say "正在按 $lock 安装 / Installing $lock …"
install --require-hashes -r "$lock"
install --no-deps --no-build-isolation -e .
