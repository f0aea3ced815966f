"""The article and the settings of the sites that the tests of the core build."""

ARTICLE = "---\ntitle: A\ndate: 2026-01-02\n---\n\nWords.\n"
OURS = 'PLUGINS = ["monologue"]\nTHEME = "simple"\n'
PUBLISHING = 'FAIL_ON = "error"\n'


def with_plugin(name: str, first: bool = False) -> str:
    """Return settings with one more plugin, ``helper.py`` next to the settings file."""
    plugins = ["helper", name] if first else [name, "helper"]
    return f'PLUGIN_PATHS.append(".")\nPLUGINS = {plugins}\nTHEME = "simple"\n'
