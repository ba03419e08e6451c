#include "epub/css.h"
#include "document/direction.h"

#include <string.h>

/* What holds for every layout. Sizes are relative, the ground and the text are the reader's; no
 * construct here or in what follows is newer than CSS 2.1, for an engine that meets one refuses
 * the whole book. START and END stand for the sides that text begins and ends at. */
static const char base_rules[] =
    "body { margin: 0; padding: 0; }\n"
    "h1, h2, h3, h4, h5, h6 { font-size: 1em; margin: 0; text-align: START; "
    "page-break-after: avoid; page-break-inside: avoid; }\n"
    "h2, h3, h4, h5, h6 { margin-top: 1.4em; margin-bottom: 0.2em; }\n"
    "p { margin: 0; text-indent: 0; }\n"
    "p + p { text-indent: 1.3em; }\n"
    "ul, ol { margin: 0.6em 0; padding: 0; padding-START: 1.4em; }\n"
    "li { margin: 0 0 0.3em 0; }\n"
    "li p + p { text-indent: 0; margin-top: 0.3em; }\n"
    "ol.sources { list-style: none; padding-START: 1.6em; }\n"
    "li.labelled { list-style: none; }\n"
    "li.labelled span.label { float: START; margin-START: -2em; width: 1.8em; "
    "font-weight: bold; color: ACCENT; }\n"
    "blockquote { margin: 1em 1.4em; padding: 0; }\n"
    "blockquote p + p { text-indent: 0; margin-top: 0.4em; }\n"
    "pre { margin: 0.8em 0; font-family: monospace; font-size: 0.85em; white-space: pre-wrap; }\n"
    "code { font-family: monospace; font-size: 0.92em; }\n"
    "pre code { font-size: 1em; }\n"
    "hr { margin: 1.4em 30%; border: 0; border-top: thin solid; }\n"
    "figure { margin: 1.2em 0; page-break-inside: avoid; }\n"
    "figcaption { margin-top: 0.5em; }\n"
    "figcaption p, figcaption p + p { text-indent: 0; }\n"
    "img { max-width: 100%; height: auto; background-color: #ffffff; }\n"
    "table { margin: 1em 0; border-collapse: collapse; width: 100%; text-align: START; }\n"
    "caption { text-align: START; font-weight: bold; padding: 0 0 0.4em 0; }\n"
    "th, td { padding: 0.35em 0; padding-END: 0.7em; text-align: START; vertical-align: top; "
    "border-bottom: thin solid HAIRLINE; }\n"
    "div.wide table { font-size: 0.74em; }\n"
    "div.moved { overflow: auto; }\n"
    "div.wide th, div.wide td { padding-END: 0.5em; }\n"
    "h2 + table, h3 + table, h2 + div.wide table, h3 + div.wide table, h2 + ul, h2 + ol, h3 + ul, "
    "h3 + ol { margin-top: 0.3em; }\n"
    "thead th, thead td { border-bottom: thin solid; vertical-align: bottom; }\n"
    "thead th { color: GREY; }\n"
    "th p:first-child, td p:first-child { margin-top: 0; }\n"
    "th.end, td.end { text-align: END; }\n"
    "th.centre, td.centre { text-align: center; }\n"
    "tr.marked th, tr.marked td { font-weight: bold; }\n"
    "tr.marked th:first-child, tr.marked td:first-child { border-START: 0.25em solid ACCENT; "
    "padding-START: 0.5em; }\n"
    "a { color: inherit; text-decoration: underline; }\n"
    "sup { font-size: 0.7em; line-height: 0; vertical-align: super; }\n"
    "sub { font-size: 0.7em; line-height: 0; vertical-align: sub; }\n"
    "span.smallcaps { font-variant: small-caps; }\n"
    "em em { font-style: normal; }\n"
    "sup a, a.label { color: ACCENT; text-decoration: none; }\n"
    "div.notes { margin-top: 2em; padding-top: 0.6em; border-top: thin solid HAIRLINE; }\n"
    "div.note { margin: 0 0 0.3em 0; font-size: 0.85em; }\n"
    "section.cover a, section.contents a { text-decoration: none; }\n"
    "div.drawing { margin: 0.6em 0; }\n"
    "td div.drawing, th div.drawing { margin: 0; }\n"
    "img.drawing { display: block; }\n";

/* The layout's margin becomes a compact list: a label and its value share a line. */
static const char compact_rules[] =
    "div.facets { margin: 1em 0; }\n"
    "div.facet { margin: 0 0 0.25em 0; line-height: 1.25; }\n"
    "div.facet p { display: inline; text-indent: 0; }\n"
    "div.facet p.facet-label { margin-END: 0.5em; }\n"
    "div.confidence, div.margin-note, div.callout { margin: 1em 0; }\n"
    "p.contents-entry-title { padding-END: 2.5em; }\n"
    "p.contents-page { margin-top: -1.3em; }\n"
    "blockquote.pull-quote p.attribution { margin-top: 0.9em; }\n"
    "div.csv p, div.csv-wide p { margin-top: -0.5em; }\n";

