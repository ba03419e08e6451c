#include "typeset-kit.h"

#include <lauxlib.h>
#include <lua.h>
#include <lualib.h>
#include <string.h>

/* A Lua value of the layout's table, plain data, as the plugin host would give it. */
static brv_value *read_value(brv_arena *arena, lua_State *lua, int index);

static int compare_keys(const void *one, const void *other)
{
  return strcmp(*(const char *const *)one, *(const char *const *)other);
}

static brv_value *read_map(brv_arena *arena, lua_State *lua, int index)
{
  brv_value *map = brv_value_new(arena, BRV_VALUE_MAP, BRV_NO_PLACE);
  g_autoptr(GPtrArray) keys = g_ptr_array_new();
  for (lua_pushnil(lua); lua_next(lua, index); lua_pop(lua, 1))
    g_ptr_array_add(keys, brv_arena_strdup(arena, lua_tostring(lua, -2)));
  g_ptr_array_sort(keys, compare_keys);
  for (guint i = 0; i < keys->len; i++) {
    lua_getfield(lua, index, keys->pdata[i]);
    brv_value_set(arena, map, keys->pdata[i], read_value(arena, lua, lua_gettop(lua)));
    lua_pop(lua, 1);
  }
  return map;
}

static brv_value *read_table(brv_arena *arena, lua_State *lua, int index)
{
  lua_Integer count = luaL_len(lua, index);
  if (count == 0)
    return read_map(arena, lua, index);
  brv_value *list = brv_value_new(arena, BRV_VALUE_LIST, BRV_NO_PLACE);
  for (lua_Integer i = 1; i <= count; i++) {
    lua_geti(lua, index, i);
    brv_value_add(arena, list, read_value(arena, lua, lua_gettop(lua)));
    lua_pop(lua, 1);
  }
  return list;
}

static brv_value *read_value(brv_arena *arena, lua_State *lua, int index)
{
  brv_value *value;
  switch (lua_type(lua, index)) {
  case LUA_TTABLE:
    return read_table(arena, lua, index);
  case LUA_TBOOLEAN:
    value = brv_value_new_text(arena, lua_toboolean(lua, index) ? "true" : "false", BRV_NO_PLACE);
    value->kind = BRV_VALUE_BOOLEAN;
    value->truth = lua_toboolean(lua, index);
    return value;
  case LUA_TNUMBER:
    value = brv_value_new_text(arena, "", BRV_NO_PLACE);
    value->kind = BRV_VALUE_NUMBER;
    value->number = lua_tonumber(lua, index);
    lua_pushvalue(lua, index);
    value->text = brv_arena_strdup(arena, lua_tostring(lua, -1));
    value->length = strlen(value->text);
    lua_pop(lua, 1);
    return value;
  default:
    return brv_value_new_text(arena, brv_arena_strdup(arena, lua_tostring(lua, index)),
                              BRV_NO_PLACE);
  }
}

/* The table that a layout's file returns, changed into one with what it extends: tables are merged
 * key by key, lists replaced, as core/plugin/layout.c has it. */
static const char FOLLOW[] =
    "local function over(base, own)\n"
    "  if type(base) ~= 'table' or type(own) ~= 'table' or #own > 0 then return own end\n"
    "  for key, value in pairs(own) do base[key] = over(base[key], value) end\n"
    "  return base\n"
    "end\n"
    "local path = ...\n"
    "local function follow(path)\n"
    "  local own = assert(loadfile(path))()\n"
    "  local base = own.extends\n"
    "  own.extends = nil\n"
    "  return base and over(follow(path:gsub('[^/]*$', base .. '.lua', 1)), own) or own\n"
    "end\n"
    "return follow(path)\n";

brv_value *set_lua_value(brv_arena *arena, const char *path)
{
  lua_State *lua = luaL_newstate();
  luaL_openlibs(lua);
  int failed = luaL_loadstring(lua, FOLLOW);
  lua_pushstring(lua, path);
  if (failed || lua_pcall(lua, 1, 1, 0) != LUA_OK)
    g_error("%s", lua_tostring(lua, -1));
  brv_value *value = read_value(arena, lua, lua_gettop(lua));
  lua_close(lua);
  return value;
}

