"""Code that the cache knows nothing of: a build with it gives the same bytes as one without the cache.

Each case is a site, and what changes before its second and third builds: files, or the environment.
"""
# ruff: noqa: E501 - the lines of the tables are code and texts

from dataclasses import dataclass, field
from pathlib import Path

import pytest
from build_cache import small_site
from build_cache.builds import Variants
from build_cache.small_site import Files

NOWHERE: Files = {}
CLOCK = "import os\ndef clock(*_):\n    return os.environ.get('NOW', '0')\n"
BODY: Files = {"content/blog/one.md": "Title: One\nDate: 2024-01-01\nTags: a, b\n\nAnother first text.\n"}


def article(template: str) -> Files:
    return {"theme/templates/article.html": template}


def plugin(code: str, name: str = "own") -> Files:
    return {
        f"plugins/{name}.py": "from itertools import count\nfrom pelican import signals\nN = count(1)\n"
        + code
    }


@dataclass(frozen=True)
class Case:
    settings: str = ""
    files: Files = field(default_factory=dict)
    steps: tuple[Files, ...] = (NOWHERE, BODY, {"NOW": "1"})
    trusted: tuple[str, ...] = ()


OWN = 'PLUGINS = ["monologue.build_cache", "monologue.public_files", "own"]\n'
ALL = 'PLUGINS = ["monologue", "own"]\nLINK_CHECK = False\n'
WITH_CLOCK = "sys.path.insert(0, '.')\nfrom clocks import clock\n"

CHANGE_CONTENT = plugin(
    "import os\ndef change(content):\n"
    "    content._content = (content._content or '') + f\"<p>{os.environ.get('NOW')}</p>\"\n"
    "def register():\n    signals.content_object_init.connect(change)\n"
)
ADD_ATTRIBUTE = plugin(
    "import os\ndef count_one(content):\n    next(N)\n"
    "def add(generators):\n    number = next(N)\n    for one in generators:\n"
    "        for content in getattr(one, 'articles', ()):\n"
    "            content.number = f\"{number} at {os.environ.get('NOW')}\"\n"
    "def register():\n    signals.content_object_init.connect(count_one)\n"
    "    signals.all_generators_finalized.connect(add)\n"
)
REWRITE = plugin(
    "from pathlib import Path\nimport os\ndef change(path, context):\n"
    "    Path(path).write_text(Path(path).read_text() + f\"{next(N)} at {os.environ.get('NOW')}\")\n"
    "def register():\n    signals.content_written.connect(change)\n"
)
COUNT = plugin(
    "def count_documents(generator, writer):\n    generator.context['NUMBER'] = next(N)\n"
    "def register():\n    signals.article_writer_finalized.connect(count_documents)\n"
)
METADATA = plugin(
    "import os\ndef add(generator, metadata):\n    metadata['number'] = os.environ.get('NOW')\n"
    "def register():\n    signals.article_generator_context.connect(add)\n"
)
ADD_FILTER = plugin(
    "import os\ndef clock(text):\n    return text + os.environ.get('NOW', '')\n"
    "def add(generator):\n    generator.env.filters['clock'] = clock\n"
    "def register():\n    signals.generator_init.connect(add)\n"
)
EXTENSION = (
    "import os\nfrom markdown import Extension\nfrom markdown.postprocessors import Postprocessor\n"
    "class Ending(Postprocessor):\n    def run(self, text):\n        return f\"{text}<p>{os.environ.get('NOW')}</p>\"\n"
    "class Own(Extension):\n    def extendMarkdown(self, md):\n        md.postprocessors.register(Ending(), 'n', 1)\n"
    "def makeExtension(**given):\n    return Own(**given)\n"
)
TAG = (
    "import os\nfrom jinja2 import nodes\nfrom jinja2.ext import Extension\nclass Now(Extension):\n    tags = {'now'}\n"
    "    def parse(self, parser):\n        line = next(parser.stream).lineno\n"
    "        return nodes.Output([self.call_method('now')]).set_lineno(line)\n"
    "    def now(self):\n        return os.environ.get('NOW', '')\n"
)
NOW_PASSES: tuple[Files, ...] = ({"NOW": "1"}, {"NOW": "2"})

