"""The requirements files contain pinned releases with the hashes of their files, and nothing else."""

import re
import tomllib

import pytest
from conftest import ROOT

FILES = ("requirements.txt", "requirements-dev.txt", "requirements-release.txt")
RELEASE = re.compile(
    r"(?P<name>[A-Za-z0-9._-]+)==(?P<version>[\w.]+)(?: ; (?P<marker>[\w.!=<>'() ]+))?"
    r"(?P<hashes>(?: \\\n    --hash=sha256:[0-9a-f]{64})+)\n(?:    # via .+\n)?"
)


def releases(file: str) -> dict[str, str]:
    """Return each package's release and hashes in a file, by the package's name."""
    text = (ROOT / file).read_text(encoding="utf-8")
    body = re.sub(r"\A(?:#.*\n)+", "", text)
    assert RELEASE.sub("", body) == "", "something that is not a pinned release with hashes"
    return {normal(match["name"]): match["version"] + match["hashes"] for match in RELEASE.finditer(body)}


def normal(requirement: str) -> str:
    """Return the name of a requirement, normalized as in PEP 503."""
    name = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert name
    return re.sub(r"[-_.]+", "-", name[0]).lower()


@pytest.mark.parametrize("file", FILES)
def test_every_package_is_pinned_with_hashes_and_no_index_is_named(file: str) -> None:
    assert len(releases(file)) > 20


def test_the_tests_use_the_releases_that_build_the_site() -> None:
    site, dev, _ = map(releases, FILES)
    assert {name: dev.get(name) for name in site} == site


def test_every_dependency_of_the_project_is_pinned() -> None:
    """`invoke dev.requirements` pins it."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    groups = project["dependency-groups"]
    wanted = (project["project"]["dependencies"], groups["dev"], groups["release"])
    for file, dependencies in zip(FILES, wanted, strict=True):
        assert {normal(one) for one in dependencies} <= releases(file).keys()
