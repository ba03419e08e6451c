#include "base/yaml-place.h"

#include <string.h>

#include "base/inner.h"

/* The written form: bytes [at, end) of `bytes`. */
typedef struct {
  const char *bytes;
  gsize at, end;
  yaml_scalar_style_t style;
} written;

/* Bytes that an escape in double quotes takes, the backslash included (YAML 1.1, 5.6). */
static gsize escape_length(const written *w)
{
  char kind = w->at + 1 < w->end ? w->bytes[w->at + 1] : '\0';
  gsize length = kind == 'x' ? 4 : kind == 'u' ? 6 : kind == 'U' ? 10 : 2;
  return MIN(length, w->end - w->at);
}

static bool is_blank(char c)
{
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* A backslash at the end of a line joins it to the next: nothing of the text comes from it. */
static bool skip_joined_line(written *w)
{
  gsize next = w->at + 1;
  while (next < w->end && w->bytes[next] == '\r')
    next++;
  if (w->bytes[w->at] != '\\' || next >= w->end || w->bytes[next] != '\n')
    return false;
  while (next < w->end && is_blank(w->bytes[next]))
    next++;
  w->at = next;
  return true;
}

/* Passes over what yields no text (indentation, folded line ends) up to where `c` comes from. */
static void seek(written *w, char c)
{
  while (w->at < w->end) {
    char here = w->bytes[w->at];
    if (w->style == YAML_DOUBLE_QUOTED_SCALAR_STYLE && here == '\\') {
      if (!skip_joined_line(w))
        return;
    } else if (here == c || (c == ' ' && here == '\n')) {
      return;
    } else {
      w->at++;
    }
  }
}

/* How many bytes of the text come from one escape at w->at: those of one character. */
static gsize character_length(const char *text, gsize left)
{
  gsize length = (gsize)(g_utf8_next_char(text) - text);
  return MIN(length, left);
}

static void skip_opening(written *w)
{
  switch (w->style) {
  case YAML_SINGLE_QUOTED_SCALAR_STYLE:
  case YAML_DOUBLE_QUOTED_SCALAR_STYLE:
    w->at++;
    break;
  case YAML_LITERAL_SCALAR_STYLE:
  case YAML_FOLDED_SCALAR_STYLE:
    while (w->at < w->end && w->bytes[w->at] != '\n')
      w->at++;
    w->at = MIN(w->at + 1, w->end);
    break;
  default:
    break;
  }
}

/* One character of the text; returns its length. */
static gsize place_character(written *w, brv_inner *inner, const char *text, gsize left)
{
  seek(w, *text);
  char here = w->at < w->end ? w->bytes[w->at] : '\0';
  gsize length = character_length(text, left);
  if (w->style == YAML_DOUBLE_QUOTED_SCALAR_STYLE && here == '\\') {
    brv_inner_escape(inner, length, (guint32)w->at);
    w->at += escape_length(w);
    return length;
  }
  brv_inner_run(inner, length, (guint32)w->at);
  bool doubled = w->style == YAML_SINGLE_QUOTED_SCALAR_STYLE && here == '\'';
  w->at = MIN(w->at + (doubled ? 2 : length), w->end);
  return length;
}

/* Most scalars are written as they are read. */
static bool is_verbatim(const brv_value *value, yaml_scalar_style_t style)
{
  gsize quote =
      style == YAML_SINGLE_QUOTED_SCALAR_STYLE || style == YAML_DOUBLE_QUOTED_SCALAR_STYLE;
  if (style == YAML_LITERAL_SCALAR_STYLE || style == YAML_FOLDED_SCALAR_STYLE)
    return false;
  const char *bytes = brv_source_text(value->place.source) + value->place.offset;
  return value->place.length == value->length + 2 * quote &&
         memcmp(bytes + quote, value->text, value->length) == 0;
}

void brv_yaml_place_text(brv_arena *arena, brv_value *value, yaml_scalar_style_t style)
{
  value->verbatim = is_verbatim(value, style);
  if (value->verbatim)
    return;
  written w = {
      .bytes = brv_source_text(value->place.source),
      .at = value->place.offset,
      .end = value->place.offset + value->place.length,
      .style = style,
  };
  guint32 end = (guint32)w.end;
  brv_inner inner = brv_inner_new(arena);
  skip_opening(&w);
  for (gsize i = 0; i < value->length;)
    i += place_character(&w, &inner, value->text + i, value->length - i);
  value->inner =
      brv_inner_source(&inner, value->place.source, value->text, MIN((guint32)w.at, end));
}
