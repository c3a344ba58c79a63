#!/bin/sh
# Installs Gongkai from this folder, without network: sh install.sh [FOLDER]. FOLDER is /opt/gongkai without it.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
folder=${1:-/opt/gongkai}

cd "$here"
sha256sum --check --quiet SHA256SUMS || {
    printf '%s\n' '安装包已损坏，没有安装。' 'The bundle is damaged; nothing was installed.' >&2
    exit 1
}
python=
for name in "${PYTHON:-}" python3.11 python3 python3.12 python3.13; do
    [ -n "$name" ] && command -v "$name" >/dev/null 2>&1 || continue
    "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && python=$name && break
done
[ -n "$python" ] || {
    printf '%s\n' '需要 Python 3.11 或更高版本。' 'Python 3.11 or later is needed.' >&2
    exit 1
}
[ -x "$folder/bin/python" ] || "$python" -m venv "$folder"
export PIP_NO_INDEX=1 PIP_FIND_LINKS="$here/wheels" PIP_DISABLE_PIP_VERSION_CHECK=1
install() { "$folder/bin/python" -m pip install --quiet "$@"; }
install --require-hashes -r requirements.lock
install --no-deps --force-reinstall "$here"/wheels/gongkai-*.whl
"$folder/bin/gongkai" --version
printf '%s\n' "已装入 $folder。接下来见 docs/howto/install.md。" "Installed in $folder. Next: docs/howto/install.md."
