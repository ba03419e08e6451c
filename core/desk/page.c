#include <string.h>

#include "base/lines.h"
#include "desk/desk-private.h"
#include "edition/edition.h"
#include "plugin/inspect.h"

/* A page: Markdown of a spec, compiled like a pack with one briefing, in memory. */

static const char *const FILE_NAME = "try.md";

static const brv_schema any = {.type = BRV_TYPE_ANY};
static const brv_schema text_schema = {.type = BRV_TYPE_TEXT};

static const brv_field option_fields[] = {
    {"language", {.type = BRV_TYPE_LANGUAGE, .fallback = "en-GB", .help = "of the pack"}},
    {"date", {.type = BRV_TYPE_DATE, .fallback = "2026-04-26", .help = "of the pack"}},
    {"front",
     {.type = BRV_TYPE_MAP, .item = &any, .help = "front matter for a text that has none"}},
    {"options", {.type = BRV_TYPE_MAP, .item = &any, .help = "the plugin's own"}},
    {"pack", {.type = BRV_TYPE_MAP, .item = &any, .help = "more keys of pack.yaml"}},
    {"files", {.type = BRV_TYPE_MAP, .item = &text_schema, .help = "other files, by name"}},
    {"briefings", {.type = BRV_TYPE_MAP, .item = &text_schema, .help = "more, by file"}},
    {"tier", {.type = BRV_TYPE_TEXT, .help = "whose edition; the last when not given"}},
    {0}};
static const brv_schema options_schema = {.type = BRV_TYPE_MAP, .fields = option_fields};

typedef struct {
  brv_bench *bench;
  brv_arena *arena;
  const brv_value *options;
  const char *text;
  int made_up;      /* lines put before the text */
  brv_diags *diags; /* of the loader */
  brv_diags *built; /* of the plugins, and what follows them */
  brv_spec_page *page;
} maker;

static void free_diags(void *diags)
{
  brv_diags_free(diags);
}

static brv_diags *new_diags(brv_arena *arena)
{
  return brv_arena_own(arena, brv_diags_new(), free_diags);
}

/* --- messages --- */

typedef struct {
  const maker *maker;
  brv_severity severity;
  GPtrArray *texts;
} collector;

static void collect(const brv_remark *remark, void *data)
{
  collector *c = data;
  if (remark->severity != c->severity)
    return;
  brv_arena *arena = c->maker->arena;
  brv_position at = brv_place_position(remark->place), via = brv_place_position(remark->via);
  int line = at.line;
  if (g_strcmp0(at.name, FILE_NAME) == 0)
    line -= c->maker->made_up;
  const char *text = remark->text;
  if (at.name && line > 0)
    text = brv_arena_printf(arena, "%s:%d: %s", at.name, line, remark->text);
  else if (at.name)
    text = brv_arena_printf(arena, "%s: %s", at.name, remark->text);
  if (via.name)
    text = brv_arena_printf(arena, "%s (from %s:%d)", text, via.name, via.line);
  g_ptr_array_add(c->texts, (void *)text);
}

static const char *const *messages(const maker *m, brv_diags *diags, brv_severity severity)
{
  collector c = {m, severity, brv_arena_ptr_array(m->arena)};
  brv_diags_each(diags, collect, &c);
  if (diags == m->diags)
    brv_diags_each(m->built, collect, &c);
  g_ptr_array_add(c.texts, NULL);
  return (const char *const *)c.texts->pdata;
}

/* --- what is asked for --- */

static bool has_front_matter(const char *text)
{
  return g_str_has_prefix(text, "---\n") || g_str_has_prefix(text, "---\r\n");
}

static const char *complaint(const maker *m)
{
  const char *const *said = messages(m, m->diags, BRV_SEVERITY_ERROR);
  return said[0] ? said[0] : "its options cannot be read";
}

