"""Aligns Chinese and English texts, splits them into sentences, and checks how terms are rendered.

A text is given as it is at hand:

- a ``str`` is the text itself,
- a list of ``str`` is its sentences, none of which is split or joined (a line break in one is a blank),
- a ``pathlib.Path`` (or any ``os.PathLike``) is a file in any format that the command reads.

The answers are those of the command ``diptych``, which is installed with this module. All functions
release the interpreter's lock while they work, so threads run side by side.
"""

from __future__ import annotations

import json
import os
import sys
import warnings
from dataclasses import dataclass, field
from typing import Any, Dict, Iterable, List, Optional, Sequence, Tuple, Union

from . import _native
from ._native import Error, InternalError, __version__

__all__ = [
    "Bead",
    "Error",
    "Finding",
    "InternalError",
    "Span",
    "align",
    "check",
    "segment",
    "__version__",
]

Given = Union[str, "os.PathLike[str]", Sequence[str]]
Path = Union[str, "os.PathLike[str]"]
Paths = Union[Path, Iterable[Path]]


@dataclass(frozen=True)
class Bead:
    """Segments that translate one another."""

    source: List[int]
    """The numbers of the source segments, from 0: places in the list that was given, or in ``segment(source)``."""
    target: List[int]
    """The numbers of the target segments, likewise."""
    score: float
    """The probability that exactly these segments belong together, 0 to 1, three decimals."""
    source_text: str
    """The source segments, joined as their language joins them."""
    target_text: str
    """The target segments, likewise."""
    kind: Optional[str] = None
    """``title``, ``heading``, ``abstract`` or ``note``; None for a paragraph."""

    @property
    def is_doubtful(self) -> bool:
        """Whether a person should look at it first."""
        return self.score < 0.7


@dataclass(frozen=True)
class Span:
    """A place in a text: characters from 0, end exclusive, so that ``text[span.start:span.end]`` is it."""

    start: int
    end: int


@dataclass(frozen=True)
class Finding:
    """What a check found in a pair."""

    rule: str
    """``term.`` and the class, ``number.differs``, or ``qa.`` and the name of a rule."""
    kind: str
    """The class: ``forbidden``, ``superseded``, ``missing``, ``variant``, ``number``, ``qa`` and others."""
    severity: str
    """``critical``, ``major``, ``minor`` or ``info``."""
    unit: int
    """The number of the pair, from 1."""
    term: Optional[str]
    """The source term."""
    source: Optional[Span]
    """Where it stands in the source text."""
    target: Optional[Span]
    """What it is about in the target text."""
    found: Optional[str]
    """The text of that place."""
    expected: List[str]
    """The renderings that would be right, best first."""
    score: Optional[float]
    """How close ``found`` is to the nearest of them, 0 to 1."""
    reason: Optional[str]
    """The reason in words."""
    fingerprint: str
    """Stays the same while texts and message stay the same."""
    waived: bool
    """Whether a waiver in the file covers it."""
    fields: Dict[str, Any] = field(compare=False, repr=False)
    """All fields, as ``diptych check --format jsonl`` writes them."""


def align(
    source: Given,
    target: Given,
    *,
    source_lang: Optional[str] = None,
    target_lang: Optional[str] = None,
    glossary: Paths = (),
    lexicon: Paths = (),
    layout: Optional[str] = None,
    notes: Optional[str] = None,
    srx: Optional[Path] = None,
    force: bool = False,
) -> List[Bead]:
    """Pairs the sentences of a text and its translation; one is Chinese, the other English.

    Every sentence stands in exactly one bead; in a list, a blank one is a bead of its own. ``source_lang`` and
    ``target_lang`` are BCP 47 codes (default: detected). Termbases (``glossary``) and word lists (``lexicon``)
    help to align. ``layout`` says what the lines of a plain text are (``auto``, ``extracted``, ``paragraphs``,
    ``lines``), ``notes`` what becomes of footnotes (``align``, ``drop``, ``inline``), ``srx`` is a file of rules that
    split sentences. ``force`` aligns texts that do not look like translations of each other.

    Raises ``Error`` where the command would end with the exit code 2, with its message.
    """
    keywords = {
        "source_lang": source_lang,
        "target_lang": target_lang,
        "glossary": _paths(glossary),
        "lexicon": _paths(lexicon),
        "layout": layout,
        "notes": notes,
        "srx": srx,
        "force": force,
    }
    beads = []
    for line in _heeded(_native.align(_given(source), _given(target), keywords)):
        bead = json.loads(line)
        names = ("source", "target", "score", "source_text", "target_text")
        beads.append(Bead(kind=bead.get("kind"), **{name: bead[name] for name in names}))
    return beads


