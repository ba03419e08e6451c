#include <string.h>

#include "pack/load-private.h"
#include "pack/slug.h"

const char *const brv_typographies[] = {"smart", "literal", NULL};
static const char *const format_names[] = {"pdf", "epub", NULL};
static const char *const page_sizes[] = {"a4", "letter", NULL};

static const brv_schema format_schema = {.type = BRV_TYPE_CHOICE, .choices = format_names};
static const brv_schema id_schema = {.type = BRV_TYPE_ID};
static const brv_schema any_schema = {.type = BRV_TYPE_ANY};
static const brv_schema options_schema = {.type = BRV_TYPE_MAP, .item = &any_schema};

static const brv_field tier_fields[] = {
    {"id", {.type = BRV_TYPE_ID, .required = true, .help = "tier= names a tier by its id"}},
    {"name", {.type = BRV_TYPE_TEXT, .required = true, .help = "what readers call the tier"}},
    {"edition", {.type = BRV_TYPE_TEXT}},
    {"about", {.type = BRV_TYPE_TEXT}},
    {"join", {.type = BRV_TYPE_URL}},
    {"includes", {.type = BRV_TYPE_LIST, .item = &id_schema}},
    {0}};
static const brv_schema tier_schema = {.type = BRV_TYPE_MAP, .fields = tier_fields};

static const char *const book_fonts[] = {"none", "embed", NULL};

static const brv_field epub_fields[] = {
    {"fonts", {.type = BRV_TYPE_CHOICE, .choices = book_fonts, .fallback = "none"}}, {0}};

static const brv_field pack_fields[] = {
    {"title", {.type = BRV_TYPE_TEXT, .required = true, .help = "name the publication"}},
    {"strapline", {.type = BRV_TYPE_TEXT}},
    {"number", {.type = BRV_TYPE_TEXT}},
    {"date",
     {.type = BRV_TYPE_DATE,
      .required = true,
      .help = "every date in the output follows from it, such as `date: 2026-04-26`"}},
    {"language", {.type = BRV_TYPE_LANGUAGE, .fallback = "en"}},
    {"publisher", {.type = BRV_TYPE_TEXT}},
    {"address", {.type = BRV_TYPE_TEXT}},
    {"about", {.type = BRV_TYPE_TEXT}},
    {"rights", {.type = BRV_TYPE_TEXT}},
    {"accessibility", {.type = BRV_TYPE_MAP, .fields = brv_certificate_fields}},
    {"layout", {.type = BRV_TYPE_ID, .fallback = "briefing"}},
    {"page", {.type = BRV_TYPE_CHOICE, .choices = page_sizes, .fallback = "a4"}},
    {"formats", {.type = BRV_TYPE_LIST, .item = &format_schema}},
    {"typography", {.type = BRV_TYPE_CHOICE, .choices = brv_typographies, .fallback = "smart"}},
    {"accent", {.type = BRV_TYPE_COLOUR}},
    {"epub", {.type = BRV_TYPE_MAP, .fields = epub_fields}},
    {"slug", {.type = BRV_TYPE_ID}},
    {"teaser", {.type = BRV_TYPE_BOOLEAN, .fallback = "false"}},
    {"tiers", {.type = BRV_TYPE_LIST, .item = &tier_schema}},
    {"sections", {.type = BRV_TYPE_LIST, .item = &id_schema}},
    {"contents",
     {.type = BRV_TYPE_LIST,
      .required = true,
      .item = &any_schema,
      .help = "list the briefings in their order, such as `contents: [orders.md]`"}},
    {"scales", {.type = BRV_TYPE_MAP, .fields = brv_scales_fields}},
    {"options", {.type = BRV_TYPE_MAP, .item = &options_schema}},
    {0}};
static const brv_schema pack_schema = {.type = BRV_TYPE_MAP, .fields = pack_fields};

static void fill_texts(brv_pack *pack, const brv_value *map)
{
  pack->title = brv_value_text(map, "title", "");
  pack->strapline = brv_value_text(map, "strapline", NULL);
  pack->number = brv_value_text(map, "number", NULL);
  pack->date = brv_value_text(map, "date", "");
  pack->language = brv_value_text(map, "language", "en");
  pack->publisher = brv_value_text(map, "publisher", NULL);
  pack->address = brv_value_text(map, "address", NULL);
  pack->about = brv_value_text(map, "about", NULL);
  pack->rights = brv_value_text(map, "rights", NULL);
  pack->layout = brv_value_text(map, "layout", "briefing");
  pack->page = brv_value_text(map, "page", "a4");
  pack->accent = brv_value_text(map, "accent", NULL);
  pack->slug = brv_value_text(map, "slug", NULL);
  pack->literal = strcmp(brv_value_text(map, "typography", "smart"), "literal") == 0;
  const brv_value *epub = brv_value_member(map, "epub");
  pack->book_fonts = epub && strcmp(brv_value_text(epub, "fonts", "none"), "embed") == 0;
  pack->teaser = brv_value_truth(map, "teaser", false);
  if (!pack->slug)
    pack->slug = brv_slug(pack->arena, pack->title);
  if (!*pack->slug)
    pack->slug = "pack";
}

