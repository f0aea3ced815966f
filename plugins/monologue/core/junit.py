"""JUnit XML: one suite, one test for each diagnostic. Touches neither the disk nor Pelican."""

from collections.abc import Sequence
from xml.etree import ElementTree as Xml

from .diagnostic import Diagnostic, in_one_line, number_of


def junit(found: Sequence[Diagnostic]) -> str:
    """Return JUnit XML: an error is a failed test, a warning a skipped one, because JUnit has no warnings."""
    failed, skipped = (str(number_of(found, severity)) for severity in ("error", "warning"))
    cases = str(len(found) or 1)
    suite = Xml.Element("testsuite", name="monologue", tests=cases, failures=failed, skipped=skipped)
    for one in found:
        case = _case(suite, in_one_line(one.path), f"{one.place} {one.rule}")
        case.set("file", in_one_line(one.path))  # GitLab links to it
        outcome = Xml.SubElement(case, "failure" if one.severity == "error" else "skipped", message=one.what)
        outcome.text = str(one)
        if one.severity == "error":
            outcome.set("type", one.rule)
    if not found:
        _case(suite, "monologue", "no faults")  # Jenkins rejects a file without a test
    suites = Xml.Element("testsuites")
    suites.append(suite)
    Xml.indent(suites)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{Xml.tostring(suites, "unicode")}\n'


def _case(suite: Xml.Element, classname: str, name: str) -> Xml.Element:
    return Xml.SubElement(suite, "testcase", classname=classname, name=name)
