import os
from typing import Any, Dict, List, Optional, Sequence, Tuple, Union

_Path = Union[str, "os.PathLike[str]"]
_Given = Union[_Path, Sequence[str]]
_Lines = Tuple[List[str], List[str]]

__version__: str

class Error(ValueError):
    """The input cannot be used; the message says why, and what to do."""

class InternalError(RuntimeError):
    """Diptych is at fault."""

def align(source: _Given, target: _Given, keywords: Dict[str, Any]) -> _Lines: ...
def segment(
    text: _Given,
    lang: Optional[str],
    layout: Optional[str],
    notes: Optional[str],
    srx: Optional[_Path],
) -> _Lines: ...
def check_file(file: _Path, keywords: Dict[str, Any]) -> _Lines: ...
def check_pairs(
    pairs: List[Tuple[str, str, float]],
    source_lang: Optional[str],
    keywords: Dict[str, Any],
) -> _Lines: ...
def command(arguments: List[str]) -> int: ...