static bool check_options(maker *m)
{
  bool fine =
      !m->options || brv_schema_check(m->arena, &options_schema, m->options, "options", m->diags);
  if (!fine)
    m->page->complaint = complaint(m);
  else if (brv_value_member(m->options, "front") && has_front_matter(m->text))
    m->page->complaint = "the text has front matter of its own: leave out options.front";
  return !m->page->complaint;
}

static void set_text(const maker *m, brv_value *map, const char *key, const char *text)
{
  brv_value_set(m->arena, map, key, brv_value_new_text(m->arena, text, BRV_NO_PLACE));
}

static brv_value *new_value(const maker *m, brv_value_kind kind)
{
  return brv_value_new(m->arena, kind, BRV_NO_PLACE);
}

static void put(brv_folder *folder, const char *name, const char *text)
{
  brv_folder_put(folder, name, text, strlen(text));
}

/* The text as it is, or under front matter that is made up. */
static void put_text(maker *m, brv_folder *folder)
{
  if (has_front_matter(m->text)) {
    put(folder, FILE_NAME, m->text);
    return;
  }
  g_autoptr(GString) whole = g_string_new("---\n");
  const brv_value *front = brv_value_member(m->options, "front");
  if (!brv_value_member(front, "title"))
    g_string_append(whole, "title: Try\n");
  if (front)
    brv_value_dump(front, 0, whole);
  g_string_append(whole, "---\n");
  for (const char *c = whole->str; *c; c++)
    m->made_up += *c == '\n';
  g_string_append(whole, m->text);
  put(folder, FILE_NAME, whole->str);
}

static void put_pack(const maker *m, brv_folder *folder)
{
  brv_value *pack = new_value(m, BRV_VALUE_MAP), *contents = new_value(m, BRV_VALUE_LIST);
  const brv_value *briefings = brv_value_member(m->options, "briefings");
  brv_value *own = brv_value_member(m->options, "options");
  const brv_value *more = brv_value_member(m->options, "pack");
  set_text(m, pack, "title", "Try");
  set_text(m, pack, "date", brv_value_text(m->options, "date", "2026-04-26"));
  set_text(m, pack, "language", brv_value_text(m->options, "language", "en-GB"));
  brv_value_add(m->arena, contents, brv_value_new_text(m->arena, FILE_NAME, BRV_NO_PLACE));
  for (guint i = 0; briefings && i < briefings->count; i++)
    brv_value_add(m->arena, contents,
                  brv_value_new_text(m->arena, briefings->members[i].key, BRV_NO_PLACE));
  brv_value_set(m->arena, pack, "contents", contents);
  if (own && own->count) {
    brv_value *options = new_value(m, BRV_VALUE_MAP);
    brv_value_set(m->arena, options, m->bench->plugin, own);
    brv_value_set(m->arena, pack, "options", options);
  }
  for (guint i = 0; more && i < more->count; i++)
    brv_value_set(m->arena, pack, more->members[i].key, more->members[i].value);
  g_autoptr(GString) yaml = g_string_new(NULL);
  brv_value_dump(pack, 0, yaml);
  put(folder, "pack.yaml", yaml->str);
}

static void put_others(const maker *m, brv_folder *folder, const char *option)
{
  const brv_value *files = brv_value_member(m->options, option);
  for (guint i = 0; files && i < files->count; i++)
    brv_folder_put(folder, files->members[i].key, files->members[i].value->text,
                   files->members[i].value->length);
}

static brv_folder *write_pack(maker *m)
{
  brv_folder *folder = brv_folder_in_memory(m->arena, "try");
  put_others(m, folder, "files");
  put_others(m, folder, "briefings");
  put_pack(m, folder);
  put_text(m, folder);
  return folder;
}

/* --- compiling it --- */

/* Only what names `extents` or a chart measures. */
static bool measures(const brv_bench *bench, const brv_host *host)
{
  g_autoptr(brv_arena) arena = brv_arena_new();
  GPtrArray *sources = brv_host_sources(host, arena, bench->plugin);
  for (guint i = 0; i < sources->len; i++) {
    const char *text = brv_source_text(sources->pdata[i]);
    if (strstr(text, "extents") || strstr(text, "brevier.chart"))
      return true;
  }
  return false;
}