def segment(
    text: Given,
    *,
    lang: Optional[str] = None,
    layout: Optional[str] = None,
    notes: Optional[str] = None,
    srx: Optional[Path] = None,
) -> List[str]:
    """Splits a text into sentences, in the order in which ``align`` numbers them.

    Page numbers and running heads are left out, hard line breaks are removed. The keywords are those of
    ``align``. Raises ``Error`` where the command would end with the exit code 2.
    """
    lines = _heeded(_native.segment(_given(text), lang, layout, notes, srx))
    return [json.loads(line) for line in lines]


def check(
    pairs: Union["os.PathLike[str]", Iterable[Union[Bead, Tuple[str, str]]]],
    glossary: Paths = (),
    *,
    source_lang: Optional[str] = None,
    numbers: bool = False,
    qa: bool = False,
    any_script: bool = False,
) -> List[Finding]:
    """Checks how terms are rendered in pairs, against termbases.

    ``pairs`` are beads, tuples of source and target text, or a file that holds both sides (TMX, XLIFF, PO, a
    table, a saved alignment). ``numbers`` compares numbers, ``qa`` also placeholders, blanks, brackets and ends;
    ``any_script`` matches terms in traditional and simplified characters alike. ``source_lang`` says which side
    is Chinese (default: detected); a file tells it itself.

    Raises ``Error`` where the command would end with the exit code 2, with its message.
    """
    keywords = {
        "glossary": _paths(glossary),
        "numbers": numbers,
        "qa": qa,
        "any_script": any_script,
    }
    if isinstance(pairs, os.PathLike):
        answer = _native.check_file(pairs, keywords)
    elif isinstance(pairs, str):
        raise TypeError("a file is given as a pathlib.Path, pairs as a list")
    else:
        answer = _native.check_pairs([_pair(pair) for pair in pairs], source_lang, keywords)
    return [_finding(json.loads(line)) for line in _heeded(answer)]


def _given(text: Given) -> Any:
    if isinstance(text, (str, os.PathLike)):
        return text
    if isinstance(text, bytes):
        raise TypeError("bytes are no text: decode them, or give a pathlib.Path")
    return list(text)


def _paths(paths: Paths) -> List[str]:
    if isinstance(paths, (str, os.PathLike)):
        paths = [paths]
    return [os.fspath(path) for path in paths]


def _pair(pair: Union[Bead, Tuple[str, str]]) -> Tuple[str, str, float]:
    if isinstance(pair, Bead):
        return pair.source_text, pair.target_text, pair.score
    source, target = pair
    return source, target, 1.0


def _span(span: Optional[Dict[str, int]]) -> Optional[Span]:
    return None if span is None else Span(**span)


def _finding(fields: Dict[str, Any]) -> Finding:
    names = ("rule", "severity", "unit", "term", "found", "expected", "score", "reason", "fingerprint", "waived")
    return Finding(
        kind=fields["class"],
        source=_span(fields["source"]),
        target=_span(fields["target"]),
        fields=fields,
        **{name: fields[name] for name in names},
    )


def _heeded(answer: Tuple[List[str], List[str]]) -> List[str]:
    lines, heed = answer
    for message in heed:
        warnings.warn(message, stacklevel=3)
    return lines


def _command() -> None:
    """The command ``diptych``."""
    sys.exit(_native.command(["diptych", *sys.argv[1:]]))
