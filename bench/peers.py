"""The settings and templates of the other generators' sites: articles, a listing, one for each term, a feed.

Each is a dictionary of paths and texts. They are the least that shows what our site and Pelican's show.
"""

HUGO_SETTINGS = """
baseURL = "https://example.org/"
title = "Bench"
[taxonomies]
tag = "tags"
category = "categories"
author = "authors"
[pagination]
pagerSize = 20
[services.rss]
limit = 100
[outputs]
home = ["html", "rss"]
section = ["html"]
taxonomy = ["html"]
term = ["html"]
[markup.highlight]
codeFences = true
noClasses = false
"""
HUGO_BASE = """<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>{{ .Title }}</title>
<link rel="canonical" href="{{ .Permalink }}"><meta name="description" content="{{ .Description }}"></head>
<body><header><a href="/">{{ site.Title }}</a></header><main>{{ block "main" . }}{{ end }}</main></body>
</html>
"""
HUGO_LIST = """{{ define "main" }}<h1>{{ .Title }}</h1>
{{ range .Paginator.Pages }}<article><h2><a href="{{ .RelPermalink }}">{{ .Title }}</a></h2>
<time datetime="{{ .Date.Format "2006-01-02" }}">{{ .Date.Format "Jan 2, 2006" }}</time>
<p>{{ .Summary }}</p></article>
{{ end }}{{ with .Paginator.Prev }}<a href="{{ .URL }}">Newer</a>{{ end }}
{{ with .Paginator.Next }}<a href="{{ .URL }}">Older</a>{{ end }}{{ end }}
"""
HUGO_SINGLE = """{{ define "main" }}<article><h1>{{ .Title }}</h1>
<time datetime="{{ .Date.Format "2006-01-02" }}">{{ .Date.Format "Jan 2, 2006" }}</time>
{{ .Content }}
<ul>{{ range .GetTerms "tags" }}<li><a href="{{ .RelPermalink }}">{{ .LinkTitle }}</a></li>{{ end }}</ul>
</article>{{ end }}
"""
HUGO = {
    "hugo.toml": HUGO_SETTINGS,
    "layouts/_default/baseof.html": HUGO_BASE,
    "layouts/_default/list.html": HUGO_LIST,
    "layouts/_default/single.html": HUGO_SINGLE,
}
HUGO_PLAIN = {**HUGO, "hugo.toml": HUGO_SETTINGS.replace("codeFences = true", "codeFences = false")}

ELEVENTY_SETTINGS = """
import footnotes from "markdown-it-footnote";
import highlight from "@11ty/eleventy-plugin-syntaxhighlight";

export default function (config) {
  config.addPlugin(highlight);
  config.amendLibrary("md", (md) => md.use(footnotes));
  config.addFilter("newest", (posts, count) => posts.slice(-count).reverse());
  return { markdownTemplateEngine: false, dir: { input: "content", includes: "../_includes" } };
}
"""
ELEVENTY_BASE = """<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>{{ title }}</title>
<link rel="canonical" href="https://example.org{{ page.url }}">
<meta name="description" content="{{ description }}"></head>
<body><header><a href="/">Bench</a></header><main>{{ content | safe }}</main></body>
</html>
"""
ELEVENTY_POST = """---
layout: base.njk
---
<article><h1>{{ title }}</h1>
<time datetime="{{ date.toISOString() }}">{{ date.toDateString() }}</time>
{{ content | safe }}
<ul>{% for tag in tags %}<li><a href="/tag/{{ tag | slugify }}/">{{ tag }}</a></li>{% endfor %}</ul>
</article>
"""
ELEVENTY_ITEMS = """{% for post in shown %}<article>
<h2><a href="{{ post.url }}">{{ post.data.title }}</a></h2>
<time datetime="{{ post.date.toISOString() }}">{{ post.date.toDateString() }}</time>
<p>{{ post.data.summary }}</p></article>
{% endfor %}"""
ELEVENTY_INDEX = """---
layout: base.njk
title: Bench
pagination: {data: collections.posts, size: 20, alias: shown, reverse: true}
permalink: "{% if pagination.pageNumber %}/page/{{ pagination.pageNumber + 1 }}{% endif %}/index.html"
---
{% include "items.njk" %}
<a href="{{ pagination.href.previous }}">Newer</a> <a href="{{ pagination.href.next }}">Older</a>
"""
ELEVENTY_TAG = """---
layout: base.njk
title: A tag
pagination: {data: collections, size: 1, alias: tag}
permalink: "/tag/{{ tag | slugify }}/"
---
<h1>{{ tag }}</h1>
{% set shown = collections[tag] | reverse %}{% include "items.njk" %}
"""
ELEVENTY_FEED = """---
permalink: /feeds/all.atom.xml
---
<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>Bench</title><id>https://example.org/</id>
{% for post in collections.posts | newest(100) %}<entry><title>{{ post.data.title }}</title>
<id>https://example.org{{ post.url }}</id><link href="https://example.org{{ post.url }}"/>
<updated>{{ post.date.toISOString() }}</updated>
<content type="html">{{ post.content | escape }}</content></entry>
{% endfor %}</feed>
"""
ELEVENTY = {
    "package.json": '{"type": "module"}',
    "eleventy.config.js": ELEVENTY_SETTINGS,
    "_includes/base.njk": ELEVENTY_BASE,
    "_includes/post.njk": ELEVENTY_POST,
    "_includes/items.njk": ELEVENTY_ITEMS,
    "content/posts/posts.json": '{"layout": "post.njk", "tags": ["posts"]}',
    "content/index.njk": ELEVENTY_INDEX,
    "content/tag.njk": ELEVENTY_TAG,
    "content/feed.njk": ELEVENTY_FEED,
}

ZENSICAL = {
    "zensical.toml": """[project]
site_name = "Bench"
site_url = "https://example.org/"
nav = ["index.md"]  # otherwise each page lists all pages
""",
    "docs/index.md": "# Bench\n",
}
