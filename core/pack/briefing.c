#include <string.h>

#include "pack/load-private.h"
#include "pack/slug.h"

static const char *const statuses[] = {"reviewed", "pending", NULL};

static const brv_field source_fields[] = {
    {"id", {.type = BRV_TYPE_ID, .required = true, .help = "citations name it: [@id]"}},
    {"title", {.type = BRV_TYPE_TEXT, .required = true, .help = "what the source is called"}},
    {"publisher", {.type = BRV_TYPE_TEXT}},
    {"author", {.type = BRV_TYPE_TEXT}},
    {"date", {.type = BRV_TYPE_TEXT}},
    {"url", {.type = BRV_TYPE_URL}},
    {"grade", {.type = BRV_TYPE_TEXT}},
    {"derived-from", {.type = BRV_TYPE_TEXT}},
    {"status", {.type = BRV_TYPE_CHOICE, .choices = statuses, .fallback = "reviewed"}},
    {"note", {.type = BRV_TYPE_TEXT}},
    {0}};
static const brv_schema source_schema = {.type = BRV_TYPE_MAP, .fields = source_fields};

static const brv_field category_fields[] = {
    {"value", {.type = BRV_TYPE_TEXT, .required = true}}, {"note", {.type = BRV_TYPE_TEXT}}, {0}};

const brv_field brv_front_fields[] = {
    {"title", {.type = BRV_TYPE_TEXT, .required = true, .help = "a briefing needs a title"}},
    {"short", {.type = BRV_TYPE_TEXT}},
    {"id", {.type = BRV_TYPE_ID}},
    {"date", {.type = BRV_TYPE_DATE}},
    {"kind", {.type = BRV_TYPE_TEXT}},
    {"category", {.type = BRV_TYPE_MAP, .fields = category_fields, .shorthand = "value"}},
    {"language", {.type = BRV_TYPE_LANGUAGE}},
    {"typography", {.type = BRV_TYPE_CHOICE, .choices = brv_typographies}},
    {"sources", {.type = BRV_TYPE_LIST, .item = &source_schema}},
    {"body", {.type = BRV_TYPE_TEXT}},
    {"tier", {.type = BRV_TYPE_TEXT}},
    {0}};

/* The line that starts at `at`, without its end; `next` is where the following one starts. */
static gsize line_length(const char *text, gsize length, gsize at, gsize *next)
{
  const char *end = memchr(text + at, '\n', length - at);
  *next = end ? (gsize)(end - text) + 1 : length;
  gsize stop = end ? (gsize)(end - text) : length;
  while (stop > at && (text[stop - 1] == '\r' || text[stop - 1] == ' '))
    stop--;
  return stop - at;
}

static bool is_fence(const char *line, gsize length, bool closes)
{
  return length == 3 && (memcmp(line, "---", 3) == 0 || (closes && memcmp(line, "...", 3) == 0));
}

/* Where the YAML between the fences is and where the body starts; false when there is none. */
static bool split(const brv_source *source, brv_place *front, brv_place *body)
{
  const char *text = brv_source_text(source);
  gsize length = brv_source_length(source), next;
  gsize first = line_length(text, length, 0, &next);
  if (!is_fence(text, first, false))
    return false;
  gsize from = next;
  for (gsize at = next; at < length; at = next) {
    gsize line = line_length(text, length, at, &next);
    if (!is_fence(text + at, line, true))
      continue;
    *front = (brv_place){source, (guint32)from, (guint32)(at - from)};
    *body = (brv_place){source, (guint32)next, (guint32)(length - next)};
    return true;
  }
  return false;
}

static brv_value *read_markdown(brv_pack *pack, const brv_source *source, brv_place *body,
                                brv_diags *diags)
{
  brv_place front;
  if (split(source, &front, body))
    return brv_yaml_read(pack->bodies, front, diags);
  brv_place start = {.source = source, .length = 3};
  if (strncmp(brv_source_text(source), "---", 3) == 0)
    brv_report(diags, BRV_BAD_FRONT_MATTER, start, "end it with a line that holds only ---",
               "the front matter is never closed");
  else
    brv_report(diags, BRV_BAD_FRONT_MATTER, start,
               "begin the file with ---, then title: …, then --- on lines of their own",
               "the briefing has no front matter");
  return NULL;
}

static brv_value *read_json(brv_pack *pack, const brv_source *source, brv_place *body,
                            brv_diags *diags)
{
  brv_place whole = {.source = source, .length = (guint32)brv_source_length(source)};
  brv_value *front = brv_json_read(pack->bodies, whole, diags);
  const brv_value *text = brv_value_member(front, "body");
  if (text && text->kind == BRV_VALUE_TEXT && text->inner)
    *body = (brv_place){.source = text->inner, .length = (guint32)text->length};
  return front;
}

static bool is_grade(const char *grade)
{
  return strlen(grade) == 2 && grade[0] >= 'A' && grade[0] <= 'F' && grade[1] >= '1' &&
         grade[1] <= '6';
}