static char *in_top(const char *name)
{
  return g_build_filename(g_getenv("BRV_TEST_TOP"), name, NULL);
}

static void make_document(set_kit *k)
{
  brv_document *d = k->document = brv_new(k->arena, brv_document);
  g_autofree char *layouts = in_top("layouts");
  d->arena = k->arena;
  d->slug = "signal-weekly";
  d->title = "Signal Weekly";
  d->strapline = "Member briefings";
  d->number = "17";
  d->date = "2026-04-26";
  d->language = "en-GB";
  d->publisher = "Signal Desk";
  d->address = "signal-desk.example";
  d->tier = "strategic-circle";
  d->tier_name = "Strategic Circle";
  d->words =
      brv_words_load(k->arena, brv_folder_open(k->arena, layouts, k->diags), "en-GB", k->diags);
  d->root = brv_node_new(k->arena, BRV_NODE_DOCUMENT, BRV_NO_PLACE);
  d->root->language = "en-GB";
}

static void fail_on_errors(set_kit *k)
{
  if (brv_diags_errors(k->diags)) {
    brv_diags_print(k->diags, stderr);
    g_assert_not_reached();
  }
}

set_kit *set_kit_new(const char *page)
{
  return set_kit_new_in("briefing", page);
}

set_kit *set_kit_new_in(const char *name, const char *page)
{
  set_kit *k = g_new0(set_kit, 1);
  g_autofree char *folder = in_top("fonts");
  g_autofree char *file = g_strdup_printf("layouts/%s.lua", name);
  g_autofree char *layout = in_top(file);
  k->arena = brv_arena_new();
  k->diags = brv_diags_new();
  g_autoptr(brv_font_files) files =
      brv_font_files_new((const char *const[]){folder, NULL}, k->diags);
  k->fonts = brv_fonts_new(files);
  k->layout = brv_layout_new(k->arena, set_lua_value(k->arena, layout), page, NULL, k->diags);
  make_document(k);
  fail_on_errors(k);
  return k;
}

void set_kit_free(set_kit *k)
{
  if (!k)
    return;
  brv_diags_free(k->diags);
  brv_arena_free(k->arena);
  brv_fonts_free(k->fonts);
  g_free(k);
}

brv_node *set_add(set_kit *k, brv_node *parent, brv_node_kind kind, const char *role)
{
  brv_node *node = brv_node_new(k->arena, kind, BRV_NO_PLACE);
  node->role = role;
  if (parent)
    brv_node_append(parent, node);
  return node;
}

static void add_text(set_kit *k, brv_node *parent, const char *start, const char *end)
{
  const char *text = brv_arena_strndup(k->arena, start, (gsize)(end - start));
  if (*text)
    brv_node_append(parent, brv_node_new_text(k->arena, text, BRV_NO_PLACE));
}

static void add_citations(set_kit *k, brv_node *parent, const char *numbers)
{
  brv_node *span = set_add(k, parent, BRV_NODE_SPAN, "citations");
  g_auto(GStrv) parts = g_strsplit(numbers, ",", -1);
  for (guint i = 0; parts[i]; i++) {
    if (i > 0)
      add_text(k, span, ",", &","[1]);
    brv_node *cite = set_add(k, span, BRV_NODE_CITE, NULL);
    cite->target = brv_arena_printf(k->arena, "#source-%s", parts[i]);
    add_text(k, cite, parts[i], parts[i] + strlen(parts[i]));
  }
}

static void add_note(set_kit *k, brv_node *parent, const char *words)
{
  brv_node *note = set_add(k, parent, BRV_NODE_NOTE, NULL);
  note->number = ++k->last_note;
  note->target = brv_arena_printf(k->arena, "#note-%d", note->number);
  set_para(k, note, NULL, words);
}

