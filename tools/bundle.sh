#!/bin/sh
# Makes var/bundle/gongkai-VERSION.tar: everything an installation without network needs, and a script that installs it.
# Wheels are for the Python and the kind of machine this runs on.
set -eu

python=.venv/bin/python
version=$("$python" -c 'import gongkai; print(gongkai.__version__)')
name=gongkai-$version
target=var/bundle
rm -rf "$target"
mkdir -p "$target/$name/wheels"

"$python" -m tools.messages --compile
"$python" -m pip --disable-pip-version-check download --quiet --require-hashes --only-binary :all: \
    -r requirements.lock -d "$target/$name/wheels"
"$python" -m pip --disable-pip-version-check wheel --quiet --no-deps --no-build-isolation . -w "$target/$name/wheels"
rm -rf build
cp requirements.lock LICENSE "$target/$name/"
cp -R deploy "$target/$name/deploy"
cp tools/install.sh "$target/$name/install.sh"
(cd "$target/$name" && find . -type f ! -name SHA256SUMS -exec sha256sum {} + | sort -k 2 >SHA256SUMS)
tar -C "$target" --sort=name --owner=0 --group=0 --mtime=@0 -cf "$target/$name.tar" "$name"
printf '%s\n' "$target/$name.tar"