/* Passages that run the other way: TURNED says their direction, and sides change places. */
static const char turned_rules[] =
    "h1TURNED, h2TURNED, h3TURNED, h4TURNED, h5TURNED, h6TURNED, TURNED h1, TURNED h2, TURNED h3, "
    "TURNED h4, TURNED h5, TURNED h6, tableTURNED, TURNED table, captionTURNED, TURNED caption, "
    "thTURNED, tdTURNED, TURNED th, TURNED td { text-align: END; }\n"
    "TURNED th.end, TURNED td.end, th.endTURNED, td.endTURNED { text-align: START; }\n"
    "TURNED th, TURNED td { padding-END: 0; padding-START: 0.7em; }\n"
    "ulTURNED, olTURNED, TURNED ul, TURNED ol { padding-START: 0; padding-END: 1.4em; }\n"
    "TURNED li.labelled span.label { float: END; margin-START: 0; margin-END: -2em; }\n";

static const char night_rules[] =
    "th, td { border-bottom-color: #4a4f54; }\n"
    "thead th, thead td { color: GREY; border-bottom-color: GREY; }\n"
    "sup a, a.label, li.labelled span.label { color: ACCENT; }\n"
    "tr.marked th:first-child, tr.marked td:first-child { border-START-color: ACCENT; }\n";

static char *hex(brv_colour c)
{
  return g_strdup_printf("#%02x%02x%02x", c.red, c.green, c.blue);
}

/* Fills in what differs between layouts and languages. */
static void append_rules(const brv_book *book, GString *out, const char *rules,
                         brv_colour (*shade)(brv_colour))
{
  bool rtl = brv_language_is_rtl(book->document->language);
  g_autofree char *accent = hex(shade(brv_layout_colour(book->layout, "accent")));
  g_autofree char *grey = hex(shade(brv_layout_colour(book->layout, "grey")));
  g_autofree char *hairline = hex(brv_layout_colour(book->layout, "hairline"));
  g_autoptr(GString) text = g_string_new(rules);
  g_string_replace(text, "TURNED", rtl ? "[dir=\"ltr\"]" : "[dir=\"rtl\"]", 0);
  g_string_replace(text, "START", rtl ? "right" : "left", 0);
  g_string_replace(text, "END", rtl ? "left" : "right", 0);
  g_string_replace(text, "ACCENT", accent, 0);
  g_string_replace(text, "GREY", grey, 0);
  g_string_replace(text, "HAIRLINE", hairline, 0);
  g_string_append_len(out, text->str, (gssize)text->len);
}

static int compare_uses(const void *a, const void *b)
{
  const brv_use *one = *(const brv_use *const *)a, *other = *(const brv_use *const *)b;
  int order = strcmp(one->element, other->element);
  return order ? order : strcmp(one->role, other->role);
}

typedef void (*use_writer)(const brv_book *book, const brv_use *use, GString *out);

static void append_uses(const brv_book *book, GString *out, use_writer write)
{
  guint count = 0;
  g_autofree const brv_use **uses =
      (const brv_use **)g_hash_table_get_keys_as_array(book->uses, &count);
  qsort(uses, count, sizeof *uses, compare_uses);
  for (guint i = 0; i < count; i++)
    write(book, uses[i], out);
}

static GBytes *to_bytes(GString *text)
{
  return g_string_free_to_bytes(text);
}

/* Whether anything runs against the document's direction. */
static bool turns(const brv_document *document)
{
  bool rtl = brv_language_is_rtl(document->language), found = false;
  for (const brv_node *node = document->root; node && !found;
       node = brv_node_next(node, document->root))
    found = node->language && brv_language_is_rtl(node->language) != rtl;
  return found;
}

GBytes *brv_book_css(brv_book *book)
{
  GString *out = g_string_new(NULL);
  brv_css_known_faces(book, out);
  append_rules(book, out, base_rules, brv_css_on_any_ground);
  brv_css_element_faces(book, out);
  append_uses(book, out, brv_css_use);
  append_rules(book, out, compact_rules, brv_css_on_any_ground);
  if (turns(book->document)) {
    append_rules(book, out, turned_rules, brv_css_on_any_ground);
    append_uses(book, out, brv_css_use_turned);
  }
  return to_bytes(out);
}

GBytes *brv_book_night_css(brv_book *book)
{
  GString *out = g_string_new(NULL);
  append_rules(book, out, night_rules, brv_css_on_dark);
  append_uses(book, out, brv_css_use_at_night);
  return to_bytes(out);
}
