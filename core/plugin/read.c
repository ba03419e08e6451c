#include "plugin/read.h"

#include <math.h>
#include <string.h>

#include "document/sound.h"

static void read_children(brv_reader *r, brv_node *parent, int table, brv_holds holds,
                          const brv_step *at, guint depth);

static void read_drawing(brv_reader *r, int table, brv_node *node, const brv_step *at)
{
  char path[BRV_PATH_LENGTH];
  brv_step_path(at, path);
  node->alt = brv_reader_required(r, table, "alt", at);
  if (!node->alt[strspn(node->alt, " ")])
    brv_reader_fail(r, at, "alt: say what is to be seen");
  node->drawing = brv_reader_handle(r, table, node->kind, at);
  if (!node->drawing)
    node->drawing = brv_reader_drawing(r, table, path);
}

/* What the briefing shows, or a picture of the plugin's own. */
static const brv_asset *read_asset(brv_reader *r, int table, const brv_step *at)
{
  const char *file = brv_reader_text_field(r, table, "file", at);
  const brv_asset *asset = file ? g_hash_table_lookup(r->call->plugin->assets, file)
                                : brv_reader_handle(r, table, BRV_NODE_IMAGE, at);
  if (!asset && file)
    brv_reader_fail(r, at, "file: the plugin has no picture \"%s\"", file);
  if (!asset)
    brv_reader_fail(r, at, "handle: an image comes from the briefing or from b.image");
  return asset;
}

static void read_own_fields(brv_reader *r, int table, brv_node *node, const brv_step *at)
{
  switch (node->kind) {
  case BRV_NODE_HEADING:
    node->level = brv_reader_integer(r, table, "level", 2, 6, at);
    return;
  case BRV_NODE_LIST:
    node->list.ordered = brv_reader_truth(r, table, "ordered", at);
    node->list.loose = brv_reader_truth(r, table, "loose", at);
    node->list.start = brv_reader_integer(r, table, "start", 1, 999999, at);
    return;
  case BRV_NODE_ITEM:
    node->label = brv_reader_text_field(r, table, "label", at);
    node->target = brv_reader_text_field(r, table, "target", at);
    return;
  case BRV_NODE_ROW:
    node->row.head = brv_reader_truth(r, table, "head", at);
    node->row.marked = brv_reader_truth(r, table, "marked", at);
    return;
  case BRV_NODE_CELL:
    node->cell.head = brv_reader_truth(r, table, "head", at);
    node->cell.columns_wide = brv_reader_integer(r, table, "columns", 1, 100, at);
    node->cell.rows_high = brv_reader_integer(r, table, "rows", 1, 1000, at);
    node->cell.shade = (int)lround(brv_reader_part(r, table, "shade", at) * BRV_SHADE_MOST);
    return;
  case BRV_NODE_CODE:
    node->text = brv_reader_required(r, table, "text", at);
    node->target = brv_reader_text_field(r, table, "syntax", at);
    return;
  case BRV_NODE_TEXT:
    node->literal = brv_reader_truth(r, table, "literal", at);
    node->text = brv_reader_required(r, table, "text", at);
    return;
  case BRV_NODE_CODE_SPAN:
    node->text = brv_reader_required(r, table, "text", at);
    return;
  case BRV_NODE_LINK:
  case BRV_NODE_PAGE_REF:
    node->target = brv_reader_target(r, table, at);
    return;
  case BRV_NODE_CITE:
    node->target = brv_reader_required(r, table, "target", at);
    node->text = brv_reader_text_field(r, table, "locator", at);
    return;
  case BRV_NODE_NOTE:
    node->target = brv_reader_text_field(r, table, "target", at);
    return;
  case BRV_NODE_IMAGE:
    node->alt = brv_reader_required(r, table, "alt", at);
    node->asset = read_asset(r, table, at);
    return;
  case BRV_NODE_DRAWING:
    read_drawing(r, table, node, at);
    return;
  default:
    return;
  }
}

static const brv_kind_info *read_kind(brv_reader *r, int table, const brv_step *at)
{
  if (brv_reader_push(r, table, "kind") != LUA_TSTRING)
    brv_reader_fail(r, at, "kind: expected text, got %s", luaL_typename(r->L, -1));
  const brv_kind_info *kind = brv_kind_named(lua_tostring(r->L, -1));
  if (!kind)
    brv_reader_fail(r, at, "there is no kind called \"%s\"", lua_tostring(r->L, -1));
  lua_pop(r->L, 1);
  return kind;
}