/* A year, a month or a day. */
static bool is_source_date(const char *date)
{
  gsize length = strlen(date);
  if (length == 10)
    return brv_is_date(date);
  g_autofree char *day = g_strconcat(date, length == 4 ? "-01-01" : "-01", NULL);
  return (length == 4 || length == 7) && brv_is_date(day);
}

static void check_source(const brv_value *map, const brv_reference *r, brv_diags *diags)
{
  if (r->grade && !is_grade(r->grade))
    brv_report(diags, BRV_BAD_VALUE, brv_value_member(map, "grade")->place,
               "a letter A to F for the source and a digit 1 to 6 for the claim, such as B2",
               "\"%s\" is no grade", r->grade);
  if (r->date && !is_source_date(r->date))
    brv_report(diags, BRV_BAD_VALUE, brv_value_member(map, "date")->place,
               "write 2026, 2026-04 or 2026-04-26", "\"%s\" is no date", r->date);
}

static void add_reference(brv_pack *pack, brv_briefing *briefing, const brv_value *map,
                          brv_diags *diags)
{
  const char *id = brv_value_text(map, "id", NULL), *tier = brv_value_text(map, "tier", NULL);
  if (!id)
    return; /* the schema says so */
  brv_reference *r = brv_new(pack->bodies, brv_reference);
  *r = (brv_reference){
      .id = id,
      .title = brv_value_text(map, "title", id),
      .publisher = brv_value_text(map, "publisher", NULL),
      .author = brv_value_text(map, "author", NULL),
      .date = brv_value_text(map, "date", NULL),
      .url = brv_value_text(map, "url", NULL),
      .grade = brv_value_text(map, "grade", NULL),
      .derived_from = brv_value_text(map, "derived-from", NULL),
      .note = brv_value_text(map, "note", NULL),
      .pending = strcmp(brv_value_text(map, "status", "reviewed"), "pending") == 0,
      .tier = tier ? brv_pack_tier(pack, tier) : -1,
      .place = brv_value_member(map, "id")->place,
  };
  check_source(map, r, diags);
  for (guint i = 0; i < briefing->references->len; i++)
    if (strcmp(((const brv_reference *)briefing->references->pdata[i])->id, id) == 0)
      brv_report(diags, BRV_DUPLICATE_ID, r->place, "give one of them another id",
                 "the source \"%s\" is listed twice", id);
  g_ptr_array_add(briefing->references, r);
}

static void add_references(brv_pack *pack, brv_briefing *briefing, brv_diags *diags)
{
  briefing->references = brv_arena_ptr_array(pack->bodies);
  const brv_value *sources = brv_value_member(briefing->front, "sources");
  if (!sources || sources->kind != BRV_VALUE_LIST)
    return;
  for (guint i = 0; i < sources->count; i++)
    add_reference(pack, briefing, sources->items[i], diags);
}

static const char *id_from_file(brv_pack *pack, const char *file)
{
  g_autofree char *name = g_path_get_basename(file);
  char *dot = strrchr(name, '.');
  if (dot && dot != name)
    *dot = '\0';
  const char *slug = brv_slug(pack->bodies, name);
  return *slug ? slug : "briefing";
}

static brv_briefing *make_briefing(brv_pack *pack, const char *file, brv_value *front,
                                   brv_diags *diags)
{
  brv_briefing *briefing = brv_new(pack->bodies, brv_briefing);
  *briefing = (brv_briefing){
      .id = brv_value_text(front, "id", NULL),
      .file = file,
      .title = brv_value_text(front, "title", ""),
      .short_title = brv_value_text(front, "short", NULL),
      .kind = brv_value_text(front, "kind", NULL),
      .date = brv_value_text(front, "date", NULL),
      .language = brv_value_text(front, "language", NULL),
      .literal = strcmp(brv_value_text(front, "typography", pack->literal ? "literal" : ""),
                        "literal") == 0,
      .front = front,
      .tier = brv_pack_load_tier(pack, brv_value_member(front, "tier"), diags),
      .place = front->place,
  };
  if (!briefing->id)
    briefing->id = id_from_file(pack, file);
  add_references(pack, briefing, diags);
  return briefing;
}

brv_briefing *brv_briefing_load(brv_pack *pack, const char *file, brv_place place, brv_diags *diags)
{
  brv_source *source =
      brv_folder_read_text(pack->arena, pack->folder, file, BRV_PACK_TEXT_LIMIT, place, diags);
  if (!source)
    return NULL;
  bool is_json = g_str_has_suffix(file, ".json");
  brv_place body = {.source = source};
  brv_value *front =
      is_json ? read_json(pack, source, &body, diags) : read_markdown(pack, source, &body, diags);
  if (!front)
    return NULL;
  if (front->kind != BRV_VALUE_MAP) {
    brv_report(diags, BRV_BAD_VALUE, front->place, "write `title: …`",
               "expected keys and values as front matter");
    return NULL;
  }
  brv_briefing *briefing = make_briefing(pack, file, front, diags);
  briefing->text = body;
  return briefing;
}
