#include <string.h>
#include <yaml.h>

#include "base/letters.h"
#include "base/value.h"
#include "base/yaml-place.h"

/* libyaml's event parser, which shows aliases and tags before they mean anything. Its marks count
 * characters; `cursor` turns them into bytes. */
typedef struct {
  brv_arena *arena;
  brv_place whole;
  brv_diags *diags;
  yaml_parser_t parser;
  gsize ascii;             /* bytes at its start, each of which is a character */
  gsize characters, bytes; /* a character's number and its offset in `whole` */
} reader;

static const char *text_at(const reader *r, gsize offset)
{
  return brv_source_text(r->whole.source) + r->whole.offset + offset;
}

/* Marks come nearly in order, so walking from the last one costs little. */
static guint32 offset_of(reader *r, gsize character)
{
  if (character <= r->ascii)
    r->characters = r->bytes = character;
  while (r->characters < character && r->bytes < r->whole.length) {
    r->bytes += (gsize)(g_utf8_next_char(text_at(r, r->bytes)) - text_at(r, r->bytes));
    r->characters++;
  }
  while (r->characters > character && r->bytes > 0) {
    r->bytes--;
    if (((guchar)*text_at(r, r->bytes) & 0xC0) != 0x80)
      r->characters--;
  }
  return r->whole.offset + (guint32)MIN(r->bytes, r->whole.length);
}

static brv_place place_of(reader *r, yaml_mark_t start, yaml_mark_t end)
{
  guint32 from = offset_of(r, start.index), to = offset_of(r, end.index);
  return (brv_place){
      .source = r->whole.source, .offset = from, .length = to > from ? to - from : 0};
}

static const char *syntax_help(const char *problem)
{
  static const struct {
    const char *part, *help;
  } helps[] = {
      {"mapping values are not allowed", "a text that holds \": \" must stand in quotes"},
      {"cannot start any token",
       "indent with spaces, not tabs; put text that begins with @, ` or % "
       "in quotes"},
      {"did not find expected key", "check the indentation, and the quotes of the lines before"},
      {"did not find expected '-'", "items of one list begin with \"- \" in the same column"},
      {"could not find expected ':'", "a key is followed by a colon and a space"},
      {"unexpected end of stream", "a quote was opened and never closed"},
      {"unexpected document indicator", "a quote was opened and never closed"},
      {"expected ',' or", "close the list with ] or the map with }"},
  };
  for (guint i = 0; problem && i < G_N_ELEMENTS(helps); i++)
    if (strstr(problem, helps[i].part))
      return helps[i].help;
  return NULL;
}

static void report_syntax(reader *r)
{
  const yaml_parser_t *p = &r->parser;
  brv_place place = r->whole;
  if (p->error == YAML_READER_ERROR)
    place.offset += (guint32)MIN(p->problem_offset, r->whole.length);
  else
    place.offset = offset_of(r, p->problem_mark.index);
  place.length = 1;
  brv_report(r->diags, BRV_BAD_SYNTAX, place, syntax_help(p->problem), "YAML cannot be read: %s",
             p->problem ? p->problem : "no reason was given");
}

static bool next_event(reader *r, yaml_event_t *event)
{
  if (yaml_parser_parse(&r->parser, event))
    return true;
  report_syntax(r);
  return false;
}

static bool refuse(reader *r, const yaml_event_t *event, const char *help, const char *what)
{
  brv_report(r->diags, BRV_BAD_SYNTAX, place_of(r, event->start_mark, event->end_mark), help,
             "%s cannot be used here", what);
  return false;
}

/* Anchors and tags give one text two meanings; packs have neither. */
static bool is_plain(reader *r, const yaml_event_t *event)
{
  const yaml_char_t *anchor = NULL, *tag = NULL;
  if (event->type == YAML_ALIAS_EVENT)
    return refuse(r, event, "write the value out, or put the text in quotes", "a YAML alias (*)");
  if (event->type == YAML_SCALAR_EVENT) {
    anchor = event->data.scalar.anchor;
    tag = event->data.scalar.tag;
  } else if (event->type == YAML_SEQUENCE_START_EVENT) {
    anchor = event->data.sequence_start.anchor;
    tag = event->data.sequence_start.tag;
  } else if (event->type == YAML_MAPPING_START_EVENT) {
    anchor = event->data.mapping_start.anchor;
    tag = event->data.mapping_start.tag;
  }
  if (anchor)
    return refuse(r, event, "put text that begins with & in quotes", "a YAML anchor (&)");
  if (tag)
    return refuse(r, event, "put text that begins with ! in quotes", "a YAML tag (!)");
  return true;
}

static brv_value *read_node(reader *r, const yaml_event_t *event, int depth);

static brv_value *read_scalar(reader *r, const yaml_event_t *event)
{
  yaml_scalar_style_t style = event->data.scalar.style;
  bool quoted = style != YAML_PLAIN_SCALAR_STYLE;
  bool empty = !quoted && event->data.scalar.length == 0;
  brv_value *value = brv_value_new(r->arena, empty ? BRV_VALUE_NULL : BRV_VALUE_TEXT,
                                   place_of(r, event->start_mark, event->end_mark));
  value->quoted = quoted;
  if (!empty) {
    value->length = event->data.scalar.length;
    value->text =
        brv_arena_strndup(r->arena, (const char *)event->data.scalar.value, value->length);
    brv_yaml_place_text(r->arena, value, style);
  }
  if (!empty && strlen(value->text) != value->length) {
    brv_report(r->diags, BRV_BAD_SYNTAX, value->place, NULL, "text cannot hold the character NUL");
    return NULL;
  }
  brv_check_letters(value, r->diags);
  return value;
}