/* Wherever among the rows it was given. */
static void put_caption_first(brv_node *table)
{
  for (brv_node *node = table->first->next, *next; node; node = next) {
    next = node->next;
    if (node->kind != BRV_NODE_CAPTION)
      continue;
    brv_node_unlink(node);
    brv_node_insert_before(table->first, node);
  }
}

static void read_node(brv_reader *r, int table, const brv_kind_info *kind, brv_node *parent,
                      const brv_step *at, guint depth)
{
  brv_reader_check_fields(r, table, kind, at);
  brv_node *node =
      brv_node_new(r->arena, kind->kind, brv_reader_place(r, table, parent->place, at));
  node->role = brv_reader_name(r, table, "role", at);
  node->id = brv_reader_name(r, table, "id", at);
  node->language = brv_reader_language(r, table, at);
  read_own_fields(r, table, node, at);
  brv_node_append(parent, node);
  read_children(r, node, table, kind->holds, at, depth + 1);
  if (node->kind == BRV_NODE_TABLE) {
    brv_reader_finish_table(r, table, node, at);
    put_caption_first(node);
  }
}

/* --- children --- */

static void limit(brv_reader *r, const brv_step *at, guint depth)
{
  if (++r->count > BRV_PLUGIN_BLOCK_LIMIT)
    brv_reader_fail(r, at, "more than %d blocks and pieces", BRV_PLUGIN_BLOCK_LIMIT);
  if (++r->call->host->yielded > BRV_PLUGIN_EDITION_BLOCKS) {
    r->call->host->is_full = true;
    brv_reader_fail(r, at, "more than %d blocks and pieces in one edition",
                    BRV_PLUGIN_EDITION_BLOCKS);
  }
  if (depth > BRV_PLUGIN_DEPTH)
    brv_reader_fail(r, at, "nested too deeply, or a table that holds itself");
  luaL_checkstack(r->L, 12, "nested blocks");
}

/* The highest integer key: lists may have holes, and a hole is to be told. */
static int length_of(brv_reader *r, int table, const brv_step *at)
{
  lua_Integer length = 0;
  guint64 keys = 0;
  lua_pushnil(r->L);
  for (; lua_next(r->L, table); lua_pop(r->L, 1), keys++)
    if (lua_isinteger(r->L, -2))
      length = MAX(length, lua_tointeger(r->L, -2));
  brv_sandbox_charge(r->L, keys);
  if (length > BRV_PLUGIN_BLOCK_LIMIT)
    brv_reader_fail(r, at, "more than %d blocks and pieces", BRV_PLUGIN_BLOCK_LIMIT);
  return (int)length;
}

static const char *const child_words[] = {"child", "piece", "block", "item", "row", "cell"};
static const char *const child_wants[] = {"nothing", "text", "a block", "an item", "a row", "text"};

static bool is_node(brv_reader *r, int index)
{
  bool is = brv_reader_push(r, index, "kind") != LUA_TNIL;
  lua_pop(r->L, 1);
  return is;
}

/* A drawing is one where pieces are. */
static bool is_inline_kind(brv_node_kind kind)
{
  return kind >= BRV_NODE_TEXT && kind <= BRV_NODE_PAGE_REF;
}

/* The kind of the only child that such a parent may have, or -1. */
static int wanted_kind(brv_holds holds)
{
  return holds == BRV_HOLDS_ITEMS   ? BRV_NODE_ITEM
         : holds == BRV_HOLDS_ROWS  ? BRV_NODE_ROW
         : holds == BRV_HOLDS_CELLS ? BRV_NODE_CELL
                                    : -1;
}

static bool fits(brv_holds holds, const brv_node *parent, brv_node_kind kind)
{
  switch (holds) {
  case BRV_HOLDS_INLINES:
    return is_inline_kind(kind) || kind == BRV_NODE_DRAWING;
  case BRV_HOLDS_BLOCKS:
    if (kind == BRV_NODE_CAPTION)
      return parent->kind == BRV_NODE_FIGURE;
    return kind != BRV_NODE_ITEM && kind != BRV_NODE_ROW && kind != BRV_NODE_CELL;
  case BRV_HOLDS_ROWS:
    return kind == BRV_NODE_ROW || kind == BRV_NODE_CAPTION;
  default:
    return (int)kind == wanted_kind(holds);
  }
}