/* What stands between a mark and its partner; the text goes on behind it. */
static const char *inside(set_kit *k, const char **p, const char *mark)
{
  const char *end = strstr(*p, mark);
  g_assert_nonnull(end);
  const char *words = brv_arena_strndup(k->arena, *p, (gsize)(end - *p));
  *p = end + strlen(mark);
  return words;
}

void set_words(set_kit *k, brv_node *parent, const char *words)
{
  const char *start = words, *p = words;
  while (*p) {
    const char *mark = p;
    if (!strchr("*[{|", *p)) {
      p++;
      continue;
    }
    add_text(k, parent, start, mark);
    bool strong = g_str_has_prefix(p, "**");
    p += strong ? 2 : 1;
    if (*mark == '|')
      set_add(k, parent, BRV_NODE_LINE_BREAK, NULL);
    else if (*mark == '*')
      set_words(k, set_add(k, parent, strong ? BRV_NODE_STRONG : BRV_NODE_EMPH, NULL),
                inside(k, &p, strong ? "**" : "*"));
    else if (*mark == '[')
      add_citations(k, parent, inside(k, &p, "]"));
    else
      add_note(k, parent, inside(k, &p, "}"));
    start = p;
  }
  add_text(k, parent, start, p);
}

brv_node *set_para(set_kit *k, brv_node *parent, const char *role, const char *words)
{
  brv_node *para = set_add(k, parent, BRV_NODE_PARA, role);
  set_words(k, para, words);
  return para;
}

brv_node *set_heading(set_kit *k, brv_node *parent, int level, const char *words)
{
  brv_node *heading = set_add(k, parent, BRV_NODE_HEADING, NULL);
  heading->level = level;
  set_words(k, heading, words);
  return heading;
}

brv_node *set_list(set_kit *k, brv_node *parent, const char *role, const char *items)
{
  brv_node *list = set_add(k, parent, BRV_NODE_LIST, role);
  g_auto(GStrv) lines = g_strsplit(items, "\n", -1);
  for (guint i = 0; lines[i]; i++)
    set_para(k, set_add(k, list, BRV_NODE_ITEM, NULL), NULL, lines[i]);
  return list;
}

brv_node *set_table(set_kit *k, brv_node *parent, const char *caption, bool head, const char *rows)
{
  brv_node *table = set_add(k, parent, BRV_NODE_TABLE, NULL);
  g_auto(GStrv) lines = g_strsplit(rows, "\n", -1);
  if (caption)
    set_words(k, set_add(k, table, BRV_NODE_CAPTION, NULL), caption);
  for (guint i = 0; lines[i]; i++) {
    brv_node *row = set_add(k, table, BRV_NODE_ROW, NULL);
    row->row.head = head && i == 0;
    row->row.marked = lines[i][0] == '!';
    g_auto(GStrv) cells = g_strsplit(lines[i] + row->row.marked, "|", -1);
    table->table.columns = (int)g_strv_length(cells);
    for (guint c = 0; cells[c]; c++) {
      brv_node *cell = set_add(k, row, BRV_NODE_CELL, NULL);
      cell->cell.head = row->row.head;
      cell->cell.columns_wide = cell->cell.rows_high = 1;
      set_para(k, cell, NULL, cells[c]);
    }
  }
  return table;
}

brv_node *set_briefing(set_kit *k, const char *title, const char *standfirst)
{
  brv_node *briefing = set_add(k, k->document->root, BRV_NODE_BRIEFING, NULL);
  brv_briefing_info *info = brv_new(k->arena, brv_briefing_info);
  info->title = title;
  info->file = briefing->id = brv_arena_printf(k->arena, "briefing-%u", g_str_hash(title) % 1000);
  info->category = "Cloud Service";
  info->summary = standfirst;
  briefing->briefing = info;
  brv_node *header = set_add(k, briefing, BRV_NODE_HEADER, NULL);
  set_para(k, header, "kicker", "Signal Briefing · Cloud Service");
  set_heading(k, header, 1, title)->role = "title";
  if (standfirst)
    set_para(k, header, "standfirst", standfirst);
  k->briefing = briefing;
  return briefing;
}

