"""Bring a site to a branch by git, and keep there what no deploying has put there."""

import json
import tempfile
from collections.abc import Mapping, Set
from pathlib import Path, PurePosixPath

from .command import run
from .targets import DeployError, Target

SUBJECT = "Publish the site"
"""The first line of each commit of ours."""
KEPT = "Kept: "
"""Begins the line of a commit of ours that names, as JSON, the files it only carries on."""
SOURCES = frozenset(
    "pelicanconf.py publishconf.py tasks.py Makefile pyproject.toml package.json requirements.txt _config.yml"
    " content theme plugins src .github".split()
)
"""Names at the top of a repository of sources; none of a published site."""
FRESH = frozenset({"README.md", "LICENSE", ".gitignore", "CNAME", ".nojekyll"})
"""What a host writes into a repository that it has just made."""
Tree = Mapping[str, str]
"""Each file's path, and what git has of it: mode, kind and id."""


def check_checked_out(root: Path, target: Target) -> None:
    """Refuse a branch on which somebody works here.

    A remote other than the branch's own may have one of the same name.

    Raises:
        DeployError: With what to do.
    """
    listed = run("git", "worktree", "list", "--porcelain", cwd=root).splitlines()
    if f"branch refs/heads/{target.branch}" in listed:
        own = run(
            "git", "config", "--default", "", "--get", f"branch.{target.branch}.remote", cwd=root
        ).strip()
        if own in ("", target.remote):
            raise DeployError(
                f"{target.branch} is checked out here: a site needs a branch of its own, as gh-pages"
            )


def commit_of(root: Path, output: Path, target: Target, *, delete: bool) -> tuple[str, list[str], list[str]]:
    """Return a commit of ``output`` on top of the branch, the lines of what it changes, and what it keeps.

    An index of its own keeps the author's work tree and index out of it; until
    it is pushed the commit is a loose object that nothing names. ``delete``
    means that nothing is kept.

    Raises:
        DeployError: If the branch holds something else than a published site,
            or in the words of git.
    """
    ref = f"refs/heads/{target.branch}"
    head = run("git", "ls-remote", "--", target.remote, ref, cwd=root).partition("\t")[0]
    others: Tree = {}
    if head:
        run("git", "fetch", "--quiet", "--", target.remote, head, cwd=root)
        others = not_ours(root, target, head)
    with tempfile.TemporaryDirectory() as folder:
        tree, kept = tree_of(root, output, f"{folder}/index", {} if delete else others)
    parents = ["-p", head] if head else []
    message = SUBJECT + (f"\n\n{KEPT}{json.dumps(kept)}" if kept else "")
    commit = run("git", "commit-tree", tree, *parents, "-m", message, cwd=root).strip()
    before = head or run("git", "hash-object", "-t", "tree", "--stdin", cwd=root).strip()
    diff = run("git", "diff", "--name-status", "--no-renames", before, commit, "--", cwd=root)
    lines = diff.strip().splitlines()
    return commit, sorted(lines, key=lambda line: not line.startswith("D")), kept


def not_ours(root: Path, target: Target, head: str) -> Tree:
    """Return the files of the branch that no commit of ours put there.

    Raises:
        DeployError: If none of its commits is ours, and it holds no published site.
    """
    tree = files_of(root, head)
    last = run(
        *("git", "log", "-1", "--first-parent", "--format=%H", f"--grep=^{SUBJECT}$", head, "--"), cwd=root
    ).strip()
    if not last:
        if reason := why_no_site(tree) or (
            "it has commits of your sources" if shares_history(root, head) else ""
        ):
            raise DeployError(f"{target.branch} of {target.remote} holds no published site: {reason}")
        return tree
    body = run("git", "show", "--no-patch", "--format=%B", last, "--", cwd=root)
    named = (line.removeprefix(KEPT) for line in body.splitlines() if line.startswith(KEPT))
    kept = {path for names in named for path in json.loads(names)}
    ours = files_of(root, last).keys() - kept
    return {path: entry for path, entry in tree.items() if path not in ours}


def why_no_site(tree: Tree) -> str:
    """Say what shows that a tree is not a published site; nothing of one that may be."""
    top = {path.partition("/")[0] for path in tree}
    if sources := sorted(top & SOURCES):
        return f"it has {sources[0]}"
    return "" if "index.html" in top or top <= FRESH else "it has no index.html"


def shares_history(root: Path, head: str) -> bool:
    """Tell whether a commit has an ancestor in common with the one that is checked out."""
    try:
        return bool(run("git", "merge-base", "HEAD", head, cwd=root).strip())
    except DeployError:  # there is none, or nothing was committed yet
        return False


def files_of(root: Path, commit: str) -> dict[str, str]:
    """Return the files of a commit."""
    entries = run("git", "ls-tree", "-r", "-z", "--full-tree", commit, cwd=root).split("\0")
    return {path: entry for entry, tab, path in (line.partition("\t") for line in entries) if tab}


def tree_of(root: Path, output: Path, index: str, others: Tree) -> tuple[str, list[str]]:
    """Write the files of ``output``, byte for byte, and ``others`` as a tree; return its id and those added.

    ``.nojekyll`` goes with them: without it GitHub Pages would leave out what begins with ``_``.
    """
    folder = run("git", "rev-parse", "--absolute-git-dir", cwd=root).strip()
    git = ["git", "-c", "core.autocrlf=false", f"--git-dir={folder}", f"--work-tree={output}"]
    run(*git, "add", "--all", "--force", "--", ".", cwd=output, GIT_INDEX_FILE=index)
    empty = run(*git, "hash-object", "-w", "--stdin", cwd=output).strip()
    entry = f"100644,{empty},.nojekyll"
    run(*git, "update-index", "--add", "--cacheinfo", entry, cwd=output, GIT_INDEX_FILE=index)
    here = set(run(*git, "ls-files", "-z", cwd=output, GIT_INDEX_FILE=index).split("\0"))
    added = {path: entry for path, entry in sorted(others.items()) if fits(path, here)}
    lines = "".join(f"{entry}\t{path}\0" for path, entry in added.items())
    run(*git, "update-index", "-z", "--index-info", cwd=output, given=lines, GIT_INDEX_FILE=index)
    return run(*git, "write-tree", cwd=output, GIT_INDEX_FILE=index).strip(), list(added)


def fits(path: str, files: Set[str]) -> bool:
    """Tell whether a file can stand beside the others: none is in its place, above it or below it."""
    above = {str(folder) for folder in PurePosixPath(path).parents}
    return path not in files and not above & files and not any(file.startswith(f"{path}/") for file in files)