/* Cells and items hold lines: beside text a drawing is a part of the line. */
static bool is_line(const brv_node *parent)
{
  return parent->kind == BRV_NODE_CELL || parent->kind == BRV_NODE_ITEM;
}

/* Text in a place for blocks gathers in a paragraph; an image of a figure stands as it is. */
static brv_node *inline_parent(brv_reader *r, brv_node *parent, brv_holds holds, brv_node_kind kind)
{
  if (holds == BRV_HOLDS_INLINES || (parent->kind == BRV_NODE_FIGURE && kind == BRV_NODE_IMAGE))
    return parent;
  if (parent->last && parent->last->kind == BRV_NODE_PARA && parent->last->number == -1)
    return parent->last;
  brv_node *para = brv_node_new(r->arena, BRV_NODE_PARA, parent->place);
  brv_node *drawing = parent->last;
  para->number = -1;
  if (is_line(parent) && drawing && drawing->kind == BRV_NODE_DRAWING) {
    brv_node_unlink(drawing);
    brv_node_append(para, drawing);
  }
  brv_node_append(parent, para);
  return para;
}

/* A list takes blocks and texts for items, a row for cells: a parent of the missing kind. */
static brv_node *wrapped(brv_reader *r, brv_node *parent, brv_holds *holds)
{
  int kind = wanted_kind(*holds);
  if (kind != BRV_NODE_ITEM && kind != BRV_NODE_CELL)
    return parent;
  brv_node *wrapper = brv_node_new(r->arena, (brv_node_kind)kind, parent->place);
  if (kind == BRV_NODE_CELL)
    wrapper->cell.columns_wide = wrapper->cell.rows_high = 1;
  brv_node_append(parent, wrapper);
  *holds = BRV_HOLDS_BLOCKS;
  return wrapper;
}

static void read_text(brv_reader *r, int index, brv_node *parent, brv_holds holds,
                      const brv_step *at)
{
  if (holds == BRV_HOLDS_ROWS || holds == BRV_HOLDS_NOTHING)
    brv_reader_fail(r, at, "expected %s, got text", child_wants[holds]);
  parent = wrapped(r, parent, &holds);
  char number[G_ASCII_DTOSTR_BUF_SIZE];
  const char *text = number;
  if (lua_type(r->L, index) == LUA_TNUMBER)
    brv_format_number(lua_tonumber(r->L, index), number, sizeof number);
  else
    text = brv_reader_text(r, index, at, false);
  if (*text)
    brv_node_append(inline_parent(r, parent, holds, BRV_NODE_TEXT),
                    brv_node_new_text(r->arena, text, parent->place));
}

static void read_child_node(brv_reader *r, int index, brv_node *parent, brv_holds holds,
                            const brv_step *at, guint depth)
{
  const brv_kind_info *kind = read_kind(r, index, at);
  brv_step inner = *at;
  if (kind->kind != BRV_NODE_ITEM && kind->kind != BRV_NODE_ROW && kind->kind != BRV_NODE_CELL)
    inner.kind = kind->name;
  if (!fits(holds, parent, kind->kind)) {
    if (wanted_kind(holds) < 0 || !fits(BRV_HOLDS_BLOCKS, parent, kind->kind))
      brv_reader_fail(r, at, "expected %s, got %s", child_wants[holds], kind->name);
    parent = wrapped(r, parent, &holds);
    if (!fits(holds, parent, kind->kind))
      brv_reader_fail(r, at, "expected %s, got %s", child_wants[holds], kind->name);
  }
  bool in_line = kind->kind == BRV_NODE_DRAWING && is_line(parent) && parent->last &&
                 parent->last->number == -1;
  if (is_inline_kind(kind->kind) || in_line)
    parent = inline_parent(r, parent, holds, kind->kind);
  read_node(r, index, kind, parent, &inner, depth);
}

static void read_child(brv_reader *r, int index, brv_node *parent, brv_holds holds,
                       const brv_step *at, guint depth)
{
  int type = lua_type(r->L, index);
  limit(r, at, depth);
  if (type == LUA_TSTRING || type == LUA_TNUMBER) {
    read_text(r, index, parent, holds, at);
  } else if (type != LUA_TTABLE) {
    brv_reader_fail(r, at, "expected %s, got %s", child_wants[holds], lua_typename(r->L, type));
  } else if (is_node(r, index)) {
    read_child_node(r, index, parent, holds, at, depth);
  } else {
    brv_reader_check_fields(
        r, index, &(brv_kind_info){.name = "a list", .fields = (const char *const[]){NULL}}, at);
    if (holds == BRV_HOLDS_CELLS || holds == BRV_HOLDS_ITEMS)
      parent = wrapped(r, parent, &holds);
    read_children(r, parent, index, holds, at, depth + 1);
  }
}

