"""Random prose, links and code for the generated articles, the same for each seed."""

import math
import random
from collections.abc import Iterator
from string import Template

LINKS = {
    "pelican": "{{filename}}{0}.md",
    "hugo": "/posts/{0}/",
    "eleventy": "/posts/{0}/",
    "zensical": "{0}.md",
}
"""The form of an internal link, by the program that reads the article."""
WORDS = """
the of and to in is that for it as was with be by on not he this are or his from at which but have an had
they you were there one all we can her has been if when what said out up into time system data model page
article theme plugin static site build cache render template parser markdown python module function class
object method value string number list dictionary iterator generator content metadata category author
release version package install command option setting default configuration file directory path output
input server client request response header body link anchor image table column row code block quote
performance memory profile latency throughput benchmark measure compare result graph chart test suite
coverage error warning message exception handler logger thread process worker queue lock signal event
loop schedule batch stream buffer encode decode format style sheet layout grid margin color font weight
heading paragraph footnote reference citation bibliography search index language translation locale
timezone date archive feed entry summary description keyword tag reader writer editor publish draft
review merge branch commit history change patch update upgrade migration schema database query
transaction record field key network protocol security token certificate permission user account session
cookie privacy policy license community project maintainer contributor issue discussion document tutorial
guide example recipe pattern principle design architecture component interface contract dependency
graphical simple complex fast slow small large new old good better best first last next previous early
late long short high low open closed public private local remote global unique common rare useful
practical careful
""".split()
HOSTS = (
    "docs.python.org/3/library/{}.html",
    "developer.mozilla.org/en-US/docs/Web/{}",
    "github.com/example/{}",
    "en.wikipedia.org/wiki/{}",
    "www.example.com/blog/{}",
    "pypi.org/project/{}/",
)
CODE = (
    Template('''```python
from dataclasses import dataclass, field
from pathlib import Path
import json

@dataclass(slots=True)
class ${A}${B}:
    """Hold the $a of one $b."""
    name: str
    $c: int = $n
    items: list[str] = field(default_factory=list)

    def ${a}_$c(self, path: Path, *, limit: int = $m) -> dict[str, int]:
        result = {}
        for index, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
            if index >= limit or not line.strip():
                continue  # skip the $a
            key, _, value = line.partition("=")
            result[key.strip()] = int(value or $n)
        return result

print(json.dumps(${A}${B}("$a").${a}_$c(Path("$b.txt")), indent=2))
```'''),
    Template("""```python
import asyncio, re, time

PATTERN = re.compile(r"^(?P<$a>\\w+)\\s*=\\s*(\\d{$n,})$$", re.MULTILINE)

async def fetch_${a}_$b(session, url: str, retries: int = $n):
    for attempt in range(retries):
        try:
            async with session.get(url, timeout=$m.5) as response:
                response.raise_for_status()
                return await response.json()
        except (OSError, asyncio.TimeoutError) as error:
            print(f"{attempt}: {error!r} while reading $c")
            await asyncio.sleep(2 ** attempt * 0.$m)
    raise RuntimeError("no $a after %d tries" % retries)

if __name__ == "__main__":
    start = time.perf_counter()
    asyncio.run(fetch_${a}_$b(None, "https://example.org/$c/$m"))
    print("took", time.perf_counter() - start)
```"""),
)


def name_of(number: int) -> str:
    """Return the name of an article: its slug, and its file without extension."""
    return f"post-{number:05d}"


class Prose:
    """Random text for one of ``count`` articles."""

    def __init__(self, number: int, count: int, seed: int, reader: str) -> None:
        self.rng = random.Random(f"{seed}:{number}:{count}")
        self.count = count
        self.form = LINKS[reader]
        self.targets = iter(self.rng.sample([True, False] * 5, 10))
        """For each link, whether it is internal."""

    def words(self, amount: int) -> str:
        """Return words, separated by spaces."""
        return " ".join(self.rng.choices(WORDS, k=amount))

    def link(self) -> str:
        """Return one of the article's ten links."""
        text = self.words(self.rng.randint(1, 3))
        number = self.rng.randrange(self.count)
        if next(self.targets):
            return f"[{text}]({self.form.format(name_of(number))})"
        return f"[{text}](https://{self.rng.choice(HOSTS).format(f'{self.words(1)}-{number}')})"

    def mark(self) -> str:
        """Return what follows a sentence: now and then, marked words."""
        drawn = self.rng.random()
        if drawn < 0.12:
            return f" **{self.words(2)}**"
        if drawn < 0.24:
            return f" *{self.words(2)}*"
        if drawn < 0.40:
            return f" `{self.words(1)}_{self.words(1)}()`"
        return f", “{self.words(3)}” — isn't it" if drawn < 0.5 else ""

    def sentences(self, amount: int, *inserted: str) -> Iterator[str]:
        """Yield sentences of so many words together; each of the first ones contains one of ``inserted``."""
        rest = iter(inserted)
        while amount > 0:
            size = min(amount, self.rng.randint(8, 20))
            amount -= size
            addition = next(rest, "")
            end = f" {addition} {self.words(3)}" if addition else self.mark()
            yield f"{self.words(size).capitalize()}{end}{self.rng.choice('...!?')}"

    def paragraph(self, amount: int, *inserted: str) -> str:
        """Return a paragraph with one sentence a line; the arguments are those of ``sentences``."""
        return "\n".join(self.sentences(amount, *inserted))

    def code(self) -> str:
        """Return a block of Python."""
        a, b, c = self.rng.sample(WORDS[60:], 3)
        numbers = {"n": self.rng.randint(2, 99), "m": self.rng.randint(100, 9999)}
        template = self.rng.choice(CODE)
        return template.substitute(a=a, b=b, c=c, A=a.title(), B=b.title(), **numbers)

    def tags(self) -> list[str]:
        """Return five tags; a few of all tags are frequent."""
        kinds = max(12, round(4 * math.sqrt(self.count)))
        found: dict[int, None] = {}
        while len(found) < 5:
            found[int(kinds * self.rng.random() ** 2)] = None
        return [f"tag {tag:03d}" if tag % 3 else f"{WORDS[tag * 7 % len(WORDS)]}{tag}" for tag in found]
