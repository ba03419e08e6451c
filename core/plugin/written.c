#include <string.h>

#include "plugin/internal.h"

/* Where the members of a table stand that a Lua file returns. Lua keeps no places of keys, so the
 * text is looked through for the table itself: `return {`, and the constructors in it. What is made
 * elsewhere, by a function or in a module, has the place of the key that holds it. It is only for
 * messages: a text that is not understood leaves places as they are. */

typedef enum { END, NAME, STRING, OTHER } token_kind;

typedef struct {
  const brv_source *source;
  const char *text, *at, *end;
  token_kind kind; /* of the token that is looked at: [from, at) */
  const char *from;
} reader;

/* Behind the long bracket that opens at `p`, or NULL where none does. */
static const char *skip_long(const reader *r, const char *p)
{
  const char *q = p + 1;
  while (*q == '=')
    q++;
  if (*p != '[' || *q != '[')
    return NULL;
  g_autofree char *close = g_strdup_printf("]%.*s]", (int)(q - p - 1), p + 1);
  const char *found = strstr(q + 1, close);
  return found ? found + strlen(close) : r->end;
}

static const char *skip_blanks(const reader *r, const char *p)
{
  for (;;) {
    p += strspn(p, " \t\r\n");
    if (p[0] != '-' || p[1] != '-')
      return p;
    const char *behind = skip_long(r, p + 2);
    p = behind ? behind : p + strcspn(p, "\n");
  }
}

static const char *skip_quoted(const char *p)
{
  char quote = *p++;
  for (; *p && *p != quote && *p != '\n'; p++)
    p += *p == '\\' && p[1];
  return *p == quote ? p + 1 : p;
}

static bool is_word(char c)
{
  return g_ascii_isalnum(c) || c == '_';
}

static void next(reader *r)
{
  const char *p = r->from = skip_blanks(r, r->at), *behind = skip_long(r, p);
  if (p >= r->end || !*p) {
    r->kind = END;
    p = r->end;
  } else if (behind || *p == '"' || *p == '\'') {
    r->kind = STRING;
    p = behind ? behind : skip_quoted(p);
  } else if (is_word(*p)) {
    r->kind = g_ascii_isdigit(*p) ? OTHER : NAME;
    while (is_word(*p) || (r->kind == OTHER && *p == '.'))
      p++;
  } else {
    r->kind = OTHER;
    p += strchr("=~<>", *p) && p[1] == '=' ? 2 : 1;
  }
  r->at = p;
}

static bool is(const reader *r, const char *text)
{
  gsize length = strlen(text);
  return (gsize)(r->at - r->from) == length && memcmp(r->from, text, length) == 0;
}

static brv_place place(const reader *r)
{
  return (brv_place){r->source, (guint32)(r->from - r->text), (guint32)(r->at - r->from)};
}

static bool is_mark(const reader *r, char mark)
{
  return r->kind == OTHER && r->from[0] == mark && r->at == r->from + 1;
}

/* How the token changes the depth of brackets and blocks. */
static int step(const reader *r)
{
  if (r->kind == OTHER)
    return strchr("({[", r->from[0]) ? 1 : strchr(")}]", r->from[0]) ? -1 : 0;
  if (r->kind != NAME || !strchr("fidreu", r->from[0]))
    return 0;
  if (is(r, "function") || is(r, "if") || is(r, "do") || is(r, "repeat"))
    return 1;
  return is(r, "end") || is(r, "until") ? -1 : 0;
}

/* To the comma or brace that ends the expression which begins here. */
static void skip_expression(reader *r)
{
  for (int depth = 0; r->kind != END; next(r)) {
    if (depth == 0 && (is_mark(r, ',') || is_mark(r, ';') || is_mark(r, '}')))
      return;
    depth += step(r);
  }
}

/* All that is in it was made where it stands, as far as is known. */
static void place_all(brv_value *value, brv_place at)
{
  value->place = at;
  for (guint i = 0; i < value->count && value->kind == BRV_VALUE_LIST; i++)
    place_all(value->items[i], at);
  for (guint i = 0; i < value->count && value->kind == BRV_VALUE_MAP; i++) {
    value->members[i].place = at;
    place_all(value->members[i].value, at);
  }
}

static brv_member *member_at(brv_value *map, const char *key, gsize length)
{
  for (guint i = 0; map->kind == BRV_VALUE_MAP && i < map->count; i++)
    if (strncmp(map->members[i].key, key, length) == 0 && !map->members[i].key[length])
      return &map->members[i];
  return NULL;
}

static void read_table(reader *r, brv_value *value, int depth);

static void read_expression(reader *r, brv_value *value, int depth)
{
  if (value)
    place_all(value, place(r));
  if (value && is_mark(r, '{') && depth < BRV_VALUE_DEPTH)
    read_table(r, value, depth + 1);
  skip_expression(r);
}

/* `key = …` and `["key"] = …`; with the reader at the value. NULL where there is no key. */
static brv_member *read_key(reader *r, brv_value *map, bool *keyed)
{
  reader ahead = *r;
  bool bracket = is_mark(&ahead, '[');
  if (bracket)
    next(&ahead);
  *keyed = bracket || ahead.kind == NAME;
  reader key = ahead;
  next(&ahead);
  if (bracket && is_mark(&ahead, ']'))
    next(&ahead);
  if (!*keyed || !is_mark(&ahead, '=')) {
    *keyed = false;
    return NULL;
  }
  next(&ahead);
  *r = ahead;
  gsize quote = key.kind == STRING;
  brv_member *member = member_at(map, key.from + quote, (gsize)(key.at - key.from) - 2 * quote);
  if (member)
    member->place = place(&key);
  return member;
}

/* From the brace that opens it to behind the one that closes it. */
static void read_table(reader *r, brv_value *value, int depth)
{
  guint items = 0;
  for (next(r); r->kind != END && !is_mark(r, '}');) {
    bool keyed;
    brv_member *member = read_key(r, value, &keyed);
    brv_value *inner = member ? member->value : NULL;
    if (!keyed && value->kind == BRV_VALUE_LIST && items < value->count)
      inner = value->items[items++];
    brv_place key = member ? member->place : BRV_NO_PLACE;
    read_expression(r, inner, depth);
    if (member)
      member->place = key;
    if (is_mark(r, ',') || is_mark(r, ';'))
      next(r);
  }
  if (r->kind != END)
    next(r);
}

void brv_place_written(const brv_source *source, brv_value *value)
{
  const char *text = brv_source_text(source);
  reader r = {source, text, text, text + brv_source_length(source), END, text};
  int depth = 0;
  for (next(&r); r.kind != END; next(&r)) {
    if (depth == 0 && r.kind == NAME && is(&r, "return")) {
      next(&r);
      if (is_mark(&r, '{'))
        read_table(&r, value, 0);
      return;
    }
    depth += step(&r);
  }
}
