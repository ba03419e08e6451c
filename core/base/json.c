#include <string.h>

#include "base/inner.h"
#include "base/letters.h"
#include "base/value.h"

/* RFC 8259, strictly, with the place of every value. (json-glib keeps no places, takes comments,
 * single quotes and hexadecimal numbers, and cuts a string at \u0000; a test compares the values
 * that both read.) */
typedef struct {
  brv_arena *arena;
  const brv_source *source;
  const char *text;
  guint32 at, end;
  GString *string; /* the one that is read */
  brv_diags *diags;
} reader;

static brv_value *read_value(reader *r, int depth);

static char peek(const reader *r)
{
  return r->at < r->end ? r->text[r->at] : '\0';
}

static brv_place place_from(const reader *r, guint32 start)
{
  return (brv_place){.source = r->source, .offset = start, .length = r->at - start};
}

static void skip_space(reader *r)
{
  while (r->at < r->end && strchr(" \t\r\n", r->text[r->at]))
    r->at++;
}

/* Always NULL, for `return fail(...)`. */
static void *fail(reader *r, const char *help, const char *expected)
{
  brv_place place = {.source = r->source, .offset = r->at, .length = 1};
  g_autofree char *found = NULL;
  if (r->at >= r->end)
    found = g_strdup("the end");
  else if (g_unichar_isprint(g_utf8_get_char(r->text + r->at)))
    found = g_strdup_printf("\"%.*s\"", (int)(g_utf8_next_char(r->text + r->at) - r->text - r->at),
                            r->text + r->at);
  else
    found = g_strdup_printf("byte 0x%02x", (guchar)r->text[r->at]);
  brv_report(r->diags, BRV_BAD_SYNTAX, place, help, "JSON cannot be read: expected %s, found %s",
             expected, found);
  return NULL;
}

/* Four hexadecimal digits at `at`, or -1. */
static int hex4(const reader *r, guint32 at)
{
  int code = 0;
  for (guint32 i = at; i < at + 4; i++) {
    int digit = i < r->end ? g_ascii_xdigit_value(r->text[i]) : -1;
    if (digit < 0)
      return -1;
    code = code * 16 + digit;
  }
  return code;
}

/* \uXXXX or a pair of surrogates at r->at (the backslash); 0 when it is none or NUL. */
static gunichar read_unicode(reader *r)
{
  int high = hex4(r, r->at + 2);
  if (high <= 0 || (high >= 0xDC00 && high <= 0xDFFF))
    return 0;
  if (high < 0xD800 || high > 0xDBFF) {
    r->at += 6;
    return (gunichar)high;
  }
  bool paired = r->at + 7 < r->end && r->text[r->at + 6] == '\\' && r->text[r->at + 7] == 'u';
  int low = paired ? hex4(r, r->at + 8) : -1;
  if (low < 0xDC00 || low > 0xDFFF)
    return 0;
  r->at += 12;
  return 0x10000 + (((gunichar)high - 0xD800) << 10) + ((gunichar)low - 0xDC00);
}

static bool read_escape(reader *r, brv_inner *inner)
{
  static const char kinds[] = "\"\\/bfnrt", meant[] = "\"\\/\b\f\n\r\t";
  guint32 start = r->at;
  char kind = r->at + 1 < r->end ? r->text[r->at + 1] : '\0';
  const char *known = kind ? strchr(kinds, kind) : NULL;
  if (known) {
    r->at += 2;
    g_string_append_c(r->string, meant[known - kinds]);
    brv_inner_escape(inner, 1, start);
    return true;
  }
  gunichar c = kind == 'u' ? read_unicode(r) : 0;
  if (!c)
    return fail(r, "a backslash itself is written \\\\", "an escape that JSON knows") != NULL;
  gsize before = r->string->len;
  g_string_append_unichar(r->string, c);
  brv_inner_escape(inner, r->string->len - before, start);
  return true;
}

static bool read_characters(reader *r, brv_inner *inner)
{
  for (;;) {
    guint32 start = r->at;
    while (r->at < r->end && (guchar)r->text[r->at] >= 0x20 && !strchr("\"\\", r->text[r->at]))
      r->at++;
    g_string_append_len(r->string, r->text + start, (gssize)(r->at - start));
    brv_inner_run(inner, r->at - start, start);
    if (peek(r) == '"')
      return true;
    if (peek(r) != '\\')
      return fail(r, "a line end inside a text is written \\n", "the closing quote") != NULL;
    if (!read_escape(r, inner))
      return false;
  }
}

static brv_value *read_string(reader *r)
{
  guint32 start = r->at++;
  brv_inner inner = brv_inner_new(r->arena);
  g_string_truncate(r->string, 0);
  if (!read_characters(r, &inner))
    return NULL;
  guint32 end = r->at++;
  brv_value *value = brv_value_new(r->arena, BRV_VALUE_TEXT, place_from(r, start));
  value->quoted = true;
  value->length = r->string->len;
  value->text = brv_arena_strndup(r->arena, r->string->str, value->length);
  value->inner = brv_inner_source(&inner, r->source, value->text, end);
  brv_check_letters(value, r->diags);
  return value;
}

