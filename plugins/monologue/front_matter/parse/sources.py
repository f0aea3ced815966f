"""Parse the text of a file into its fields, as plain data, and its body."""

from dataclasses import dataclass, replace

from ..model import Fault, Source, SourceError
from .bounds import unusable
from .classic import is_classic, read_classic
from .fences import TOML_LINE, Block, split
from .json_source import read_json
from .spaces import lacks_space, looks_like_fields
from .toml_source import read_toml


@dataclass(frozen=True, slots=True)
class Parsed:
    """A file's uninterpreted front matter, and its body."""

    kind: str
    fence: str
    source: Source
    body: str


def parse(text: str, max_size: int, *, is_pelican: bool = False) -> Parsed:
    """Read the front matter of ``text``, whose line ends are ``\\n``.

    A fault that prevents reading it is part of the result, never raised: the
    fields are then empty. ``max_size`` is in bytes. With ``is_pelican``, fenced
    ``Key: value`` lines are not reported.
    """
    try:
        block = split(text)
    except SourceError as error:
        return Parsed("yaml", "---", Source(faults=(error.fault,)), "")
    try:
        parsed = _read(block, max_size, is_pelican)
    except SourceError as error:
        return Parsed(block.kind, block.fence, Source(faults=(error.fault,)), block.body)
    source = parsed.source
    return replace(parsed, source=replace(source, faults=(*source.faults, *unusable(source))))


def _read(block: Block, max_size: int, is_pelican: bool) -> Parsed:
    if block.fence != "{":  # only the JSON reader knows where an unfenced object ends
        _check_size(block.text, max_size, block.line)
    if block.kind == "yaml":
        return _yaml(block, is_pelican)
    if block.kind == "json":
        source, end = read_json(block.text, block.line)
        _check_size(block.text[:end], max_size, block.line)
        return Parsed("json", block.fence, source, block.text[end:] if block.fence == "{" else block.body)
    if block.kind == "code":
        message = f"{block.fence} is code, which is never run"
        raise SourceError(
            Fault("javascript", message, block.line - 1, 1, "write the fields as YAML between --- and ---")
        )
    readers = {"toml": read_toml, "classic": read_classic}
    reader = readers.get(block.kind)
    return Parsed(block.kind, block.fence, reader(block.text, block.line) if reader else Source(), block.body)


def _check_size(text: str, max_size: int, line: int) -> None:
    size = len(text.encode(errors="surrogatepass"))
    if size > max_size:
        message = f"the front matter has {size:,} bytes, more than the {max_size:,} allowed"
        hint = "move long values to the body, or raise FRONT_MATTER['max_size']"
        raise SourceError(Fault("too-large", message, line, 1, hint))


def _toml_in_yaml_fences(block: Block) -> Source | None:
    """Return the fields of TOML between ``---`` fences; None if the block is not TOML.

    YAML would read such lines as one long text, or split them at a colon inside quotes.
    """
    if not TOML_LINE.match(block.text):
        return None
    try:
        return read_toml(block.text, block.line)
    except SourceError as error:
        if error.fault.rule == "invalid-toml":
            return None
        raise


def _not_fields(block: Block) -> Fault | None:
    """Return the fault of front matter that is a text in YAML because a space or a colon is missing."""
    if not looks_like_fields(block.text):
        return None
    rows = block.text.split("\n")
    first = next(index for index, row in enumerate(rows) if row.strip() and not row.lstrip().startswith("#"))
    line = block.line + first
    if found := lacks_space(rows[first]):
        return Fault("invalid-yaml", found.message, line, found.column + 1, found.hint)
    message = "a colon is missing after the name of the field"
    return Fault("invalid-yaml", message, line, len(rows[first].split()[0]) + 1, "write NAME: VALUE")


def _yaml(block: Block, is_pelican: bool) -> Parsed:
    """Read YAML; ``Key: value`` lines that are not valid YAML are read as Pelican's, with a warning."""
    if toml := _toml_in_yaml_fences(block):
        return Parsed("toml", block.fence, toml, block.body)
    from .yaml_source import read_yaml  # noqa: PLC0415 - many builds read no text, and PyYAML is large

    try:
        source = read_yaml(block.text, block.line)
    except SourceError as error:
        if error.fault.rule != "invalid-yaml" or not is_classic(block.text):
            raise
        classic = read_classic(block.text, block.line)
        warning = Fault(
            "not-yaml",
            f"{error.fault.message}, so the fields are read as plain Key: value lines",
            error.fault.line,
            error.fault.column,
            error.fault.hint or "put the value in quotes",
        )
        faults = classic.faults if is_pelican else (warning, *classic.faults)
        return Parsed(
            "classic",
            block.fence,
            Source(classic.data, classic.positions, classic.quoted, (), faults),
            block.body,
        )
    if source and is_pelican:
        source = replace(source, faults=())
    if source is None and (fault := _not_fields(block)):
        raise SourceError(fault)
    if source is None:  # not a mapping: the fences were thematic breaks
        return Parsed("none", "", Source(), f"{block.fence}\n{block.text}---\n{block.body}")
    return Parsed("yaml", block.fence, source, block.body)
