"""The rules of this part."""

from functools import partial

from ..core.rule import Rule, Scope, by_id

_error = partial(Rule, severity="error", scope=Scope.SOURCE, part="body")
_warning = partial(Rule, severity="warning", scope=Scope.SOURCE, part="body")

RULES = by_id(
    _warning(
        "leftover-shortcode",
        "A shortcode of Hugo, Quarto or Zola that is not one of the generator's own.",
        "Only the site that it was written for can expand it, so the page shows it as it is written.",
        '`{{< chart data="loss" >}}`.',
        "Write what it made in Markdown or HTML.",
    ),
    _warning(
        "leftover-tag",
        "A tag of Liquid that does not have a fixed meaning.",
        "Only the site that it was written for can run it, so the page shows it as it is written.",
        "`{% include figure.html %}`.",
        "Write what it made in Markdown or HTML, or put it into `{% raw %}` if it is an example.",
    ),
    _warning(
        "leftover-variable",
        "A variable of Liquid whose value is not in the front matter or in the settings.",
        "The page shows it as it is written.",
        "`{{ site.repository }}`.",
        "Write the value.",
    ),
    _warning(
        "leftover-component",
        "A component of MDX that has no meaning outside its own site.",
        "The page shows its tags as they are written.",
        '`<Chart data="loss" />`.',
        "Write what it made in Markdown or HTML, or add it to `BODY['components']`.",
    ),
    _warning(
        "leftover-expression",
        "JavaScript in braces that is neither a literal nor a name that the file defines.",
        "The page shows it as it is written.",
        "`{posts.length}`.",
        "Write the value, or write `\\{` if the brace is meant.",
    ),
    _error(
        "failed-extension",
        "A plugin of `BODY['extensions']`, or a template of `BODY['components']`, raises an exception.",
        "The page is made without it.",
        "A template that prints `{{ src.path }}` for a component without `src`.",
        "Correct the plugin or the template.",
    ),
    _warning(
        "unclosed-tag",
        "A tag or a brace of MDX that is never closed, or a tag that closes nothing.",
        "MDX cannot read such a file; here the page shows the tag as it is written.",
        "`</Aside>` without `<Aside>`.",
        "Close it, or write `\\` before it if it is text.",
    ),
    _warning(
        "unclosed-shortcode",
        "A shortcode that has an opening part and no closing part.",
        "The generator that it is written for refuses the file; here the page shows it as it is written.",
        "`{{< highlight go >}}` without `{{< /highlight >}}`.",
        "Write the closing part.",
    ),
    _warning(
        "space-in-url",
        "A link or an image whose URL has a space.",
        "It is not a link, and the page shows the brackets.",
        "`![A chart](loss curve.png)`.",
        "Write `%20` for the space, or put the URL into `<` and `>`.",
    ),
    _warning(
        "undefined-footnote",
        "A footnote mark without a footnote.",
        "The page shows the brackets.",
        "`[^1]`, and no line that begins with `[^1]:`.",
        "Write the footnote, or correct its name.",
    ),
    _warning(
        "unused-footnote",
        "A footnote that no mark in the text refers to.",
        "It is not on the page.",
        "`[^1]: Text`, and no `[^1]` in the text.",
        "Write the mark where the footnote belongs, or delete the footnote.",
    ),
    _warning(
        "flat-list",
        "A nested list is indented by fewer spaces than Python-Markdown needs.",
        "Both lists become a single flat list.",
        "`  - b` below `- a`.",
        "Indent the inner list by four spaces.",
    ),
    _error(
        "broken-wikilink",
        "A wikilink or an embed whose file, heading or block does not exist.",
        "It is not a link, and the page shows the brackets.",
        "`[[Atention]]`, where the note is `Attention.md`.",
        "Correct the name.",
    ),
    _error(
        "unpublished-embed",
        "An embed of a note that is a draft, or is not published.",
        "Its text would be published with the note that embeds it, so it is left out.",
        "`![[Plans]]`, where `Plans.md` has `draft: true`.",
        "Publish the note, or remove the embed.",
    ),
    _warning(
        "circular-embed",
        "A note that embeds itself, also by way of others, or notes that embed others too deeply.",
        "The page would never end, so it has a link instead.",
        "`![[A]]` in `A.md`.",
        "Write a link: remove the `!`.",
    ),
    _warning(
        "ambiguous-note",
        "A wikilink whose name means several files.",
        "It leads to the file that is nearest to the content folder, which may be the wrong one.",
        "`[[Index]]`, where there are `a/Index.md` and `b/Index.md`.",
        "Write the folder, too: `[[a/Index]]`.",
    ),
    _error(
        "unclosed-comment",
        "A `%%` that begins a comment of Obsidian, and no `%%` that ends it.",
        "A comment is not to be published, and where this one ends is not known.",
        "`%% write more here`.",
        "Write `%%` after the comment, or `\\%%` if it is text.",
    ),
    _warning(
        "nesting-too-deep",
        "Quotes or lists that are nested more than 100 levels deep.",
        "What is nested deeper is not on the page.",
        "A line that begins with 200 `>`.",
        "Write it with fewer levels.",
    ),
    _warning(
        "cell-without-output",
        "A code cell with `echo: false`, of which only the output is to be seen.",
        "Only Quarto or R can run the cell, so nothing of it is on the page.",
        "`#| echo: false` at the top of a cell that draws a plot.",
        "Render it with `keep-md: true`, and publish the Markdown file that has the outputs.",
    ),
    _warning(
        "leftover-directive",
        "A box `:::name` whose name is not one of the usual callouts.",
        "Only the site that it was written for knows it, so the page shows its lines as they are written.",
        "`:::spoiler`.",
        "Use `:::note`, `:::tip`, `:::warning` or `:::details`, or write it in HTML.",
    ),
    _warning(
        "unclosed-box",
        "A line such as `::: {.callout-note}` that no later line `:::` closes.",
        "What follows is in the box, to the end of the text or of the list item.",
        "`:::note` without a line `:::` below.",
        "Add the closing line.",
    ),
)
"""Every rule of this part, by id."""
