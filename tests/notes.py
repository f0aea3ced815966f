"""A vault in memory, for tests that convert a text without a site."""

from pathlib import Path

from monologue.core.text import Text


class Notes:
    """Files by path; a text that begins with "draft" is not published."""

    def __init__(self, files: dict[str, str]) -> None:
        self.files = files

    def find(self, name: str) -> list[str]:
        wanted = name.lower().removesuffix(".md")
        return [path for path in self.files if f"/{path.lower().removesuffix('.md')}".endswith(f"/{wanted}")]

    def similar(self, name: str) -> list[str]:
        return [Path(path).stem for path in self.files]

    def published(self, path: str) -> Text | None:
        return self.text(path)

    def text(self, path: str) -> Text | None:
        text = self.files.get(path, "draft")
        return None if text.startswith("draft") else Text(text, path, path, 1, "obsidian")
