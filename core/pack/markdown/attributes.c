#include "pack/markdown/attributes.h"

#include <string.h>

#include "base/inner.h"

static bool is_space(char c)
{
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool is_name_character(char c)
{
  return g_ascii_isalnum(c) || (c && strchr("-_.", c));
}

static gsize skip_space(const char *text, gsize at)
{
  while (is_space(text[at]))
    at++;
  return at;
}

static gsize name_length(const char *text)
{
  gsize length = 0;
  if (g_ascii_isalpha(*text))
    while (is_name_character(text[length]))
      length++;
  return length;
}

/* The word "tier" with "=" or ":" after it, or alone in the braces. */
static bool names_tier(const char *text, gsize length)
{
  for (gsize i = 1; i + 4 <= length; i++) {
    if (g_ascii_strncasecmp(text + i, "tier", 4) != 0 || is_name_character(text[i - 1]))
      continue;
    gsize next = skip_space(text, i + 4);
    if (text[next] == '=' || text[next] == ':' || (text[next] == '}' && skip_space(text, 1) == i))
      return true;
  }
  return false;
}

/* Whether the first thing in the braces is what attributes begin with. */
static bool begins_as_attributes(const char *text)
{
  gsize at = skip_space(text, 1);
  if (text[at] == '#' || text[at] == '.')
    return g_ascii_isalpha(text[at + 1]);
  gsize name = name_length(text + at);
  return name && text[skip_space(text, at + name)] == '=';
}

/* The length up to and with the closing brace, quotes respected; 0 when there is none. `stopped`
 * is where the search ended. */
static gsize closed_length(const char *text, bool quotes, gsize *stopped)
{
  char quote = '\0';
  gsize i = 1;
  for (; text[i] && i < BRV_ATTRIBUTES_LIMIT; i++) {
    if (quote && text[i] == '\\' && text[i + 1])
      i++;
    else if (quote)
      quote = text[i] == quote ? '\0' : quote;
    else if (quotes && (text[i] == '"' || text[i] == '\'') && text[i - 1] == '=')
      quote = text[i];
    else if (text[i] == '}')
      return *stopped = i + 1;
    else if (text[i] == '{')
      break;
  }
  *stopped = i;
  return 0;
}

brv_brace brv_attributes_scan(const char *text, gsize *length)
{
  if (begins_as_attributes(text))
    return closed_length(text, true, length) ? BRV_BRACE_ATTRIBUTES : BRV_BRACE_BROKEN;
  gsize closed = closed_length(text, false, length);
  if (!names_tier(text, *length))
    return BRV_BRACE_TEXT;
  return closed ? BRV_BRACE_ATTRIBUTES : BRV_BRACE_BROKEN;
}

/* Reading what scan has found. */
typedef struct {
  brv_arena *arena;
  brv_diags *diags;
  brv_place whole;
  const char *text; /* of the whole */
  gsize at, end;    /* end: of the closing brace */
  brv_attributes *out;
  brv_attr **tail;
  bool fine;
} reader;

static brv_place part(const reader *r, gsize from, gsize to)
{
  return brv_place_part(r->whole, (guint32)from, (guint32)(to - from));
}

static void complain(reader *r, gsize from, gsize to, const char *help, const char *what)
{
  g_autofree char *found = g_strndup(r->text + from, to - from);
  brv_report(r->diags, BRV_BAD_ATTRIBUTE, part(r, from, to), help, "%s: \"%s\"", what, found);
  r->fine = false;
}

static gsize word_end(const reader *r, gsize from)
{
  while (from < r->end && !is_space(r->text[from]))
    from++;
  return from;
}

/* "#name" or ".name" */
static void read_mark(reader *r)
{
  gsize start = r->at, name = start + 1;
  gsize length = name_length(r->text + name);
  bool is_id = r->text[start] == '#';
  const char **slot = is_id ? &r->out->id : &r->out->class;
  r->at = word_end(r, start);
  if (!length || name + length != r->at)
    complain(r, start, r->at, "a letter, then letters, digits, - _ .",
             is_id ? "this is no id" : "this is no class");
  else if (*slot)
    complain(r, start, r->at, "keep one", is_id ? "a second id" : "a second class");
  else
    *slot = brv_arena_strndup(r->arena, r->text + name, length);
  *(is_id ? &r->out->id_place : &r->out->class_place) = part(r, start, r->at);
}

/* A value in quotes at r->at; NULL when they are never closed. */
static const char *read_quoted(reader *r)
{
  char quote = r->text[r->at++];
  GString *value = g_string_new(NULL);
  while (r->at < r->end && r->text[r->at] != quote) {
    if (r->text[r->at] == '\\' && r->at + 1 < r->end)
      r->at++;
    char c = r->text[r->at++];
    g_string_append_c(value, c == '\n' || c == '\r' ? ' ' : c);
  }
  bool closed = r->at < r->end;
  r->at += closed;
  const char *text = brv_arena_strdup(r->arena, value->str);
  g_string_free(value, TRUE);
  return closed ? text : NULL;
}

static const char *read_bare(reader *r)
{
  gsize start = r->at;
  r->at = word_end(r, start);
  const char *value = brv_arena_strndup(r->arena, r->text + start, r->at - start);
  return strpbrk(value, "\"'{=") ? NULL : value;
}

static bool is_given(const reader *r, const char *key)
{
  if (strcmp(key, "tier") == 0)
    return r->out->tier != NULL;
  if (strcmp(key, "lang") == 0)
    return r->out->language != NULL;
  for (const brv_attr *attr = r->out->others; attr; attr = attr->next)
    if (strcmp(attr->key, key) == 0)
      return true;
  return false;
}

static void keep(reader *r, const char *key, const char *value, brv_place place)
{
  if (strcmp(key, "tier") == 0) {
    r->out->tier = value;
    r->out->tier_place = place;
  } else if (strcmp(key, "lang") == 0) {
    r->out->language = value;
    r->out->language_place = place;
  } else {
    brv_attr *attr = brv_new(r->arena, brv_attr);
    *attr = (brv_attr){.key = key, .value = value, .place = place};
    *r->tail = attr;
    r->tail = &attr->next;
  }
}

/* What is no attribute; a tier badly marked is one mistake, however many words it takes. */
static void complain_word(reader *r, gsize start)
{
  bool tier = g_ascii_strncasecmp(r->text + start, "tier", 4) == 0;
  r->at = tier ? r->end : word_end(r, start);
  gsize end = r->at;
  while (end > start && is_space(r->text[end - 1]))
    end--;
  complain(r, start, end,
           tier ? "write {tier=...} with the id of a tier, without spaces around ="
                : "attributes are #id, .class and key=value, without spaces around =",
           tier ? "this marks no tier" : "this is no attribute");
}

static void read_pair(reader *r)
{
  gsize start = r->at, length = name_length(r->text + start);
  if (!length || r->text[start + length] != '=') {
    complain_word(r, start);
    return;
  }
  const char *key = brv_arena_strndup(r->arena, r->text + start, length);
  gsize from = r->at = start + length + 1;
  bool quoted = r->text[from] == '"' || r->text[from] == '\'';
  const char *value = quoted ? read_quoted(r) : read_bare(r);
  bool joined = r->at < r->end && !is_space(r->text[r->at]);
  if (joined)
    r->at = word_end(r, r->at);
  if (!value || joined || (!quoted && !*value))
    complain(r, start, r->at, "put a value with spaces or quotes in quotes: key=\"a value\"",
             "this value cannot be read");
  else if (is_given(r, key))
    complain(r, start, r->at, "keep one of the two", "this key stands twice");
  else
    keep(r, key, value, part(r, from, r->at));
}

/* As read_quoted and read_bare have it. */
brv_value *brv_attribute_value(brv_arena *arena, const brv_attr *attr)
{
  brv_place place = attr->place;
  const char *written = brv_source_text(place.source) + place.offset;
  brv_value *value = brv_value_new(arena, BRV_VALUE_TEXT, place);
  brv_inner inner = brv_inner_new(arena);
  char *text = brv_arena_alloc(arena, place.length + 1);
  guint32 quote = place.length > 1 && (*written == '"' || *written == '\'');
  guint32 end = place.length - quote;
  for (guint32 i = quote; i < end; i++) {
    if (quote && written[i] == '\\' && i + 1 < end)
      i++;
    bool is_break = written[i] == '\n' || written[i] == '\r';
    text[inner.length] = is_break ? ' ' : written[i];
    brv_inner_run(&inner, 1, place.offset + i);
  }
  value->text = text;
  value->length = inner.length;
  value->inner = brv_inner_source(&inner, place.source, text, place.offset + end);
  value->quoted = true;
  return value;
}

brv_place brv_attribute_key(const brv_attr *attr)
{
  brv_place place = attr->place;
  guint32 length = (guint32)strlen(attr->key);
  place.offset -= MIN(length + 1, place.offset);
  place.length = length;
  return place;
}

bool brv_attributes_read(brv_arena *arena, brv_place place, brv_attributes *out, brv_diags *diags)
{
  *out = (brv_attributes){.place = place};
  reader r = {.arena = arena,
              .diags = diags,
              .whole = place,
              .text = brv_source_text(place.source) + place.offset,
              .at = 1,
              .end = place.length ? place.length - 1 : 0,
              .out = out,
              .tail = &out->others,
              .fine = true};
  for (r.at = skip_space(r.text, r.at); r.at < r.end; r.at = skip_space(r.text, r.at)) {
    if (r.text[r.at] == '#' || r.text[r.at] == '.')
      read_mark(&r);
    else
      read_pair(&r);
  }
  return r.fine;
}
