#include "base/schema-scalar.h"

#include <math.h>
#include <string.h>

#include "base/url.h"

/* Longer values are shown in part in messages. In characters. */
enum { SHOWN = 40 };

bool brv_is_date(const char *text)
{
  int year, month, day, length = 0;
  if (strlen(text) != 10 || strspn(text, "0123456789-") != 10 ||
      sscanf(text, "%4d-%2d-%2d%n", &year, &month, &day, &length) != 3 || length != 10)
    return false;
  return year > 0 && month > 0 && day > 0 &&
         g_date_valid_dmy((GDateDay)day, (GDateMonth)month, (GDateYear)year);
}

bool brv_is_id(const char *text)
{
  if (!g_ascii_isalpha(*text))
    return false;
  for (const char *c = text; *c; c++)
    if (!g_ascii_isalnum(*c) && !strchr("-_.", *c))
      return false;
  return true;
}

static bool is_url(const char *text)
{
  if (g_str_has_prefix(text, "mailto:") && !strchr(text, '@'))
    return false;
  return brv_url_is_address(text) && !strpbrk(text, " \t\n<>\"");
}

/* BCP 47 in shape: a language of 2 or 3 letters (longer ones were never registered, and are words
 * such as "English"), then subtags of 1 to 8 letters and digits. */
bool brv_is_language(const char *text)
{
  g_auto(GStrv) tags = g_strsplit(text, "-", -1);
  for (guint i = 0; tags[i]; i++) {
    gsize length = strlen(tags[i]);
    if (length < (i ? 1 : 2) || length > (i ? 8 : 3))
      return false;
    for (const char *c = tags[i]; *c; c++)
      if (i ? !g_ascii_isalnum(*c) : !g_ascii_isalpha(*c))
        return false;
  }
  return tags[0] != NULL;
}

static bool is_colour(const char *text)
{
  if (*text != '#' || strlen(text) != 7)
    return false;
  return strspn(text + 1, "0123456789abcdefABCDEF") == 6;
}

static bool is_length(const char *text)
{
  gsize digits = strspn(text, "0123456789.-");
  char *end;
  double number = g_ascii_strtod(text, &end);
  const char *unit = text + digits;
  if (!digits || (gsize)(end - text) != digits || !isfinite(number))
    return false;
  return !*unit || strcmp(unit, "pt") == 0 || strcmp(unit, "mm") == 0 || strcmp(unit, "em") == 0 ||
         strcmp(unit, "%") == 0;
}

static bool is_choice(const brv_schema *schema, const char *text)
{
  return schema->choices && g_strv_contains(schema->choices, text);
}

static bool is_number(const brv_schema *schema, const brv_value *value)
{
  double number;
  if (!brv_value_to_number(value, &number) || !isfinite(number))
    return false;
  if (schema->type == BRV_TYPE_INTEGER && number != floor(number))
    return false;
  return schema->min >= schema->max || (number >= schema->min && number <= schema->max);
}

static bool is_boolean(const brv_value *value)
{
  if (value->kind == BRV_VALUE_BOOLEAN)
    return true;
  return value->kind == BRV_VALUE_TEXT && !value->quoted &&
         (strcmp(value->text, "true") == 0 || strcmp(value->text, "false") == 0);
}

bool brv_schema_fits_scalar(const brv_schema *schema, const brv_value *value)
{
  if (!value->text)
    return false;
  switch (schema->type) {
  case BRV_TYPE_ANY:
  case BRV_TYPE_TEXT:
  case BRV_TYPE_MARKDOWN:
  case BRV_TYPE_FILE:
  case BRV_TYPE_IMAGE:
  case BRV_TYPE_RAW:
    return true;
  case BRV_TYPE_INTEGER:
  case BRV_TYPE_NUMBER:
    return is_number(schema, value);
  case BRV_TYPE_BOOLEAN:
    return is_boolean(value);
  case BRV_TYPE_DATE:
    return brv_is_date(value->text);
  case BRV_TYPE_CHOICE:
    return is_choice(schema, value->text);
  case BRV_TYPE_ID:
    return brv_is_id(value->text);
  case BRV_TYPE_URL:
    return is_url(value->text);
  case BRV_TYPE_LANGUAGE:
    return brv_is_language(value->text);
  case BRV_TYPE_COLOUR:
    return is_colour(value->text);
  case BRV_TYPE_LENGTH:
    return is_length(value->text);
  case BRV_TYPE_LIST:
  case BRV_TYPE_MAP:
    return false;
  }
  return false;
}