static bool skip_digits(reader *r)
{
  guint32 start = r->at;
  while (g_ascii_isdigit(peek(r)))
    r->at++;
  return r->at > start;
}

static bool skip_number(reader *r)
{
  if (peek(r) == '-')
    r->at++;
  if (peek(r) == '0')
    r->at++;
  else if (!skip_digits(r))
    return false;
  if (peek(r) == '.') {
    r->at++;
    if (!skip_digits(r))
      return false;
  }
  if (peek(r) != 'e' && peek(r) != 'E')
    return true;
  r->at++;
  if (peek(r) == '+' || peek(r) == '-')
    r->at++;
  return skip_digits(r);
}

static brv_value *read_number(reader *r)
{
  guint32 start = r->at;
  if (!skip_number(r))
    return fail(r, NULL, "a digit");
  brv_value *value = brv_value_new(r->arena, BRV_VALUE_NUMBER, place_from(r, start));
  value->length = r->at - start;
  value->text = brv_arena_strndup(r->arena, r->text + start, value->length);
  value->number = g_ascii_strtod(value->text, NULL);
  return value;
}

static brv_value *read_word(reader *r)
{
  static const char *const words[] = {"true", "false", "null"};
  guint32 start = r->at;
  for (guint i = 0; i < G_N_ELEMENTS(words); i++) {
    gsize length = strlen(words[i]);
    if (r->end - r->at < length || strncmp(r->text + r->at, words[i], length) != 0)
      continue;
    r->at += (guint32)length;
    bool null = i == 2;
    brv_value *value =
        brv_value_new(r->arena, null ? BRV_VALUE_NULL : BRV_VALUE_BOOLEAN, place_from(r, start));
    value->text = null ? NULL : words[i];
    value->length = null ? 0 : length;
    value->truth = i == 0;
    return value;
  }
  return fail(r, "texts and keys stand in double quotes", "a value");
}

/* After a member or an item: true when another follows, else `*closed` says whether it ended. */
static bool another(reader *r, char close, bool *closed)
{
  skip_space(r);
  *closed = peek(r) == close;
  if (!*closed && peek(r) != ',') {
    fail(r, NULL, close == '}' ? "\",\" or \"}\"" : "\",\" or \"]\"");
    return false;
  }
  r->at++;
  return !*closed;
}

static bool read_member(reader *r, brv_value *map, GHashTable *seen, int depth)
{
  skip_space(r);
  if (peek(r) != '"')
    return fail(r, "no comma stands after the last member", "a key in double quotes") != NULL;
  brv_value *key = read_string(r);
  skip_space(r);
  if (!key || peek(r) != ':')
    return key && fail(r, NULL, "\":\"") != NULL;
  r->at++;
  brv_value *value = read_value(r, depth + 1);
  if (!value)
    return false;
  if (g_hash_table_add(seen, (void *)key->text))
    brv_value_append(r->arena, map, (brv_member){key->text, key->place, value});
  else
    brv_report(r->diags, BRV_DUPLICATE_KEY, key->place, "keep one of the two",
               "the key \"%s\" stands twice in this map", key->text);
  return true;
}

static brv_value *read_container(reader *r, int depth)
{
  bool is_map = peek(r) == '{', closed;
  guint32 start = r->at++;
  brv_value *value =
      brv_value_new(r->arena, is_map ? BRV_VALUE_MAP : BRV_VALUE_LIST, (brv_place){0});
  g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
  skip_space(r);
  closed = peek(r) == (is_map ? '}' : ']');
  r->at += closed;
  for (bool more = !closed; more; more = another(r, is_map ? '}' : ']', &closed)) {
    brv_value *item = is_map ? NULL : read_value(r, depth + 1);
    if (is_map ? !read_member(r, value, seen, depth) : !item)
      return NULL;
    if (item)
      brv_value_add(r->arena, value, item);
  }
  value->place = place_from(r, start);
  return closed ? value : NULL;
}

static brv_value *read_value(reader *r, int depth)
{
  skip_space(r);
  char c = peek(r);
  if (c == '"')
    return read_string(r);
  if (c == '-' || g_ascii_isdigit(c))
    return read_number(r);
  if (c != '{' && c != '[')
    return read_word(r);
  if (depth < BRV_VALUE_DEPTH)
    return read_container(r, depth);
  brv_report(r->diags, BRV_TOO_DEEP, (brv_place){r->source, r->at, 1}, NULL,
             "lists and maps nest deeper than %d", BRV_VALUE_DEPTH);
  return NULL;
}

brv_value *brv_json_read(brv_arena *arena, brv_place place, brv_diags *diags)
{
  g_autoptr(GString) string = g_string_new(NULL);
  reader r = {.arena = arena,
              .string = string,
              .source = place.source,
              .text = brv_source_text(place.source),
              .at = place.offset,
              .end = place.offset + place.length,
              .diags = diags};
  skip_space(&r);
  if (r.at == r.end)
    return brv_value_new(arena, BRV_VALUE_MAP, place);
  brv_value *value = read_value(&r, 0);
  skip_space(&r);
  if (value && r.at < r.end)
    return fail(&r, NULL, "nothing more");
  return value;
}