/* Where nothing is said both are made. */
static void fill_formats(brv_pack *pack, const brv_value *formats, brv_diags *diags)
{
  pack->formats = BRV_FORMAT_PDF | BRV_FORMAT_EPUB;
  if (!formats || formats->kind != BRV_VALUE_LIST)
    return;
  pack->formats = 0;
  for (guint i = 0; i < formats->count; i++) {
    const char *name = formats->items[i]->text;
    if (g_strcmp0(name, "pdf") == 0)
      pack->formats |= BRV_FORMAT_PDF;
    else if (g_strcmp0(name, "epub") == 0)
      pack->formats |= BRV_FORMAT_EPUB;
  }
  if (!formats->count)
    brv_report(diags, BRV_BAD_VALUE, formats->place, "leave the key out for both",
               "formats: expected pdf, epub or both, found none");
}

/* The number goes into file names, so nothing in it may be a path. */
static void check_number(const brv_pack *pack, brv_diags *diags)
{
  if (pack->number && (strchr(pack->number, '/') || pack->number[0] == '.'))
    brv_report(diags, BRV_BAD_VALUE, brv_value_member(pack->source, "number")->place, NULL,
               "number: expected something that can stand in a file's name, found \"%s\"",
               pack->number);
}

static void fill_sections(brv_pack *pack, const brv_value *sections)
{
  pack->sections = brv_arena_ptr_array(pack->arena);
  if (!sections || sections->kind != BRV_VALUE_LIST)
    return;
  for (guint i = 0; i < sections->count; i++)
    if (sections->items[i]->text)
      g_ptr_array_add(pack->sections, (void *)sections->items[i]->text);
}

static brv_value *read_pack_file(brv_arena *arena, brv_folder *folder, brv_diags *diags)
{
  if (!brv_folder_has(folder, "pack.yaml")) {
    brv_report(diags, BRV_FILE_UNREADABLE, BRV_NO_PLACE,
               "name a folder that holds a pack.yaml, or stand in it",
               "there is no pack.yaml in the folder \"%s\"", brv_folder_name(folder));
    return NULL;
  }
  brv_source *source =
      brv_folder_read_text(arena, folder, "pack.yaml", BRV_PACK_TEXT_LIMIT, BRV_NO_PLACE, diags);
  if (!source)
    return NULL;
  brv_place whole = {.source = source, .length = (guint32)brv_source_length(source)};
  return brv_yaml_read(arena, whole, diags);
}

brv_pack *brv_pack_load(brv_arena *arena, const char *path, brv_diags *diags)
{
  brv_folder *folder = brv_folder_open(arena, path, diags);
  return folder ? brv_pack_load_folder(arena, folder, diags) : NULL;
}

static void free_bodies(void *pack)
{
  g_clear_pointer(&((brv_pack *)pack)->bodies, brv_arena_free);
}

void brv_pack_forget_bodies(brv_pack *pack)
{
  g_ptr_array_set_size(pack->parts, 0);
  g_ptr_array_set_size(pack->briefings, 0);
  free_bodies(pack);
}

brv_pack *brv_pack_load_folder(brv_arena *arena, brv_folder *folder, brv_diags *diags)
{
  brv_value *map = read_pack_file(arena, folder, diags);
  if (!map)
    return NULL;
  brv_schema_check(arena, &pack_schema, map, "", diags);
  if (map->kind != BRV_VALUE_MAP)
    return NULL;
  brv_pack *pack = brv_new(arena, brv_pack);
  pack->arena = arena;
  pack->bodies = brv_arena_new();
  brv_arena_own(arena, pack, free_bodies);
  pack->folder = folder;
  pack->source = map;
  pack->options = brv_value_member(map, "options");
  fill_texts(pack, map);
  check_number(pack, diags);
  fill_formats(pack, brv_value_member(map, "formats"), diags);
  fill_sections(pack, brv_value_member(map, "sections"));
  brv_pack_load_certificate(pack, brv_value_member(map, "accessibility"), diags);
  brv_pack_load_tiers(pack, brv_value_member(map, "tiers"), diags);
  brv_pack_load_scales(pack, brv_value_member(map, "scales"), diags);
  brv_pack_load_contents(pack, brv_value_member(map, "contents"), diags);
  return pack;
}
