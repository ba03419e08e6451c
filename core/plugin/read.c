#include <math.h>
#include <string.h>

#include "plugin/internal.h"

/* Tables to nodes. Everything a plugin returns is checked here: kinds, fields, types, UTF-8, shape,
 * size. Errors are raised with the path of what is wrong. Only raw access, so that no metamethod of
 * the plugin runs in between. */

enum { PATH_LENGTH = 240 };

typedef struct step {
  const struct step *outer;
  const char *word;
  int index;
} step;

typedef struct {
  lua_State *L;
  brv_call *call;
  brv_arena *arena;
  guint count;
  gsize bytes;
} reader;

static void append_step(const step *at, char *path, gsize *length)
{
  if (at->outer)
    append_step(at->outer, path, length);
  if (!at->word)
    return;
  g_snprintf(path + *length, (gulong)(PATH_LENGTH - *length), *length ? ", %s %d" : "%s %d",
             at->word, at->index);
  *length = strlen(path);
}

G_GNUC_PRINTF(3, 4)
static void fail(reader *r, const step *at, const char *format, ...)
{
  char path[PATH_LENGTH] = "", text[PATH_LENGTH];
  gsize length = 0;
  append_step(at, path, &length);
  va_list args;
  va_start(args, format);
  g_vsnprintf(text, sizeof text, format, args);
  va_end(args);
  luaL_error(r->L, "%s%s%s", path, length ? ": " : "", text);
}

/* What stands at `index`, as messages name it. */
static const char *found(reader *r, int index)
{
  if (!lua_istable(r->L, index))
    return lua_typename(r->L, lua_type(r->L, index));
  lua_pushliteral(r->L, "kind");
  lua_rawget(r->L, index);
  const char *kind = lua_type(r->L, -1) == LUA_TSTRING ? lua_tostring(r->L, -1) : "a table";
  lua_pop(r->L, 1);
  return kind;
}

/* --- fields --- */

/* Pushes the field; its type. */
static int push_field(reader *r, int table, const char *key)
{
  lua_pushstring(r->L, key);
  return lua_rawget(r->L, table);
}

/* A valid text as the document holds it: control characters have no meaning there. */
static const char *checked_text(reader *r, int index, const step *at, bool preformatted)
{
  size_t length;
  const char *text = lua_tolstring(r->L, index, &length);
  if (!g_utf8_validate_len(text, length, NULL))
    fail(r, at, "a text that is not valid UTF-8");
  if ((r->bytes += length) > BRV_PLUGIN_TEXT_LIMIT)
    fail(r, at, "more than %d bytes of text", BRV_PLUGIN_TEXT_LIMIT);
  char *copy = brv_arena_strndup(r->arena, text, length);
  for (char *c = copy; *c; c++) {
    if ((*c == '\n' || *c == '\t') && !preformatted)
      *c = ' ';
    else if (((guchar)*c < 0x20 && *c != '\n' && *c != '\t') || *c == 0x7f)
      fail(r, at, "a text with the control character U+%04X", (guchar)*c);
  }
  return copy;
}

static const char *text_field(reader *r, int table, const char *key, const step *at)
{
  int type = push_field(r, table, key);
  const char *text = NULL;
  if (type == LUA_TSTRING)
    text = checked_text(r, -1, at, strcmp(key, "text") == 0);
  else if (type != LUA_TNIL)
    fail(r, at, "%s: expected text, got %s", key, lua_typename(r->L, type));
  lua_pop(r->L, 1);
  return text;
}

static bool truth_field(reader *r, int table, const char *key, const step *at)
{
  int type = push_field(r, table, key);
  if (type != LUA_TBOOLEAN && type != LUA_TNIL)
    fail(r, at, "%s: expected true or false, got %s", key, lua_typename(r->L, type));
  bool truth = lua_toboolean(r->L, -1);
  lua_pop(r->L, 1);
  return truth;
}

static int integer_field(reader *r, int table, const char *key, int fallback, int most,
                         const step *at)
{
  int type = push_field(r, table, key), is_integer = false;
  lua_Integer number = type == LUA_TNUMBER ? lua_tointegerx(r->L, -1, &is_integer) : fallback;
  lua_pop(r->L, 1);
  if (type == LUA_TNIL)
    return fallback;
  if (!is_integer || number < 1 || number > most)
    fail(r, at, "%s: expected a whole number from 1 to %d", key, most);
  return (int)number;
}

