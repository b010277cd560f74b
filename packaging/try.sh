#!/usr/bin/env bash
# Installs what `cargo xtask dist` made where nothing else is, and does the main job there: the archive and
# the Debian package in bare roots, the wheel in a fresh venv, the npm packages in a fresh folder.
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

has() { compgen -G "$1" >/dev/null; }

if has 'diptych-*.tar.gz'; then
  mkdir "$scratch/archive"
  tar -xzf diptych-*.tar.gz --strip-components=1 -C "$scratch/archive"
  main_job "$scratch/archive" /diptych
  for file in THIRD-PARTY.txt LICENSE-SCOWL man/diptych-align.1 completions/diptych.bash docs/termbase.md; do
    test -s "$scratch/archive/$file"
  done
  echo "the archive does the main job in a bare root"
fi

if has 'diptych_*.deb' && command -v dpkg-deb >/dev/null; then
  dpkg-deb --extract diptych_*.deb "$scratch/package"
  main_job "$scratch/package" /usr/bin/diptych
  test -s "$scratch/package/usr/share/man/man1/diptych-align.1.gz"
  test -s "$scratch/package/usr/share/doc/diptych/copyright"
  echo "the Debian package does the main job in a bare root"
fi

if has 'diptych-*.whl'; then
  python3 -m venv "$scratch/venv"
  "$scratch/venv/bin/pip" install --quiet --no-index --no-deps diptych-*.whl
  "$scratch/venv/bin/diptych" --quiet align "$here"/examples/article-{zh,en}.txt -o "$scratch/wheel.tmx"
  "$scratch/venv/bin/diptych" tmx check "$scratch/wheel.tmx"
  # Away from the sources, so that the module is the one that was installed.
  (cd "$scratch" && "$scratch/venv/bin/python" -m unittest discover --start-directory "$here/python/tests")
  echo "the wheel does the main job in a fresh venv, and its module answers as the command does"
fi

if has 'diptych-*.tgz' && command -v npm >/dev/null; then
  mkdir "$scratch/npm"
  npm install --prefix "$scratch/npm" --offline --no-audit --no-fund --silent "$PWD"/*.tgz
  "$scratch/npm/node_modules/.bin/diptych" --quiet align "$here"/examples/article-{zh,en}.txt -o "$scratch/npm.tmx"
  "$scratch/npm/node_modules/.bin/diptych" tmx check "$scratch/npm.tmx"
  code=0
  "$scratch/npm/node_modules/.bin/diptych" align missing.txt missing.txt 2>/dev/null || code=$?
  test "$code" = 2
  echo "the npm packages do the main job in a fresh folder"
fi
