#include "base/source.h"

#include <string.h>

struct brv_source {
  const char *name, *text, *where;
  bool is_binary;
  gsize length;
  const brv_source *outer;
  const brv_source_run *runs;
  guint run_count;
  guint32 end; /* in the outer source */
  brv_arena *arena;
  guint32 *lines; /* the offset at which each line starts; NULL: nobody has asked */
  guint line_count;
};

/* Of most sources nobody ever asks for a line. */
static void index_lines(const brv_source *asked)
{
  brv_source *source = (brv_source *)asked;
  guint count = 1;
  if (source->lines)
    return;
  for (gsize i = 0; i < source->length; i++)
    count += source->text[i] == '\n';
  source->lines = brv_new_array(source->arena, guint32, count);
  for (gsize i = 0; i < source->length; i++)
    if (source->text[i] == '\n')
      source->lines[++source->line_count] = (guint32)i + 1;
  source->line_count = count;
}

brv_source *brv_source_new(brv_arena *arena, const char *name, const char *text, gsize length)
{
  brv_source *source = brv_new(arena, brv_source);
  source->name = brv_arena_strdup(arena, name);
  source->text = text;
  source->length = MIN(length, (gsize)G_MAXUINT32);
  source->arena = arena;
  return source;
}

brv_source *brv_source_binary(brv_arena *arena, const char *name, const char *where)
{
  brv_source *source = brv_source_new(arena, name, "", 0);
  source->where = brv_arena_strdup(arena, where);
  source->is_binary = true;
  return source;
}

brv_source *brv_source_derived(brv_arena *arena, const brv_source *outer, const char *text,
                               gsize length, const brv_source_run *runs, guint count, guint32 end)
{
  brv_source *source = brv_source_new(arena, outer->name, text, length);
  source->outer = outer;
  source->runs = runs;
  source->run_count = count;
  source->end = end;
  return source;
}

const char *brv_source_name(const brv_source *source)
{
  return source->name;
}

const char *brv_source_text(const brv_source *source)
{
  return source->text;
}

gsize brv_source_length(const brv_source *source)
{
  return source->length;
}

guint32 brv_source_offset(const brv_source *source, int line, int column)
{
  if (line < 1)
    return 0;
  index_lines(source);
  if ((guint)line > source->line_count)
    return (guint32)source->length;
  guint32 start = source->lines[line - 1];
  guint32 end =
      (guint)line < source->line_count ? source->lines[line] - 1 : (guint32)source->length;
  guint32 offset = start + (guint32)MAX(column - 1, 0);
  return MIN(offset, end);
}

/* Where byte `at` of a derived source was written. */
static guint32 written_at(const brv_source *source, guint32 at)
{
  guint low = 0, high = source->run_count;
  if (at >= source->length || !high)
    return source->end;
  while (high - low > 1) {
    guint middle = low + (high - low) / 2;
    if (source->runs[middle].at <= at)
      low = middle;
    else
      high = middle;
  }
  const brv_source_run *run = &source->runs[low];
  return run->escaped ? run->from : run->from + (at - run->at);
}

brv_place brv_place_outermost(brv_place place)
{
  while (place.source && place.source->outer) {
    const brv_source *inner = place.source;
    guint32 from = MIN(place.offset, (guint32)inner->length);
    guint32 to = MIN(from + place.length, (guint32)inner->length);
    place.source = inner->outer;
    guint32 end = written_at(inner, to);
    place.offset = written_at(inner, from);
    place.length = end > place.offset ? end - place.offset : 0;
  }
  return place;
}

/* The index of the line that holds `offset`: the last start that is not beyond it. */
static guint line_of(const brv_source *source, guint32 offset)
{
  guint low = 0, high = source->line_count;
  while (high - low > 1) {
    guint middle = low + (high - low) / 2;
    if (source->lines[middle] <= offset)
      low = middle;
    else
      high = middle;
  }
  return low;
}

/* Characters in valid or invalid UTF-8: every byte that does not continue one. */
static int count_characters(const char *text, gsize length)
{
  int count = 0;
  for (gsize i = 0; i < length; i++)
    count += ((guchar)text[i] & 0xC0) != 0x80;
  return count;
}

brv_position brv_place_position(brv_place place)
{
  place = brv_place_outermost(place);
  const brv_source *source = place.source;
  if (!source)
    return (brv_position){0};
  if (source->is_binary)
    return (brv_position){.name = source->name, .where = source->where};
  index_lines(source);
  guint32 offset = MIN(place.offset, (guint32)source->length);
  guint line = line_of(source, offset);
  guint32 start = source->lines[line];
  guint32 end =
      line + 1 < source->line_count ? source->lines[line + 1] - 1 : (guint32)source->length;
  if (end > start && source->text[end - 1] == '\r')
    end--;
  guint32 last = MIN(offset + place.length, end);
  return (brv_position){
      .name = source->name,
      .line = (int)line + 1,
      .column = count_characters(source->text + start, offset - start) + 1,
      .width = last > offset ? count_characters(source->text + offset, last - offset) : 1,
      .line_text = source->text + start,
      .line_length = end - start,
  };
}

brv_place brv_place_part(brv_place place, guint32 from, guint32 length)
{
  from = MIN(from, place.length);
  place.offset += from;
  place.length = MIN(length, place.length - from);
  return place;
}

int brv_place_compare(brv_place a, brv_place b)
{
  a = brv_place_outermost(a);
  b = brv_place_outermost(b);
  if (!a.source || !b.source)
    return (a.source != NULL) - (b.source != NULL);
  int order = a.source == b.source ? 0 : strcmp(a.source->name, b.source->name);
  if (order)
    return order;
  return (a.offset > b.offset) - (a.offset < b.offset);
}
