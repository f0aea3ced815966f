"""Play random edits on a site, and compare builds with and without the cache after each few edits.

``python tests/build_cache/random_edits.py --seed 1 --edits 500`` prints each difference with the edits
before it. The exit status is 1 if there was one.
"""

import argparse
import sys
import tempfile
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from build_cache import changing_site
from build_cache.builds import Variants
from build_cache.edits import EDITS, Site


def play(root: Path, given: argparse.Namespace) -> int:
    """Make edits, at most ``most`` between two comparisons; return the number of comparisons that failed."""
    changing_site.write(root)
    random = Random(given.seed)
    site = Site(root, random)
    options = {} if given.without else {"trusted": list(changing_site.TRUSTED)}
    variants = Variants(root, without=given.without, **options)
    faults = done = 0
    before: list[str] = []
    while True:
        found = variants.compare(NOW=str(site.now))
        new = [line for line in found if line not in before]
        before = found
        if new:
            faults += 1
            print("\n".join(["  DIFFERENT:", *new[:8], f"  ({len(new)} new differences)"]), flush=True)
            if not given.go_on:
                return faults
        if done >= given.edits:
            return faults
        print(f"{done}:")
        for _ in range(random.randint(1, given.most)):
            said = random.choice(EDITS)(site)
            done += 1
            print(f"  {said}", flush=True)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--edits", type=int, default=40)
    parser.add_argument("--most", type=int, default=3, help="edits between two comparisons, at most")
    parser.add_argument("--go-on", action="store_true", help="go on after a difference")
    parser.add_argument("--without", action="store_true", help="compare builds without the cache")
    parser.add_argument("--folder", type=Path, help="keep the site here")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        return min(play(given.folder or Path(folder), given), 1)


if __name__ == "__main__":
    sys.exit(main())