static const char *required_text(reader *r, int table, const char *key, const step *at)
{
  const char *text = text_field(r, table, key, at);
  if (!text)
    fail(r, at, "%s: expected text, got nil", key);
  return text;
}

/* --- tables' columns --- */

static brv_align read_align(reader *r, const step *at)
{
  const char *name = lua_type(r->L, -1) == LUA_TSTRING ? lua_tostring(r->L, -1) : "";
  for (int i = 0; brv_align_names[i]; i++)
    if (strcmp(name, brv_align_names[i]) == 0)
      return (brv_align)i;
  fail(r, at, "align: expected \"start\", \"centre\", \"end\" or \"point\"");
  return BRV_ALIGN_START;
}

static void read_aligns(reader *r, int table, brv_node *node, const step *at)
{
  brv_align *aligns = brv_new_array(r->arena, brv_align, node->table.columns);
  if (push_field(r, table, "align") == LUA_TTABLE) {
    if ((int)lua_rawlen(r->L, -1) > node->table.columns)
      fail(r, at, "align: %d entries for %d columns", (int)lua_rawlen(r->L, -1),
           node->table.columns);
    for (int i = 0; i < node->table.columns; i++) {
      if (lua_rawgeti(r->L, -1, i + 1) != LUA_TNIL)
        aligns[i] = read_align(r, at);
      lua_pop(r->L, 1);
    }
  } else if (!lua_isnil(r->L, -1)) {
    fail(r, at, "align: expected a list, got %s", found(r, lua_gettop(r->L)));
  }
  lua_pop(r->L, 1);
  node->table.aligns = aligns;
}

static void read_widths(reader *r, int table, brv_node *node, const step *at)
{
  int type = push_field(r, table, "widths");
  if (type == LUA_TTABLE) {
    double *widths = brv_new_array(r->arena, double, node->table.columns);
    for (int i = 0; i < node->table.columns; i++) {
      lua_rawgeti(r->L, -1, i + 1);
      widths[i] = lua_type(r->L, -1) == LUA_TNUMBER ? lua_tonumber(r->L, -1) : -1;
      lua_pop(r->L, 1);
      if (!(widths[i] > 0 && widths[i] <= 1))
        fail(r, at, "widths: expected a part of 1 for each of %d columns", node->table.columns);
    }
    node->table.widths = widths;
  } else if (type != LUA_TNIL) {
    fail(r, at, "widths: expected a list, got %s", lua_typename(r->L, type));
  }
  lua_pop(r->L, 1);
}

static int columns_of(const brv_node *row)
{
  int columns = 0;
  for (const brv_node *cell = row->first; cell; cell = cell->next)
    columns += cell->cell.columns_wide;
  return columns;
}

/* Rows below a cell that is several rows high have fewer cells of their own. */
static int hanging_columns(const brv_node *row)
{
  int columns = 0, below = 1;
  for (const brv_node *above = row->prev; above && above->kind == BRV_NODE_ROW;
       above = above->prev, below++)
    for (const brv_node *cell = above->first; cell; cell = cell->next)
      columns += cell->cell.rows_high > below ? cell->cell.columns_wide : 0;
  return columns;
}

static void finish_table(reader *r, int table, brv_node *node, const step *at)
{
  int number = 0;
  for (const brv_node *row = node->first; row; row = row->next)
    if (row->kind == BRV_NODE_ROW)
      node->table.columns = MAX(node->table.columns, columns_of(row) + hanging_columns(row));
  if (!node->table.columns)
    fail(r, at, "a table without cells");
  for (const brv_node *row = node->first; row; row = row->next) {
    if (row->kind != BRV_NODE_ROW)
      continue;
    step in_row = {at, "row", ++number};
    int columns = columns_of(row) + hanging_columns(row);
    if (columns != node->table.columns)
      fail(r, &in_row, "%d cells where the table has %d columns", columns, node->table.columns);
  }
  read_aligns(r, table, node, at);
  read_widths(r, table, node, at);
}

/* --- nodes --- */

static void read_children(reader *r, brv_node *parent, int table, brv_holds holds, const step *at,
                          guint depth);

