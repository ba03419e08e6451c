#include "plugin/internal.h"

/* What a plugin gets instead of a pointer: the number of an entry in the host's lists. */
static lua_Integer place_number(brv_host *host, brv_place place)
{
  g_array_append_val(host->places, place);
  return (lua_Integer)host->places->len;
}

void brv_set_place(lua_State *L, brv_host *host, brv_place place)
{
  lua_pushinteger(L, place_number(host, place));
  lua_setfield(L, -2, "place");
}

static void set_text(lua_State *L, const char *key, const char *text)
{
  if (!text)
    return;
  lua_pushstring(L, text);
  lua_setfield(L, -2, key);
}

static void set_true(lua_State *L, const char *key, bool truth)
{
  if (!truth)
    return;
  lua_pushboolean(L, true);
  lua_setfield(L, -2, key);
}

static void set_integer(lua_State *L, const char *key, lua_Integer number)
{
  lua_pushinteger(L, number);
  lua_setfield(L, -2, key);
}

static void set_handle(lua_State *L, brv_host *host, brv_node_kind kind, const void *object)
{
  brv_handle handle = {kind, object};
  g_array_append_val(host->handles, handle);
  set_integer(L, "handle", (lua_Integer)host->handles->len);
}

static void set_table_fields(lua_State *L, const brv_node *node)
{
  lua_createtable(L, node->table.columns, 0);
  for (int i = 0; i < node->table.columns; i++) {
    lua_pushstring(L,
                   brv_align_names[node->table.aligns ? node->table.aligns[i] : BRV_ALIGN_START]);
    lua_rawseti(L, -2, i + 1);
  }
  lua_setfield(L, -2, "align");
  if (!node->table.widths)
    return;
  lua_createtable(L, node->table.columns, 0);
  for (int i = 0; i < node->table.columns; i++) {
    lua_pushnumber(L, node->table.widths[i]);
    lua_rawseti(L, -2, i + 1);
  }
  lua_setfield(L, -2, "widths");
}

static void set_cell_fields(lua_State *L, const brv_node *node)
{
  set_true(L, "head", node->cell.head);
  if (node->cell.columns_wide > 1)
    set_integer(L, "columns", node->cell.columns_wide);
  if (node->cell.rows_high > 1)
    set_integer(L, "rows", node->cell.rows_high);
  if (node->cell.shade > 0) {
    lua_pushnumber(L, (lua_Number)node->cell.shade / BRV_SHADE_MOST);
    lua_setfield(L, -2, "shade");
  }
}

static void set_list_fields(lua_State *L, const brv_node *node)
{
  set_true(L, "ordered", node->list.ordered);
  set_true(L, "loose", node->list.loose);
  if (node->list.ordered && node->list.start != 1)
    set_integer(L, "start", node->list.start);
}

static void set_drawing_fields(lua_State *L, brv_host *host, const brv_node *node)
{
  lua_pushnumber(L, node->drawing->width);
  lua_setfield(L, -2, "width");
  lua_pushnumber(L, node->drawing->height);
  lua_setfield(L, -2, "height");
  lua_pushnumber(L, node->drawing->baseline);
  lua_setfield(L, -2, "baseline");
  set_handle(L, host, BRV_NODE_DRAWING, node->drawing);
}

/* The fields that only this kind has and that are not its children. */
static void set_own_fields(lua_State *L, brv_host *host, const brv_node *node)
{
  switch (node->kind) {
  case BRV_NODE_HEADING:
    set_integer(L, "level", node->level);
    return;
  case BRV_NODE_LIST:
    set_list_fields(L, node);
    return;
  case BRV_NODE_ITEM:
    set_text(L, "label", node->label);
    return;
  case BRV_NODE_TABLE:
    set_table_fields(L, node);
    return;
  case BRV_NODE_TEXT:
    set_true(L, "literal", node->literal);
    return;
  case BRV_NODE_ROW:
    set_true(L, "head", node->row.head);
    set_true(L, "marked", node->row.marked);
    return;
  case BRV_NODE_CELL:
    set_cell_fields(L, node);
    return;
  case BRV_NODE_IMAGE:
    set_handle(L, host, BRV_NODE_IMAGE, node->asset);
    return;
  case BRV_NODE_DRAWING:
    set_drawing_fields(L, host, node);
    return;
  default:
    return;
  }
}

static void set_common_fields(lua_State *L, brv_host *host, const brv_node *node)
{
  set_text(L, "kind", brv_kind(node->kind)->name);
  set_text(L, "role", node->role);
  set_text(L, "id", node->id);
  set_text(L, "language", node->language);
  set_text(L, "text", node->kind == BRV_NODE_CITE ? NULL : node->text);
  set_text(L, "locator", node->kind == BRV_NODE_CITE ? node->text : NULL);
  set_text(L, node->kind == BRV_NODE_CODE ? "syntax" : "target", node->target);
  set_text(L, "alt", node->alt);
  set_integer(L, "place", place_number(host, node->place));
}

void brv_push_node(lua_State *L, brv_host *host, const brv_node *node, const brv_schema *item)
{
  luaL_checkstack(L, 8, "nested blocks");
  lua_newtable(L);
  set_common_fields(L, host, node);
  set_own_fields(L, host, node);
  bool is_item = node->kind == BRV_NODE_ITEM;
  if (node->attrs || (is_item && item)) {
    brv_push_attributes(L, node->attrs, is_item ? item : NULL);
    lua_setfield(L, -2, "attributes");
  }
  lua_Integer i = 0;
  for (const brv_node *child = node->first; child; child = child->next) {
    if (!brv_kind(child->kind))
      continue;
    brv_push_node(L, host, child, node->kind == BRV_NODE_LIST ? item : NULL);
    lua_rawseti(L, -2, ++i);
  }
}

void brv_push_children(lua_State *L, brv_host *host, const brv_node *parent, const brv_schema *item)
{
  lua_newtable(L);
  lua_Integer i = 0;
  for (const brv_node *child = parent ? parent->first : NULL; child; child = child->next) {
    if (!brv_kind(child->kind))
      continue;
    brv_push_node(L, host, child, child->kind == BRV_NODE_LIST ? item : NULL);
    lua_rawseti(L, -2, ++i);
  }
}
