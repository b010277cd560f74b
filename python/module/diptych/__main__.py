"""``python -m diptych`` is the command ``diptych``."""

from . import _command

_command()
