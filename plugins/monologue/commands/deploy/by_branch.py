"""Deploy a site to a git branch, and keep the files there that no deployment added."""

import json
import tempfile
from collections.abc import Mapping, Set
from pathlib import Path, PurePosixPath

from .command import run
from .targets import DeployError, Target

SUBJECT = "Publish the site"
"""The first line of each commit that a deployment makes."""
KEPT = "Kept: "
"""Starts the line of such a commit that lists, as JSON, the files it only carries over."""
SOURCES = frozenset(
    "pelicanconf.py publishconf.py tasks.py Makefile pyproject.toml package.json requirements.txt _config.yml"
    " content theme plugins src .github".split()
)
"""Names at the top of a source repository; a published site has none of them."""
FRESH = frozenset({"README.md", "LICENSE", ".gitignore", "CNAME", ".nojekyll"})
"""Files that a host writes into a new repository."""
Tree = Mapping[str, str]
"""Each file's path and its git entry: mode, type and object id."""


def check_checked_out(root: Path, target: Target) -> None:
    """Refuse a branch that is checked out in this repository.

    A branch of the same name on a remote that it does not track is accepted.

    Raises:
        DeployError: If it is checked out; the message says what to do.
    """
    listed = run("git", "worktree", "list", "--porcelain", cwd=root).splitlines()
    if f"branch refs/heads/{target.branch}" in listed:
        own = run(
            "git", "config", "--default", "", "--get", f"branch.{target.branch}.remote", cwd=root
        ).strip()
        if own in ("", target.remote):
            raise DeployError(
                f"{target.branch} is checked out in this repository"
                " (deploy to a branch that holds only the site, such as gh-pages)"
            )


def commit_of(root: Path, output: Path, target: Target, *, delete: bool) -> tuple[str, list[str], list[str]]:
    """Return a commit of ``output`` on top of the branch, one line for each changed file, and the kept files.

    A separate index leaves the author's work tree and index untouched. Until it
    is pushed, the commit is a loose object that no ref points to. With
    ``delete``, nothing is kept.

    Raises:
        DeployError: If the branch holds something other than a published site,
            or if git fails; the message is then git's own.
    """
    ref = f"refs/heads/{target.branch}"
    head = run("git", "ls-remote", "--", target.remote, ref, cwd=root).partition("\t")[0]
    others: Tree = {}
    if head:
        run("git", "fetch", "--quiet", "--", target.remote, head, cwd=root)
        others = files_not_ours(root, target, head)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        tree, kept = tree_of(root, output, f"{folder}/index", {} if delete else others)
    parents = ["-p", head] if head else []
    message = SUBJECT + (f"\n\n{KEPT}{json.dumps(kept)}" if kept else "")
    commit = run("git", "commit-tree", tree, *parents, "-m", message, cwd=root).strip()
    before = head or run("git", "hash-object", "-t", "tree", "--stdin", cwd=root).strip()
    diff = run("git", "diff", "--name-status", "--no-renames", before, commit, "--", cwd=root)
    lines = diff.strip().splitlines()
    return commit, sorted(lines, key=lambda line: not line.startswith("D")), kept


def files_not_ours(root: Path, target: Target, head: str) -> Tree:
    """Return the files of the branch that no deployment put there.

    Raises:
        DeployError: If no deployment made any of its commits, and it does not hold a published site.
    """
    tree = files_of(root, head)
    last = run(
        *("git", "log", "-1", "--first-parent", "--format=%H", f"--grep=^{SUBJECT}$", head, "--"), cwd=root
    ).strip()
    if not last:
        if reason := why_not_a_site(tree) or (
            "it contains commits of your sources" if shares_history(root, head) else ""
        ):
            raise DeployError(f"{target.branch} of {target.remote} does not hold a published site: {reason}")
        return tree
    body = run("git", "show", "--no-patch", "--format=%B", last, "--", cwd=root)
    named = (line.removeprefix(KEPT) for line in body.splitlines() if line.startswith(KEPT))
    kept = {path for names in named for path in json.loads(names)}
    ours = files_of(root, last).keys() - kept
    return {path: entry for path, entry in tree.items() if path not in ours}


def why_not_a_site(tree: Tree) -> str:
    """Return why a tree is not a published site, or an empty string if it may be one."""
    top = {path.partition("/")[0] for path in tree}
    if sources := sorted(top & SOURCES):
        return f"it contains {sources[0]}"
    return "" if "index.html" in top or top <= FRESH else "it has no index.html"


def shares_history(root: Path, head: str) -> bool:
    """Return whether a commit shares an ancestor with the one that is checked out."""
    try:
        return bool(run("git", "merge-base", "HEAD", head, cwd=root).strip())
    except DeployError:  # no common ancestor, or nothing was committed yet
        return False


def files_of(root: Path, commit: str) -> dict[str, str]:
    """Return the files of a commit."""
    entries = run("git", "ls-tree", "-r", "-z", "--full-tree", commit, cwd=root).split("\0")
    return {path: entry for entry, tab, path in (line.partition("\t") for line in entries) if tab}


def tree_of(root: Path, output: Path, index: str, others: Tree) -> tuple[str, list[str]]:
    """Write the files of ``output``, byte for byte, and ``others`` as a tree.

    Returns the tree's id and the paths from ``others`` that it contains.
    ``.nojekyll`` is added: without it, GitHub Pages leaves out names that start with ``_``.
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
    """Return whether a file can be added: no other file has its path or the path of a parent or child."""
    above = {str(folder) for folder in PurePosixPath(path).parents}
    return path not in files and not above & files and not any(file.startswith(f"{path}/") for file in files)