static void open_looks(brv_bench *bench, brv_host *host)
{
  static const char *const usual[] = {"en-GB", NULL};
  g_autoptr(brv_diags) unused = brv_diags_new();
  bench->looks = brv_desk_looks_new(bench->desk, host, unused);
  if (measures(bench, host))
    brv_desk_looks_warm(bench->looks, usual);
}

static brv_host *host_of(const maker *m, brv_host **host, bool backwards)
{
  const brv_desk *desk = m->bench->desk;
  g_autoptr(brv_diags) unused = brv_diags_new();
  if (*host)
    return *host;
  *host = brv_host_new(desk->bundled, desk->own, (brv_host_limits){.backwards = backwards}, unused);
  if (!m->bench->looks)
    open_looks(m->bench, *host);
  brv_host_set_looks(*host, brv_desk_looks_known(m->bench->looks));
  return *host;
}

static int wanted_tier(maker *m, const brv_pack *pack)
{
  const char *id = brv_value_text(m->options, "tier", NULL);
  int tier = id ? brv_pack_tier(pack, id) : (int)pack->tiers->len - 1;
  if (tier < 0)
    m->page->complaint = brv_arena_printf(m->arena, "the pack has no tier \"%s\"", id);
  return tier;
}

static brv_document *build(maker *m, brv_host *host, const brv_pack *pack, int tier,
                           brv_diags *diags)
{
  brv_edition *edition = brv_edition_project(m->arena, pack, tier);
  const brv_words *words = brv_words_load(m->arena, m->bench->desk->layouts, pack->language, diags);
  brv_document *document = brv_host_build(host, edition, words, diags);
  if (document)
    brv_document_resolve(document, diags);
  return document;
}

/* --- what is shown of it --- */

static bool is_frame(const brv_node *node)
{
  return g_strcmp0(node->role, "kicker") == 0 || g_strcmp0(node->role, "title") == 0;
}

/* Visits the blocks of a document's headers and its sections, without kickers and titles. */
static void each_part(const brv_document *document, void (*visit)(brv_node *, void *), void *data)
{
  brv_node *root = document->root;
  for (brv_node *node = root, *next; node; node = next) {
    next = brv_node_next(node, root);
    bool in_header = node->parent && node->parent->kind == BRV_NODE_HEADER && !is_frame(node);
    if (node->kind != BRV_NODE_SECTION && !in_header)
      continue;
    next = brv_node_skip(node, root);
    visit(node, data);
  }
}

static void dump_part(brv_node *node, void *out)
{
  brv_node_dump(node, out);
}

static char *dump(const maker *m, const brv_document *document)
{
  g_autoptr(GString) out = g_string_new(NULL);
  each_part(document, dump_part, out);
  return brv_arena_strdup(m->arena, out->str);
}

static void append_plain(const brv_node *node, const char *end, GString *out)
{
  g_autoptr(GString) words = g_string_new(NULL);
  brv_node_plain_text(node, words);
  g_string_append_printf(out, "%s%s", words->str, end);
}

static void append_row(const brv_node *row, GString *out)
{
  for (const brv_node *cell = row->first; cell; cell = cell->next)
    append_plain(cell, cell->next ? " | " : "\n", out);
}

/* A line a paragraph, heading or row. */
static void append_words(brv_node *part, void *data)
{
  GString *out = data;
  for (const brv_node *node = part; node;) {
    bool is_line = node->kind == BRV_NODE_HEADING || node->kind == BRV_NODE_PARA ||
                   node->kind == BRV_NODE_CAPTION || node->kind == BRV_NODE_CODE;
    if (node->kind == BRV_NODE_ROW)
      append_row(node, out);
    if (node->kind == BRV_NODE_DRAWING && node->alt)
      g_string_append_printf(out, "%s\n", node->alt);
    if (is_line)
      append_plain(node, "\n", out);
    bool is_whole = is_line || node->kind == BRV_NODE_ROW;
    node = is_whole ? brv_node_skip(node, part) : brv_node_next(node, part);
  }
}

