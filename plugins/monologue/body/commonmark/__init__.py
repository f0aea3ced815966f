"""Markdown in, HTML out: CommonMark and GFM, with the HTML that Python-Markdown writes for the same thing."""