/* Names the child on the top of the stack of a table: a row, or what stands beside rows. */
static void name_row(brv_reader *r, brv_row_count *count, brv_step *step)
{
  int child = lua_gettop(r->L);
  bool is_table = lua_istable(r->L, child);
  bool is_caption = is_table && brv_reader_push(r, child, "kind") == LUA_TSTRING &&
                    strcmp(lua_tostring(r->L, -1), "caption") == 0;
  bool head =
      is_table && brv_reader_push(r, child, "head") == LUA_TBOOLEAN && lua_toboolean(r->L, -1);
  lua_settop(r->L, child);
  if (is_caption)
    *step = (brv_step){.outer = step->outer, .word = "caption"};
  else
    brv_row_step(count, head, step);
}

/* A list inside a list is as good as its entries, except in a row or list, where it is one cell or
 * item. */
static void read_children(brv_reader *r, brv_node *parent, int table, brv_holds holds,
                          const brv_step *at, guint depth)
{
  brv_row_count rows = {0};
  int length = length_of(r, table, at);
  if (length && holds == BRV_HOLDS_NOTHING)
    brv_reader_fail(r, at, "this holds nothing");
  for (int i = 1; i <= length; i++) {
    brv_step inner = {at, child_words[holds], i, NULL};
    lua_rawgeti(r->L, table, i);
    if (holds == BRV_HOLDS_ROWS)
      name_row(r, &rows, &inner);
    read_child(r, lua_gettop(r->L), parent, holds, &inner, depth);
    lua_pop(r->L, 1);
  }
}

/* --- the whole --- */

static int index_of(const brv_node *node)
{
  int index = 1;
  for (const brv_node *before = node->prev; before; before = before->prev)
    index++;
  return index;
}

static void append_path(const brv_node *node, const brv_node *root, GString *path)
{
  if (node == root)
    return;
  append_path(node->parent, root, path);
  const brv_kind_info *kind = brv_kind(node->kind);
  g_string_append_printf(path, "%s%s %d", path->len ? ", " : "", kind ? kind->name : "block",
                         index_of(node));
}

static void keep_first(const brv_unsound *found, void *data)
{
  brv_unsound *first = data;
  if (!first->what)
    *first = *found;
}

/* The arena's own, for the error jumps over whatever holds it. */
static const char *path_of(brv_reader *r, const brv_node *node)
{
  g_autoptr(GString) path = g_string_new(NULL);
  append_path(node, r->call->result, path);
  return brv_arena_strdup(r->arena, path->str);
}

/* What no book can hold is the plugin's to mend, also where the span stands within a link. */
static void check_sound(brv_reader *r)
{
  const brv_call *call = r->call;
  brv_unsound first = {0};
  const brv_node *outer = call->authored ? call->authored->parent : NULL;
  brv_find_unsound(call->result, outer, keep_first, &first);
  if (!first.what)
    return;
  const char *path = path_of(r, first.node);
  luaL_error(r->L, "in what build returned%s%s: %s; %s", *path ? ", " : "", path, first.what,
             first.help);
}

void brv_read_result(lua_State *L, brv_call *call, int index)
{
  brv_reader r = {.L = L, .call = call, .arena = call->edition->arena};
  bool inlines = brv_node_is_inline(call->result);
  brv_holds holds = inlines ? BRV_HOLDS_INLINES : BRV_HOLDS_BLOCKS;
  brv_step top = {.word = inlines ? child_words[holds] : NULL, .index = 1};
  if (lua_isnil(L, index))
    return;
  if (!lua_istable(L, index) && !(inlines && lua_isstring(L, index)))
    brv_reader_fail(&r, &(brv_step){0}, "expected a list of %s, got %s",
                    inlines ? "pieces" : "blocks", luaL_typename(L, index));
  index = lua_absindex(L, index);
  if (!lua_istable(L, index) || is_node(&r, index))
    read_child(&r, index, call->result, holds, &top, 0);
  else
    read_children(&r, call->result, index, holds, &(brv_step){0}, 0);
  brv_node *root = call->result;
  for (brv_node *node = root; node; node = brv_node_next(node, root))
    if (node->kind == BRV_NODE_PARA && node->number == -1)
      node->number = 0;
  check_sound(&r);
}
