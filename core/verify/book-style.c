#include <string.h>

#include "verify/book.h"

/* Style sheets: what old readers refuse, and what takes a choice from the reader. A sheet is read
 * as CSS tokens are: comments and strings are not looked into. */

typedef struct {
  brv_book_audit *audit;
  const brv_book_entry *entry;
  const xmlNode *node; /* of a style attribute; NULL: a sheet */
} sheet;

static void fault(const sheet *s, brv_book_condition condition, const char *what)
{
  brv_book_fault(s->audit, s->node ? BRV_BOOK_INLINE_STYLE : condition, s->entry, s->node, "%s",
                 what);
}

/* What would end a declaration says nothing within a string. */
static void append_string(GString *out, const char *string, gsize length)
{
  for (gsize i = 0; i < length; i++)
    g_string_append_c(out, strchr("{};", string[i]) ? ' ' : string[i]);
}

/* The text without comments, in small letters but for strings. */
static char *bare(const char *css)
{
  GString *out = g_string_new(NULL);
  while (*css) {
    const char *end = NULL;
    if (g_str_has_prefix(css, "/*")) {
      end = strstr(css + 2, "*/");
      css = end ? end + 2 : css + strlen(css);
    } else if (*css == '"' || *css == '\'') {
      end = strchr(css + 1, *css);
      gsize length = end ? (gsize)(end + 1 - css) : strlen(css);
      append_string(out, css, length);
      css += length;
    } else {
      g_string_append_c(out, g_ascii_tolower(*css++));
    }
  }
  return g_string_free(out, FALSE);
}

/* A value without what stands in its strings. */
static char *without_strings(const char *value)
{
  g_autoptr(GRegex) string = g_regex_new("\"[^\"]*\"?|'[^']*'?", 0, 0, NULL);
  return g_regex_replace_literal(string, value, -1, 0, "\"\"", 0, NULL);
}

static bool has_absolute_size(const char *value)
{
  static const char *const units[] = {"px", "pt", "pc", "cm", "mm", "in", "q", NULL};
  for (const char *at = value; *at; at++) {
    bool begins = at == value || !(g_ascii_isalnum(at[-1]) || strchr("#-_.", at[-1]));
    if (!begins || !g_ascii_isdigit(*at))
      continue;
    char *end = NULL;
    double number = g_ascii_strtod(at, &end);
    gsize length = 0;
    while (g_ascii_isalpha(end[length]))
      length++;
    g_autofree char *unit = g_strndup(end, length);
    if (number != 0 && g_strv_contains(units, unit))
      return true;
    at = end + length - 1;
  }
  return false;
}

/* A rule for a face is led to a file of the book: book-font.c looks whether it is there. */
static bool is_remote(const char *selector, const char *property, const char *value)
{
  bool is_face = strcmp(selector, "@font-face") == 0 && strcmp(property, "src") == 0;
  return strstr(value, "http") || strstr(value, "//") || (!is_face && strstr(value, "url("));
}

static void check_value(const sheet *s, const char *selector, const char *property,
                        const char *value)
{
  static const char *const functions[] = {"min(", "max(", "clamp(", "calc(", "var(", "env("};
  static const char *const layouts[] = {"position", "columns",   "column-count",
                                        "order",    "transform", NULL};
  for (guint i = 0; i < G_N_ELEMENTS(functions); i++)
    if (strstr(value, functions[i]))
      fault(s, BRV_BOOK_STYLE_FUNCTION, value);
  if (g_str_has_prefix(property, "--"))
    fault(s, BRV_BOOK_STYLE_CUSTOM, property);
  if (g_strv_contains(layouts, property) || g_str_has_prefix(property, "flex") ||
      g_str_has_prefix(property, "grid") ||
      (strcmp(property, "display") == 0 && (strstr(value, "flex") || strstr(value, "grid"))))
    fault(s, BRV_BOOK_STYLE_LAYOUT, property);
  if (has_absolute_size(value))
    fault(s, BRV_BOOK_STYLE_ABSOLUTE, value);
  if (is_remote(selector, property, value))
    fault(s, BRV_BOOK_STYLE_REMOTE, value);
}

/* Whether a selector stands for the whole page. */
static bool is_of_page(const char *selector)
{
  g_auto(GStrv) parts = g_strsplit(selector, ",", -1);
  for (char **part = parts; *part; part++) {
    g_strstrip(*part);
    if (strcmp(*part, "body") == 0 || strcmp(*part, "html") == 0 || strcmp(*part, "*") == 0 ||
        strcmp(*part, ":root") == 0)
      return true;
  }
  return false;
}