/* "a, b or c" */
static char *choices_text(const char *const *choices)
{
  GString *text = g_string_new(NULL);
  for (guint i = 0; choices && choices[i]; i++) {
    const char *before = !i ? "" : choices[i + 1] ? ", " : " or ";
    g_string_append_printf(text, "%s%s", before, choices[i]);
  }
  return g_string_free(text, FALSE);
}

static char *range_text(const brv_schema *schema, const char *what)
{
  char low[G_ASCII_DTOSTR_BUF_SIZE], high[G_ASCII_DTOSTR_BUF_SIZE];
  if (schema->min >= schema->max)
    return g_strdup(what);
  g_ascii_formatd(low, sizeof low, "%g", schema->min);
  g_ascii_formatd(high, sizeof high, "%g", schema->max);
  return isinf(schema->max) ? g_strdup_printf("%s of at least %s", what, low)
                            : g_strdup_printf("%s from %s to %s", what, low, high);
}

char *brv_schema_expected(const brv_schema *schema)
{
  static const char *const names[] = {
      [BRV_TYPE_ANY] = "a value",
      [BRV_TYPE_TEXT] = "text",
      [BRV_TYPE_MARKDOWN] = "text",
      [BRV_TYPE_FILE] = "the name of a file",
      [BRV_TYPE_IMAGE] = "the name of an image",
      [BRV_TYPE_RAW] = "text",
      [BRV_TYPE_INTEGER] = "a whole number",
      [BRV_TYPE_NUMBER] = "a number",
      [BRV_TYPE_BOOLEAN] = "true or false",
      [BRV_TYPE_DATE] = "a day as YYYY-MM-DD",
      [BRV_TYPE_CHOICE] = "a word",
      [BRV_TYPE_ID] = "an id (a letter, then letters, digits, - _ .)",
      [BRV_TYPE_URL] = "an address that begins with https:, http: or mailto:",
      [BRV_TYPE_LANGUAGE] = "a language such as en-GB",
      [BRV_TYPE_COLOUR] = "a colour as #rrggbb",
      [BRV_TYPE_LENGTH] = "a length such as 12pt, 4mm, 1.5em or 50%",
      [BRV_TYPE_LIST] = "a list",
      [BRV_TYPE_MAP] = "a map of keys and values",
  };
  G_STATIC_ASSERT(G_N_ELEMENTS(names) == BRV_TYPE_MAP + 1);
  if (schema->type == BRV_TYPE_CHOICE && schema->choices)
    return choices_text(schema->choices);
  if (schema->type == BRV_TYPE_INTEGER || schema->type == BRV_TYPE_NUMBER)
    return range_text(schema, names[schema->type]);
  return g_strdup(names[schema->type]);
}

char *brv_schema_found(const brv_value *value)
{
  if (value->kind == BRV_VALUE_LIST)
    return g_strdup("a list");
  if (value->kind == BRV_VALUE_MAP)
    return g_strdup("a map");
  if (!value->text)
    return g_strdup("nothing");
  g_autofree char *line = g_strdelimit(g_strdup(value->text), "\r\n\t", ' ');
  if (g_utf8_strlen(line, -1) <= SHOWN)
    return g_strdup_printf("\"%s\"", line);
  g_autofree char *part = g_utf8_substring(line, 0, SHOWN);
  return g_strdup_printf("\"%s…\"", part);
}

static bool is_number_type(brv_type type)
{
  return type == BRV_TYPE_INTEGER || type == BRV_TYPE_NUMBER || type == BRV_TYPE_BOOLEAN;
}

const char *brv_schema_help(brv_arena *arena, const brv_schema *schema, const brv_value *value)
{
  static const char *const truths[] = {"yes", "no",   "on",    "off", "Yes",
                                       "No",  "True", "False", NULL};
  const char *near = NULL;
  if (schema->type == BRV_TYPE_CHOICE && schema->choices && value->text)
    near = brv_did_you_mean(arena, value->text, schema->choices);
  else if (schema->type == BRV_TYPE_BOOLEAN && value->text && g_strv_contains(truths, value->text))
    near = "only the words true and false are read so";
  else if (schema->type == BRV_TYPE_DATE && value->text && strspn(value->text, "0123456789-") == 10)
    near = "there is no such day";
  else if (schema->type == BRV_TYPE_LIST && value->text)
    near = "write each item on a line of its own after \"- \", or [in, brackets]";
  else if (is_number_type(schema->type) && value->kind == BRV_VALUE_TEXT && value->quoted)
    near = "remove the quotes";
  return near ? near : schema->help;
}