static const void *read_handle(reader *r, int table, brv_node_kind kind, const step *at)
{
  brv_host *host = r->call->host;
  int type = push_field(r, table, "handle"), is_integer = false;
  lua_Integer number = type == LUA_TNUMBER ? lua_tointegerx(r->L, -1, &is_integer) : 0;
  lua_pop(r->L, 1);
  if (type == LUA_TNIL)
    return NULL;
  if (!is_integer || number < 1 || number > host->handles->len ||
      g_array_index(host->handles, brv_handle, number - 1).kind != kind)
    fail(r, at, "handle: this is nothing that the briefing gave");
  return g_array_index(host->handles, brv_handle, number - 1).object;
}

static brv_place read_place(reader *r, int table, brv_place outer, const step *at)
{
  const GArray *places = r->call->host->places;
  int type = push_field(r, table, "place"), is_integer = false;
  lua_Integer number = type == LUA_TNUMBER ? lua_tointegerx(r->L, -1, &is_integer) : 0;
  lua_pop(r->L, 1);
  if (type == LUA_TNIL)
    return outer;
  if (!is_integer || number < 1 || number > places->len)
    fail(r, at, "place: this is nothing that the briefing gave");
  return g_array_index(places, brv_place, number - 1);
}

static void read_drawing(reader *r, int table, brv_node *node, const step *at)
{
  char path[PATH_LENGTH] = "";
  gsize length = 0;
  append_step(at, path, &length);
  node->alt = required_text(r, table, "alt", at);
  node->drawing = read_handle(r, table, node->kind, at);
  if (!node->drawing)
    node->drawing = brv_recorder_read(r->L, r->arena, table, path);
}

static void read_own_fields(reader *r, int table, brv_node *node, const step *at)
{
  switch (node->kind) {
  case BRV_NODE_HEADING:
    node->level = integer_field(r, table, "level", 2, 6, at);
    return;
  case BRV_NODE_LIST:
    node->list.ordered = truth_field(r, table, "ordered", at);
    node->list.loose = truth_field(r, table, "loose", at);
    node->list.start = integer_field(r, table, "start", 1, 999999, at);
    return;
  case BRV_NODE_ITEM:
    node->label = text_field(r, table, "label", at);
    node->target = text_field(r, table, "target", at);
    return;
  case BRV_NODE_ROW:
    node->row.head = truth_field(r, table, "head", at);
    node->row.marked = truth_field(r, table, "marked", at);
    return;
  case BRV_NODE_CELL:
    node->cell.head = truth_field(r, table, "head", at);
    node->cell.columns_wide = integer_field(r, table, "columns", 1, 100, at);
    node->cell.rows_high = integer_field(r, table, "rows", 1, 1000, at);
    return;
  case BRV_NODE_CODE:
    node->text = required_text(r, table, "text", at);
    node->target = text_field(r, table, "syntax", at);
    return;
  case BRV_NODE_TEXT:
  case BRV_NODE_CODE_SPAN:
    node->text = required_text(r, table, "text", at);
    return;
  case BRV_NODE_LINK:
  case BRV_NODE_PAGE_REF:
    node->target = required_text(r, table, "target", at);
    return;
  case BRV_NODE_CITE:
    node->target = required_text(r, table, "target", at);
    node->text = text_field(r, table, "locator", at);
    return;
  case BRV_NODE_NOTE:
    node->target = text_field(r, table, "target", at);
    return;
  case BRV_NODE_IMAGE:
    node->alt = text_field(r, table, "alt", at);
    node->asset = read_handle(r, table, node->kind, at);
    if (!node->asset)
      fail(r, at, "handle: an image comes only from what the briefing shows");
    return;
  case BRV_NODE_DRAWING:
    read_drawing(r, table, node, at);
    return;
  default:
    return;
  }
}

static const brv_kind_info *read_kind(reader *r, int table, const step *at)
{
  if (push_field(r, table, "kind") != LUA_TSTRING)
    fail(r, at, "kind: expected text, got %s", luaL_typename(r->L, -1));
  const brv_kind_info *kind = brv_kind_named(lua_tostring(r->L, -1));
  if (!kind)
    fail(r, at, "there is no kind called \"%s\"", lua_tostring(r->L, -1));
  lua_pop(r->L, 1);
  return kind;
}