/* What is the reader's to choose; a family may be named where the book has it. */
static bool is_chosen(const char *property, const char *value)
{
  static const char *const chosen[] = {"color", "background",  "background-color", "font-size",
                                       "font",  "line-height", NULL};
  return g_strv_contains(chosen, property) ||
         (strcmp(property, "font-family") == 0 && value[0] != '"' && value[0] != '\'');
}

static void check_declaration(const char *selector, const char *property, const char *value,
                              void *data)
{
  const sheet *s = data;
  g_autofree char *plain = without_strings(value);
  check_value(s, selector, property, plain);
  if (is_of_page(selector) && is_chosen(property, value))
    fault(s, BRV_BOOK_STYLE_BODY, property);
}

static void each_declaration(const char *selector, const char *text, brv_css_visitor visit,
                             void *data)
{
  g_auto(GStrv) declarations = g_strsplit(text, ";", -1);
  for (char **one = declarations; *one; one++) {
    char *colon = strchr(*one, ':');
    if (!colon)
      continue;
    *colon = '\0';
    const char *property = g_strstrip(*one), *value = g_strstrip(colon + 1);
    visit(selector, property, value, data);
  }
}

bool brv_book_each_declaration(const char *text, brv_css_visitor visit, void *data)
{
  g_autofree char *css = bare(text);
  char *at = css;
  for (char *open; (open = strchr(at, '{'));) {
    char *close = strchr(open, '}'), *inner = strchr(open + 1, '{');
    if (!close || (inner && inner < close))
      return false;
    *open = *close = '\0';
    each_declaration(g_strstrip(at), open + 1, visit, data);
    at = close + 1;
  }
  return !strchr(at, '}');
}

/* Even old readers know the rule for a face: it is of CSS 2. */
static void check_at_rules(const sheet *s)
{
  g_autofree char *css = bare(s->entry->bytes), *plain = without_strings(css);
  for (const char *at = plain; (at = strchr(at, '@')); at++)
    if (!g_str_has_prefix(at, "@font-face"))
      fault(s, BRV_BOOK_STYLE_AT, "@");
}

static void check_sheet(brv_book_audit *audit, const brv_book_entry *entry)
{
  sheet s = {audit, entry, NULL};
  check_at_rules(&s);
  if (!brv_book_each_declaration(entry->bytes, check_declaration, &s))
    fault(&s, BRV_BOOK_STYLE_SYNTAX, "");
}

static void check_attributes(brv_book_audit *audit, const brv_book_entry *entry)
{
  g_autoptr(GPtrArray) found = brv_book_find(entry, NULL, "//*[@style]");
  for (guint i = 0; i < found->len; i++) {
    sheet s = {audit, entry, found->pdata[i]};
    g_autofree char *css = bare(brv_book_attribute(audit, found->pdata[i], "style"));
    each_declaration("", css, check_declaration, &s);
  }
  xmlNode *style = brv_book_first(entry, NULL, "//h:style");
  if (style)
    brv_book_fault(audit, BRV_BOOK_INLINE_STYLE, entry, style, "style");
}

/* The first sheet is for all media; those after it name the one that they are for. */
static void check_night(brv_book_audit *audit, const brv_book_entry *entry)
{
  g_autoptr(GPtrArray) found = brv_book_find(entry, NULL, "//h:link[@rel='stylesheet']");
  bool fine = found->len == 2;
  for (guint i = 0; fine && i < found->len; i++) {
    const char *media = brv_book_attribute(audit, found->pdata[i], "media");
    fine = i ? g_strcmp0(media, "(prefers-color-scheme: dark)") == 0 : media == NULL;
  }
  if (!fine)
    brv_book_fault(audit, BRV_BOOK_STYLE_NIGHT, entry, NULL, NULL);
}

void brv_book_audit_styles(brv_book_audit *audit)
{
  for (guint i = 0; i < audit->entries->len; i++) {
    const brv_book_entry *entry = audit->entries->pdata[i];
    if (g_strcmp0(entry->media_type, "text/css") == 0)
      check_sheet(audit, entry);
    if (entry->spine) {
      check_attributes(audit, entry);
      check_night(audit, entry);
    }
  }
}
