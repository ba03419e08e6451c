#include <string.h>

#include "plugin/internal.h"
#include "plugin/libs.h"

static void push_content(lua_State *L, brv_call *call, const brv_schema *item)
{
  brv_push_children(L, call->host, call->authored, item);
  const brv_node *first = call->authored ? call->authored->first : NULL;
  if (!call->section || !first || first->kind != BRV_NODE_HEADING || first->level > 2)
    return;
  lua_Integer count = (lua_Integer)lua_rawlen(L, -1);
  for (lua_Integer i = 1; i <= count; i++) {
    lua_rawgeti(L, -1, i + 1);
    lua_rawseti(L, -2, i);
  }
}

static void set_place(lua_State *L, brv_call *call)
{
  g_array_append_val(call->host->places, call->place);
  lua_pushinteger(L, (lua_Integer)call->host->places->len);
  lua_setfield(L, -2, "place");
}

static void push_section(lua_State *L, brv_call *call)
{
  const brv_section_type *type = &call->section->type;
  const brv_node *heading = call->authored ? call->authored->first : NULL;
  bool headed = heading && heading->kind == BRV_NODE_HEADING;
  lua_createtable(L, 0, 6);
  lua_pushstring(L, type->name);
  lua_setfield(L, -2, "type");
  lua_pushboolean(L, !call->authored);
  lua_setfield(L, -2, "generated");
  const brv_attr *attrs = call->authored ? call->authored->attrs : NULL;
  brv_push_attributes(L, attrs || !headed ? attrs : heading->attrs, type->attributes);
  lua_setfield(L, -2, "attributes");
  push_content(L, call, type->item);
  lua_setfield(L, -2, "content");
  set_place(L, call);
}

static void push_block(lua_State *L, brv_call *call)
{
  const brv_block_type *type = &call->block->type;
  lua_createtable(L, 0, 6);
  lua_pushstring(L, type->name);
  lua_setfield(L, -2, "type");
  if (call->authored->id) {
    lua_pushstring(L, call->authored->id);
    lua_setfield(L, -2, "id");
  }
  brv_push_attributes(L, call->authored->attrs, type->attributes);
  lua_setfield(L, -2, "attributes");
  if (type->div)
    push_content(L, call, NULL);
  else if (call->authored->value)
    brv_push_value(L, call->authored->value, type->data);
  else
    lua_pushnil(L);
  lua_setfield(L, -2, type->div ? "content" : "data");
  set_place(L, call);
}

static void push_span(lua_State *L, brv_call *call)
{
  const brv_node *span = call->authored;
  lua_createtable(L, 0, 6);
  lua_pushstring(L, call->name);
  lua_setfield(L, -2, "type");
  if (span->id) {
    lua_pushstring(L, span->id);
    lua_setfield(L, -2, "id");
  }
  brv_push_attributes(L, span->attrs, call->span->type.attributes);
  lua_setfield(L, -2, "attributes");
  brv_push_children(L, call->host, span, NULL);
  lua_setfield(L, -2, "content");
  lua_pushstring(L, brv_node_plain(call->edition->arena, span));
  lua_setfield(L, -2, "text");
  set_place(L, call);
}

static void push_subject(lua_State *L, brv_call *call)
{
  if (call->section) {
    push_section(L, call);
  } else if (call->block) {
    push_block(L, call);
  } else if (call->span) {
    push_span(L, call);
  } else if (call->briefing) {
    brv_context_push_briefing(L, call);
  } else {
    brv_context_push_pack(L, call);
  }
}

static bool push_member(lua_State *L, const char *key)
{
  lua_pushstring(L, key);
  return lua_istable(L, -2) && lua_rawget(L, -2) != LUA_TNIL;
}

/* Pushes the plugin's function; false when it has none of that name. A rule that is a function
 * itself is one over briefings. */
static bool push_function(lua_State *L, const brv_call *call)
{
  lua_rawgeti(L, LUA_REGISTRYINDEX, call->plugin->definition);
  if (!push_member(L, call->part) || !push_member(L, call->name))
    return false;
  if (lua_istable(L, -1))
    return push_member(L, call->function) && lua_isfunction(L, -1);
  return call->briefing && lua_isfunction(L, -1);
}

static void note_line(lua_State *L, brv_call *call)
{
  lua_Debug info;
  lua_pushvalue(L, -1);
  lua_getinfo(L, ">S", &info);
  call->line = info.linedefined;
  g_strlcpy(call->file, info.source[0] == '@' ? info.source + 1 : "", sizeof call->file);
  brv_crew_at(call->host, call->file, call->line);
}

static int run(lua_State *L)
{
  brv_call *call = lua_touserdata(L, 1);
  if (!push_function(L, call))
    return 0;
  note_line(L, call);
  brv_reseed(L);
  brv_remark_begin(L);
  push_subject(L, call);
  brv_context_push(L, call);
  lua_call(L, 2, 1);
  if (call->result)
    brv_read_result(L, call, lua_gettop(L));
  return 0;
}

/* A plugin's error may begin with a place that is none of its own. */
static brv_place via(const brv_call *call, brv_fault *fault)
{
  brv_fault_leave_library(fault, call->file, call->line);
  brv_place place = brv_host_fault_place(call->host, call->plugin, fault);
  if (strcmp(brv_source_name(place.source), fault->file) == 0 || !call->line)
    return place;
  g_strlcpy(fault->file, call->file, sizeof fault->file);
  fault->line = call->line;
  return brv_host_fault_place(call->host, call->plugin, fault);
}

/* A plugin that used up its work is not called again: forty briefings would wait for it. */
static void report(brv_call *call, brv_fault *fault)
{
  static const brv_code codes[] = {BRV_PLUGIN_FAILED, BRV_PLUGIN_LIMIT, BRV_PLUGIN_LIMIT};
  call->plugin->broken = fault->kind == BRV_FAULT_WORK;
  brv_place from = via(call, fault);
  brv_report_via(call->diags, codes[fault->kind], call->place, from, NULL, "%s: %s", call->name,
                 fault->text);
}

bool brv_call_run(brv_call *call)
{
  brv_host *host = call->host;
  brv_plugin *plugin = call->plugin;
  if (call->result && host->is_full)
    return false;
  if (!brv_plugin_load(host, plugin, call->diags))
    return false;
  plugin->broken = !brv_crew_begin(host, plugin, call->name, call->place);
  if (plugin->broken)
    return false;
  g_array_set_size(host->places, 0);
  g_array_set_size(host->handles, 0);
  call->number = ++host->calls;
  host->call = call;
  brv_fault fault;
  bool fine = brv_sandbox_run(host->sandbox, run, call, plugin->work, &fault);
  host->call = NULL;
  brv_crew_end(host);
  if (!fine)
    report(call, &fault);
  return fine;
}