/* Unknown fields are slips of the pen ("rol"); unknown keys that are no text are worse. */
static void check_fields(reader *r, int table, const brv_kind_info *kind, const step *at)
{
  static const char *const common[] = {"kind",  "role",       "id", "language",
                                       "place", "attributes", NULL};
  lua_pushnil(r->L);
  for (; lua_next(r->L, table); lua_pop(r->L, 1)) {
    if (lua_isinteger(r->L, -2))
      continue;
    if (lua_type(r->L, -2) != LUA_TSTRING)
      fail(r, at, "a key of type %s", luaL_typename(r->L, -2));
    const char *key = lua_tostring(r->L, -2);
    if (g_strv_contains(common, key) || g_strv_contains(kind->fields, key))
      continue;
    const char *near = brv_did_you_mean(r->arena, key, kind->fields);
    near = near ? near : brv_did_you_mean(r->arena, key, common);
    fail(r, at, "%s has no field \"%s\"%s%s", kind->name, key, near ? "; " : "", near ? near : "");
  }
}

static const char *id_field(reader *r, int table, const char *key, const step *at)
{
  const char *text = text_field(r, table, key, at);
  for (const char *c = text; c && *c; c++)
    if (!g_ascii_isalnum(*c) && !strchr("-_.:", *c) && (guchar)*c < 0x80)
      fail(r, at, "%s: \"%s\" is no name", key, text);
  return text && *text ? text : NULL;
}

static brv_node *read_node(reader *r, int table, brv_node *parent, const step *at, guint depth)
{
  const brv_kind_info *kind = read_kind(r, table, at);
  check_fields(r, table, kind, at);
  brv_node *node = brv_node_new(r->arena, kind->kind, read_place(r, table, parent->place, at));
  node->role = id_field(r, table, "role", at);
  node->id = id_field(r, table, "id", at);
  node->language = id_field(r, table, "language", at);
  read_own_fields(r, table, node, at);
  brv_node_append(parent, node);
  read_children(r, node, table, kind->holds, at, depth + 1);
  if (node->kind == BRV_NODE_TABLE)
    finish_table(r, table, node, at);
  return node;
}

/* --- children --- */

static void limit(reader *r, const step *at, guint depth)
{
  if (++r->count > BRV_PLUGIN_BLOCK_LIMIT)
    fail(r, at, "more than %d blocks and pieces", BRV_PLUGIN_BLOCK_LIMIT);
  if (depth > BRV_PLUGIN_DEPTH)
    fail(r, at, "nested too deeply, or a table that holds itself");
  luaL_checkstack(r->L, 12, "nested blocks");
}

/* The highest integer key: lists may have holes, and a hole is to be told. */
static int length_of(reader *r, int table, const step *at)
{
  lua_Integer length = 0;
  lua_pushnil(r->L);
  for (; lua_next(r->L, table); lua_pop(r->L, 1))
    if (lua_isinteger(r->L, -2))
      length = MAX(length, lua_tointeger(r->L, -2));
  if (length > BRV_PLUGIN_BLOCK_LIMIT)
    fail(r, at, "more than %d blocks and pieces", BRV_PLUGIN_BLOCK_LIMIT);
  return (int)length;
}

static const char *const child_words[] = {"child", "piece", "block", "item", "row", "cell"};
static const char *const child_wants[] = {"nothing", "text", "a block", "an item", "a row", "text"};

static bool is_node(reader *r, int index)
{
  bool is = push_field(r, index, "kind") != LUA_TNIL;
  lua_pop(r->L, 1);
  return is;
}

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
    return is_inline_kind(kind);
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

/* Text in a place for blocks gathers in a paragraph; an image of a figure stands as it is. */
static brv_node *inline_parent(reader *r, brv_node *parent, brv_holds holds, brv_node_kind kind)
{
  if (holds == BRV_HOLDS_INLINES || (parent->kind == BRV_NODE_FIGURE && kind == BRV_NODE_IMAGE))
    return parent;
  if (parent->last && parent->last->kind == BRV_NODE_PARA && parent->last->number == -1)
    return parent->last;
  brv_node *para = brv_node_new(r->arena, BRV_NODE_PARA, parent->place);
  para->number = -1;
  brv_node_append(parent, para);
  return para;
}

