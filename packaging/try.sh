#!/usr/bin/env bash
# Installs what `cargo xtask dist` made in bare roots, where nothing else is, and does the main job there.
set -euo pipefail
here="$(cd "$(dirname "$0")/.." && pwd)"
cd "$here/target/dist"
sha256sum --check SHA256SUMS

scratch="$(mktemp -d)"
trap 'rm -rf "$scratch"' EXIT
enter() { if [ "$(id -u)" = 0 ]; then chroot "$@"; else unshare --map-root-user chroot "$@"; fi; }

# ROOT PROGRAM: aligns the sample with the program that is installed in the root.
main_job() {
  mkdir "$1/desk"
  cp "$here"/examples/{article-zh.txt,article-en.txt,terms.tsv} "$1/desk"
  enter "$1" "$2" --quiet align /desk/article-zh.txt /desk/article-en.txt \
    --glossary /desk/terms.tsv -o /desk/article.tmx -o /desk/article.xlsx
  enter "$1" "$2" tmx check /desk/article.tmx
  test -s "$1/desk/article.xlsx"
}

mkdir "$scratch/archive"
tar -xzf diptych-*.tar.gz --strip-components=1 -C "$scratch/archive"
main_job "$scratch/archive" /diptych
for file in THIRD-PARTY.txt man/diptych-align.1 completions/diptych.bash docs/termbase.md; do
  test -s "$scratch/archive/$file"
done

if command -v dpkg-deb >/dev/null; then
  dpkg-deb --extract diptych_*.deb "$scratch/package"
  main_job "$scratch/package" /usr/bin/diptych
  test -s "$scratch/package/usr/share/man/man1/diptych-align.1.gz"
  test -s "$scratch/package/usr/share/doc/diptych/copyright"
fi
echo "both install and do the main job in a bare root"