/* Specs are written with plain spaces, whatever holds the words together. */
static char *words_of(const maker *m, const brv_document *document)
{
  g_autoptr(GString) out = g_string_new(NULL);
  each_part(document, append_words, out);
  g_string_replace(out, "\u00A0", " ", 0);
  g_string_replace(out, "\u202F", " ", 0);
  return brv_arena_strdup(m->arena, out->str);
}

static void take_part(brv_node *node, void *data)
{
  if (node->kind == BRV_NODE_SECTION) {
    brv_node_adopt(data, node);
    return;
  }
  brv_node_unlink(node);
  brv_node_append(data, node);
}

/* --- the two runs --- */

static const char *differ(const maker *m, const char *one, const char *other, const char *what)
{
  g_autoptr(GString) lines = g_string_new(NULL);
  if (!brv_lines_differ(one, other, lines))
    return NULL;
  return brv_arena_printf(m->arena,
                          "its %s depend on the order of a table; sort the keys\n"
                          "(- in order, + in reverse)\n%s",
                          what, lines->str);
}

static char *all_messages(const maker *m, brv_diags *diags)
{
  g_autoptr(GString) all = g_string_new(NULL);
  for (int severity = BRV_SEVERITY_ERROR; severity <= BRV_SEVERITY_WARNING; severity++) {
    const char *const *texts = messages(m, diags, (brv_severity)severity);
    for (; *texts; texts++)
      g_string_append_printf(all, "%s\n", *texts);
  }
  return brv_arena_strdup(m->arena, all->str);
}

/* Builds the page anew where tables are gone through backwards. */
static void compare_backwards(maker *m, const brv_pack *pack, int tier)
{
  brv_host *host = host_of(m, &m->bench->backwards, true);
  brv_diags *diags = new_diags(m->arena);
  brv_document *document = build(m, host, pack, tier, diags);
  m->page->uneven = differ(m, m->page->dump, document ? dump(m, document) : "", "blocks");
  if (!m->page->uneven)
    m->page->uneven = differ(m, all_messages(m, m->built), all_messages(m, diags), "messages");
}

static void compile(maker *m)
{
  brv_host *host = host_of(m, &m->bench->host, false);
  brv_pack *pack = brv_pack_load_folder(m->arena, write_pack(m), m->diags);
  if (!pack)
    return;
  brv_pack_bind(pack, brv_host_registry(host), m->diags);
  int tier = wanted_tier(m, pack);
  if (tier < 0 || brv_diags_errors(m->diags))
    return;
  brv_document *document = build(m, host, pack, tier, m->built);
  if (!document)
    return;
  m->page->dump = dump(m, document);
  m->page->text = words_of(m, document);
  compare_backwards(m, pack, tier);
  brv_node *blocks = brv_node_new(m->arena, BRV_NODE_GROUP, BRV_NO_PLACE);
  each_part(document, take_part, blocks);
  m->page->blocks = blocks;
}

void brv_bench_clear(brv_bench *bench)
{
  g_clear_pointer(&bench->host, brv_host_free);
  g_clear_pointer(&bench->backwards, brv_host_free);
}

const brv_spec_page *brv_bench_build(brv_bench *bench, brv_arena *arena, const char *text,
                                     const brv_value *options)
{
  maker m = {.bench = bench, .arena = arena, .options = options, .text = text};
  m.diags = new_diags(arena);
  m.built = new_diags(arena);
  m.page = brv_new(arena, brv_spec_page);
  m.page->text = m.page->dump = "";
  if (check_options(&m))
    compile(&m);
  m.page->errors = messages(&m, m.diags, BRV_SEVERITY_ERROR);
  m.page->warnings = messages(&m, m.diags, BRV_SEVERITY_WARNING);
  return m.page;
}