/* A list takes blocks and texts for items, a row for cells: a parent of the missing kind. */
static brv_node *wrapped(reader *r, brv_node *parent, brv_holds *holds)
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

static void read_text(reader *r, int index, brv_node *parent, brv_holds holds, const step *at)
{
  if (holds == BRV_HOLDS_ROWS || holds == BRV_HOLDS_NOTHING)
    fail(r, at, "expected %s, got text", child_wants[holds]);
  parent = wrapped(r, parent, &holds);
  char number[G_ASCII_DTOSTR_BUF_SIZE];
  const char *text = number;
  if (lua_type(r->L, index) == LUA_TNUMBER)
    brv_format_number(lua_tonumber(r->L, index), number, sizeof number);
  else
    text = checked_text(r, index, at, false);
  if (*text)
    brv_node_append(inline_parent(r, parent, holds, BRV_NODE_TEXT),
                    brv_node_new_text(r->arena, text, parent->place));
}

static void read_child_node(reader *r, int index, brv_node *parent, brv_holds holds, const step *at,
                            guint depth)
{
  const brv_kind_info *kind = read_kind(r, index, at);
  step inner = {at->outer, kind->name, at->index};
  if (kind->kind == BRV_NODE_ITEM || kind->kind == BRV_NODE_ROW || kind->kind == BRV_NODE_CELL)
    inner.word = at->word;
  if (!fits(holds, parent, kind->kind)) {
    if (wanted_kind(holds) < 0 || !fits(BRV_HOLDS_BLOCKS, parent, kind->kind))
      fail(r, at, "expected %s, got %s", child_wants[holds], kind->name);
    parent = wrapped(r, parent, &holds);
    if (!fits(holds, parent, kind->kind))
      fail(r, at, "expected %s, got %s", child_wants[holds], kind->name);
  }
  if (is_inline_kind(kind->kind))
    parent = inline_parent(r, parent, holds, kind->kind);
  read_node(r, index, parent, &inner, depth);
}

static void read_child(reader *r, int index, brv_node *parent, brv_holds holds, const step *at,
                       guint depth)
{
  int type = lua_type(r->L, index);
  limit(r, at, depth);
  if (type == LUA_TSTRING || type == LUA_TNUMBER) {
    read_text(r, index, parent, holds, at);
  } else if (type != LUA_TTABLE) {
    fail(r, at, "expected %s, got %s", child_wants[holds], lua_typename(r->L, type));
  } else if (is_node(r, index)) {
    read_child_node(r, index, parent, holds, at, depth);
  } else {
    check_fields(r, index,
                 &(brv_kind_info){.name = "a list", .fields = (const char *const[]){NULL}}, at);
    if (holds == BRV_HOLDS_CELLS || holds == BRV_HOLDS_ITEMS)
      parent = wrapped(r, parent, &holds);
    read_children(r, parent, index, holds, at, depth + 1);
  }
}

/* A list inside a list is as good as its entries, except in a row or list, where it is one cell or
 * item. */
static void read_children(reader *r, brv_node *parent, int table, brv_holds holds, const step *at,
                          guint depth)
{
  int length = length_of(r, table, at);
  if (length && holds == BRV_HOLDS_NOTHING)
    fail(r, at, "this holds nothing");
  for (int i = 1; i <= length; i++) {
    step inner = {at, child_words[holds], i};
    lua_rawgeti(r->L, table, i);
    read_child(r, lua_gettop(r->L), parent, holds, &inner, depth);
    lua_pop(r->L, 1);
  }
}

void brv_read_blocks(lua_State *L, brv_call *call, int index)
{
  reader r = {.L = L, .call = call, .arena = call->edition->arena};
  step top = {.index = 1};
  if (lua_isnil(L, index))
    return;
  if (!lua_istable(L, index))
    fail(&r, &top, "expected a list of blocks, got %s", luaL_typename(L, index));
  index = lua_absindex(L, index);
  if (is_node(&r, index))
    read_child(&r, index, call->result, BRV_HOLDS_BLOCKS, &top, 0);
  else
    read_children(&r, call->result, index, BRV_HOLDS_BLOCKS, &top, 0);
  brv_node *root = call->result;
  for (brv_node *node = root; node; node = brv_node_next(node, root))
    if (node->kind == BRV_NODE_PARA && node->number == -1)
      node->number = 0;
}
