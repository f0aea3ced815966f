"""Say in one line why a settings file cannot be read: its code is the author's, and can raise anything."""

import traceback

from ..diagnostic import in_one_line
from .files import shown

PELICANS_WORDS = "You need to specify a path containing the content"
NO_CONTENT = "PATH, the folder with the content, is not a folder"
READER = "/pelican/settings.py"
"""The end of the path of the module that reads settings."""


def settings_fault(error: BaseException) -> str:
    """Return why the settings cannot be read; empty if the error arose elsewhere."""
    frames = traceback.extract_tb(error.__traceback__)
    files = [frame.filename.replace("\\", "/") for frame in frames]
    read = next((number for number, file in enumerate(files) if file.endswith(READER)), None)
    if read is None:
        return ""
    places = [(file, frame.lineno) for file, frame in zip(files, frames, strict=True)][read:]
    words = NO_CONTENT if str(error).startswith(PELICANS_WORDS) else str(error)
    if isinstance(error, SyntaxError) and error.filename:
        places.append((error.filename, error.lineno))
        words = error.msg
    reason = in_one_line(" ".join(f"{type(error).__name__}: {words}".split())).removesuffix(":")
    own = [f"{shown(file)}:{line}: " for file, line in places if not shown(file).startswith(("/", "<"))]
    return f"{own[-1] if own else ''}the settings cannot be read: {reason}"