/* Reads the next event and its node; `end` is set when it was the one that closes the parent. */
static brv_value *read_child(reader *r, yaml_event_type_t closing, int depth, bool *end)
{
  yaml_event_t event;
  if (!next_event(r, &event))
    return NULL;
  *end = event.type == closing;
  brv_value *value = *end ? NULL : read_node(r, &event, depth);
  yaml_event_delete(&event);
  return value;
}

static brv_value *read_list(reader *r, brv_value *list, int depth)
{
  for (bool end = false;;) {
    brv_value *item = read_child(r, YAML_SEQUENCE_END_EVENT, depth + 1, &end);
    if (!item)
      return end ? list : NULL;
    brv_value_add(r->arena, list, item);
  }
}

/* A map of few keys is looked through, one of many has a table. */
static bool is_new(const brv_value *map, const char *key, GHashTable **seen)
{
  enum { FEW = 16 };
  if (!*seen && map->count < FEW)
    return !brv_value_member(map, key);
  if (!*seen) {
    *seen = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint i = 0; i < map->count; i++)
      g_hash_table_add(*seen, (void *)map->members[i].key);
  }
  return g_hash_table_add(*seen, (void *)key);
}

static bool is_key(reader *r, const brv_value *key, const brv_value *map, GHashTable **seen)
{
  if (!key->text) {
    brv_report(r->diags, BRV_BAD_SYNTAX, key->place, NULL, "a key must be a word, and there is %s",
               key->kind == BRV_VALUE_NULL ? "none" : "a list or a map");
    return false;
  }
  if (!is_new(map, key->text, seen)) {
    brv_report(r->diags, BRV_DUPLICATE_KEY, key->place, "keep one of the two",
               "the key \"%s\" stands twice in this map", key->text);
    return false;
  }
  return true;
}

static brv_value *read_map(reader *r, brv_value *map, int depth)
{
  g_autoptr(GHashTable) seen = NULL;
  for (bool end = false;;) {
    brv_value *key = read_child(r, YAML_MAPPING_END_EVENT, depth + 1, &end);
    if (!key)
      return end ? map : NULL;
    bool fresh = is_key(r, key, map, &seen);
    brv_value *value = read_child(r, YAML_NO_EVENT, depth + 1, &end);
    if (!value)
      return NULL;
    if (fresh)
      brv_value_append(r->arena, map, (brv_member){key->text, key->place, value});
  }
}

static brv_value *read_node(reader *r, const yaml_event_t *event, int depth)
{
  if (!is_plain(r, event))
    return NULL;
  if (event->type == YAML_SCALAR_EVENT)
    return read_scalar(r, event);
  brv_place place = place_of(r, event->start_mark, event->end_mark);
  if (depth >= BRV_VALUE_DEPTH) {
    brv_report(r->diags, BRV_TOO_DEEP, place, NULL, "lists and maps nest deeper than %d",
               BRV_VALUE_DEPTH);
    return NULL;
  }
  bool is_map = event->type == YAML_MAPPING_START_EVENT;
  brv_value *value = brv_value_new(r->arena, is_map ? BRV_VALUE_MAP : BRV_VALUE_LIST, place);
  return is_map ? read_map(r, value, depth) : read_list(r, value, depth);
}

/* The first event of a kind that starts something: past the stream's and the document's start. */
static bool skip_start(reader *r, yaml_event_t *event)
{
  for (;;) {
    if (!next_event(r, event))
      return false;
    if (event->type != YAML_STREAM_START_EVENT && event->type != YAML_DOCUMENT_START_EVENT)
      return true;
    yaml_event_delete(event);
  }
}

static bool ends_here(reader *r)
{
  for (;;) {
    yaml_event_t event;
    if (!next_event(r, &event))
      return false;
    yaml_event_type_t type = event.type;
    brv_place place = place_of(r, event.start_mark, event.end_mark);
    yaml_event_delete(&event);
    if (type == YAML_STREAM_END_EVENT)
      return true;
    if (type == YAML_DOCUMENT_START_EVENT) {
      brv_report(r->diags, BRV_BAD_SYNTAX, place, "keep what is before the second \"---\"",
                 "a second YAML document begins here");
      return false;
    }
  }
}

static brv_value *read_document(reader *r)
{
  yaml_event_t event;
  if (!skip_start(r, &event))
    return NULL;
  if (event.type == YAML_STREAM_END_EVENT) {
    yaml_event_delete(&event);
    return brv_value_new(r->arena, BRV_VALUE_MAP, r->whole);
  }
  brv_value *value = read_node(r, &event, 0);
  yaml_event_delete(&event);
  if (!value || !ends_here(r))
    return NULL;
  bool empty = value->kind == BRV_VALUE_NULL;
  return empty ? brv_value_new(r->arena, BRV_VALUE_MAP, r->whole) : value;
}

brv_value *brv_yaml_read(brv_arena *arena, brv_place place, brv_diags *diags)
{
  reader r = {.arena = arena, .whole = place, .diags = diags};
  r.ascii = brv_ascii_length(text_at(&r, 0), place.length);
  if (!yaml_parser_initialize(&r.parser))
    g_error("libyaml could not be started");
  yaml_parser_set_encoding(&r.parser, YAML_UTF8_ENCODING);
  yaml_parser_set_input_string(&r.parser, (const guchar *)text_at(&r, 0), place.length);
  brv_value *value = read_document(&r);
  yaml_parser_delete(&r.parser);
  return value;
}
