#!/usr/bin/env bash
# Builds this commit once more, from a fresh clone in another folder, and compares the bytes with those of
# `cargo xtask dist` in target/dist. Names of parts, as `dist` takes them, build less.
set -euo pipefail
here="$(cd "$(dirname "$0")/.." && pwd)"
scratch="$(mktemp -d)"
trap 'rm -rf "$scratch"' EXIT
git clone --quiet "$here" "$scratch/another folder"
cd "$scratch/another folder"
# No time stamp and no locale may matter, nor who may read what.
umask 077
export TZ=Asia/Shanghai LC_ALL=C
cargo run --quiet --locked -p xtask -- dist "$@"
(cd target/dist && cat SHA256SUMS)
cd "$here/target/dist"
while read -r sum name; do
  grep -Fqx "$sum  $name" SHA256SUMS || { echo "$name: other bytes" >&2; exit 1; }
done <"$scratch/another folder/target/dist/SHA256SUMS"
echo "the same bytes in another folder"