CASES = {
    "a plugin that changes each content": Case(OWN, CHANGE_CONTENT),
    "a plugin that changes each content, with all parts": Case(ALL, CHANGE_CONTENT),
    "a plugin that adds an attribute": Case(
        OWN, {**ADD_ATTRIBUTE, **article("{{ article.number }}{{ article.content }}")}, NOW_PASSES
    ),
    "a plugin that rewrites documents": Case(OWN, REWRITE, (NOWHERE, *NOW_PASSES)),
    "a plugin that counts documents": Case(OWN, {**COUNT, "theme/templates/index.html": "{{ NUMBER }}"}),
    "a plugin that adds metadata": Case(OWN, {**METADATA, **article("{{ article.number }}")}),
    "a plugin that adds a filter": Case(OWN, {**ADD_FILTER, **article("{{ 'x'|clock }}")}, NOW_PASSES),
    "a plugin given as a module": Case(
        "sys.path.insert(0, 'plugins')\nimport own\nPLUGINS = ['monologue.build_cache', 'monologue.public_files', own]\n",
        CHANGE_CONTENT,
    ),
    "a handler in the settings": Case(
        "from pelican import signals\ndef change(content):\n"
        "    content._content = f\"{content._content}{os.environ.get('NOW')}\"\n"
        "signals.content_object_init.connect(change)\n",
        steps=NOW_PASSES,
    ),
    "a filter that reads the clock": Case(
        WITH_CLOCK + "JINJA_FILTERS = {'clock': clock}\n",
        {"clocks.py": CLOCK, **article("{{ 1|clock }}")},
        NOW_PASSES,
    ),
    "a test that reads the clock": Case(
        "JINJA_TESTS = {'late': lambda _: os.environ.get('NOW') == '2'}\n",
        article("{{ 1 is late }}"),
        NOW_PASSES,
    ),
    "a global that reads the clock": Case(
        WITH_CLOCK + "JINJA_GLOBALS = {'clock': clock}\n",
        {"clocks.py": CLOCK, **article("{{ clock() }}")},
        NOW_PASSES,
    ),
    "a global that a macro uses": Case(
        WITH_CLOCK + "JINJA_GLOBALS = {'clock': clock}\n",
        {
            "clocks.py": CLOCK,
            "theme/templates/macros.html": "{% macro now() %}{{ clock() }}{% endmacro %}{% set then = clock() %}",
            **article("{% import 'macros.html' as m %}{{ m.now() }}{{ m.then }}"),
        },
        NOW_PASSES,
    ),
    "a global that holds functions": Case(
        WITH_CLOCK + "JINJA_GLOBALS = {'tools': {'now': [clock]}}\n",
        {"clocks.py": CLOCK, **article("{{ tools.now[0]() }}")},
        NOW_PASSES,
    ),
    "a global that reads a file": Case(
        "from pathlib import Path\nJINJA_GLOBALS = {'data': Path('data.txt')}\n",
        {"data.txt": "1", **article("{{ data.read_text() }}")},
        ({"data.txt": "2"},),
    ),
    "a setting that is a function": Case(
        WITH_CLOCK + "NOW = clock\n", {"clocks.py": CLOCK, **article("{{ NOW() }}")}, NOW_PASSES
    ),
    "a setting that holds a function": Case(
        WITH_CLOCK + "TOOLS = {'now': clock}\n",
        {"clocks.py": CLOCK, **article("{{ TOOLS.now() }}")},
        NOW_PASSES,
    ),
    "a setting that is a path": Case(
        "from pathlib import Path\nDATA = Path('data.txt')\n",
        {"data.txt": "1", **article("{{ DATA.read_text() }}")},
        ({"data.txt": "2"},),
    ),
    "a setting that is a bound method": Case(
        "from pathlib import Path\nDATA = Path('data.txt').read_text\n",
        {"data.txt": "1", **article("{{ DATA() }}")},
        ({"data.txt": "2"},),
    ),
    "a setting that is an object": Case(
        "class Site:\n    @property\n    def now(self):\n        return os.environ.get('NOW')\nINFO = Site()\n",
        article("{{ INFO.now }}"),
        NOW_PASSES,
    ),
    "a setting that is an iterator": Case(
        "from itertools import count\nNUMBERS = count(1)\n",
        article("{{ NUMBERS|first }}{{ article.content }}"),
    ),
    "a setting with a cycle": Case("LOOP = {}\nLOOP['self'] = LOOP\n", article("{{ LOOP|length }}")),
    "a tag of Jinja": Case(
        "sys.path.insert(0, '.')\nJINJA_ENVIRONMENT = {'extensions': ['tags.Now']}\n",
        {"tags.py": TAG, **article("{% now %}")},
        NOW_PASSES,
    ),
    "a function for undefined names": Case(
        "from jinja2 import Undefined\nclass Late(Undefined):\n    def __str__(self):\n"
        "        return os.environ.get('NOW', '')\nJINJA_ENVIRONMENT = {'undefined': Late}\n",
        article("{{ nothing }}"),
        NOW_PASSES,
    ),
    "a finalize of Jinja": Case(
        "JINJA_ENVIRONMENT = {'finalize': lambda value: f\"{value}{os.environ.get('NOW')}\"}\n",
        article("{{ article.title }}"),
        NOW_PASSES,
    ),
    "an extension of Markdown that counts": Case(
        "sys.path.insert(0, '.')\nMARKDOWN = {'extensions': ['ending']}\n", {"ending.py": EXTENSION}
    ),
    "an extension of Markdown that counts, with all parts": Case(
        "PLUGINS = ['monologue']\nsys.path.insert(0, '.')\nMARKDOWN = {'extensions': ['ending']}\n",
        {"ending.py": EXTENSION},
    ),
    "a trusted extension of Markdown that changes": Case(
        "sys.path.insert(0, '.')\nMARKDOWN = {'extensions': ['ending']}\n",
        {"ending.py": EXTENSION.replace("{os.environ.get('NOW')}", "A")},
        ({"ending.py": EXTENSION.replace("{os.environ.get('NOW')}", "B")},),
        ("ending",),
    ),
    "a trusted plugin that changes": Case(
        OWN,
        plugin(
            "def change(content):\n    content._content = f'{content._content}A'\n"
            "def register():\n    signals.content_object_init.connect(change)\n"
        ),
        (
            plugin(
                "def change(content):\n    content._content = f'{content._content}B'\n"
                "def register():\n    signals.content_object_init.connect(change)\n"
            ),
        ),
        ("own",),
    ),
    "a trusted plugin whose helper outside the site changes": Case(
        f"sys.path.insert(0, os.path.abspath('../library'))\n{OWN}",
        {
            "../library/helper_of_own.py": "WORD = 'A'\n",
            **plugin(
                "from helper_of_own import WORD\ndef change(content):\n"
                "    content._content = f'{content._content}{WORD}'\n"
                "def register():\n    signals.content_object_init.connect(change)\n"
            ),
        },
        ({"../library/helper_of_own.py": "WORD = 'B'\n"},),
        ("own",),
    ),
    "a trusted plugin that imports late": Case(
        f"sys.path.insert(0, os.path.abspath('.'))\n{OWN}",
        {
            "helper_of_own.py": "WORD = 'A'\n",
            **plugin(
                "def change(content):\n    from helper_of_own import WORD\n"
                "    content._content = f'{content._content}{WORD}'\n"
                "def register():\n    signals.content_object_init.connect(change)\n"
            ),
        },
        ({"helper_of_own.py": "WORD = 'B'\n"},),
        ("own",),
    ),
    "a trusted filter that is a lambda with another constant": Case(
        "from more import FILTERS\nJINJA_FILTERS = FILTERS\n",
        {"more.py": "FILTERS = {'end': lambda text: text + 'A'}\n", **article("{{ 'x'|end }}")},
        ({"more.py": "FILTERS = {'end': lambda text: text + 'B'}\n"},),
        ("more",),
    ),
    "a lambda in the settings": Case(
        "JINJA_FILTERS = {'end': lambda text: text + os.environ.get('NOW', '')}\n",
        article("{{ 'x'|end }}"),
        NOW_PASSES,
    ),
    "the attribute _content": Case(files=article("{{ article._content }}")),
    "the attribute _content of another": Case(files=article("{{ articles|map(attribute='_content')|join }}")),
    "methods of a content": Case(
        files=article("{{ article.get_content('/x') }}{{ article._update_content(article._content, '') }}")
    ),
    "a text of another kind": Case(files=article("{{ pages[0].content }}{{ articles[-1].content }}")),
    "the summary of another": Case(
        files={"theme/templates/page.html": "{{ articles|map(attribute='summary')|join }}"}
    ),
    "the text by attr": Case(files=article("{{ (articles|last)|attr('content') }}")),
    "the texts of a tag": Case(
        files={"theme/templates/tag.html": "{% for a in articles %}{{ a.content }}{% endfor %}"}
    ),
    "a generator of the context": Case(
        files=article(
            "{{ generated_content|length }}{{ articles|sort(attribute='content')|map(attribute='title')|join }}"
        )
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_code_that_is_not_known_gives_the_same_bytes(tmp_path: Path, name: str) -> None:
    case, root = CASES[name], tmp_path / "site"
    small_site.make(root, case.settings, case.files)
    variants = Variants(root, processes=(1 + len(name) % 2,), trusted=list(case.trusted))
    found = [variants.compare()]
    for step in case.steps:
        environment = {key: str(value) for key, value in step.items() if key.isupper()}
        small_site.write(root, {key: value for key, value in step.items() if not key.isupper()})
        found.append(variants.compare(**environment))
    assert found == [[]] * len(found)