static void close_page(void *page)
{
  brv_page_close(page);
}

brv_typesetting set_job(set_kit *k)
{
  return (brv_typesetting){k->document, k->layout, k->fonts};
}

brv_pages *set_pages(set_kit *k)
{
  const brv_typesetting job = set_job(k);
  brv_pages *pages = brv_typeset(k->arena, &job, NULL, k->diags);
  fail_on_errors(k);
  g_assert_nonnull(pages);
  for (guint i = 0; i < pages->pages->len; i++)
    brv_arena_own(k->arena, pages->pages->pdata[i], close_page);
  for (guint i = 0; i < pages->pages->len; i++)
    brv_page_open(pages->pages->pdata[i]);
  return pages;
}

/* Case is a matter of looks, and so are spaces. */
static char *folded(const char *words)
{
  g_autofree char *lower = g_utf8_casefold(words, -1);
  GString *out = g_string_new(NULL);
  bool space = false;
  for (const char *p = lower; *p; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    if (g_unichar_isspace(c)) {
      space = true;
      continue;
    }
    if (space && out->len > 0)
      g_string_append_c(out, ' ');
    space = false;
    g_string_append_unichar(out, c);
  }
  return g_string_free(out, FALSE);
}

/* The words of each block together, though margins, notes or pages came between its lines. */
static GString *words_of_block(GHashTable *blocks, GPtrArray *order, const brv_node *node)
{
  const brv_node *block = node;
  while (brv_node_is_inline(block) && block->kind != BRV_NODE_NOTE)
    block = block->parent;
  GString *words = g_hash_table_lookup(blocks, block);
  if (!words) {
    words = g_string_new(NULL);
    g_hash_table_insert(blocks, (void *)block, words);
    g_ptr_array_add(order, words);
  }
  return words;
}

static void add_words(GHashTable *blocks, GPtrArray *order, const brv_page *page)
{
  for (guint k = 0; k < page->items->len; k++) {
    const brv_page_item *item = &g_array_index(page->items, brv_page_item, k);
    if (item->kind != BRV_ITEM_TEXT || !item->node || item->node->kind == BRV_NODE_ITEM)
      continue;
    bool is_hyphen = item->text.length == 2 && strncmp(item->text.text, "\302\255", 2) == 0;
    if (!is_hyphen)
      g_string_append_len(words_of_block(blocks, order, item->node), item->text.text,
                          item->text.length);
  }
}

char *set_words_of_pages(const brv_pages *pages)
{
  g_autoptr(GHashTable) blocks = g_hash_table_new(NULL, NULL);
  g_autoptr(GPtrArray) order = g_ptr_array_new();
  g_autoptr(GString) out = g_string_new(NULL);
  for (guint i = 0; i < pages->pages->len; i++)
    add_words(blocks, order, pages->pages->pdata[i]);
  for (guint i = 0; i < order->len; i++) {
    GString *words = order->pdata[i];
    g_string_append_printf(out, " %s", words->str);
    g_string_free(words, TRUE);
  }
  return folded(out->str);
}

char *set_words_of_document(const brv_document *document)
{
  g_autoptr(GString) out = g_string_new(NULL);
  for (const brv_node *node = document->root; node; node = brv_node_next(node, document->root)) {
    if (!brv_node_is_inline(node))
      g_string_append_c(out, ' ');
    if ((node->kind == BRV_NODE_TEXT || node->kind == BRV_NODE_CODE ||
         node->kind == BRV_NODE_CODE_SPAN) &&
        node->text)
      g_string_append(out, node->text);
    if (node->kind == BRV_NODE_SPACE || node->kind == BRV_NODE_LINE_BREAK)
      g_string_append_c(out, ' ');
  }
  return folded(out->str);
}
