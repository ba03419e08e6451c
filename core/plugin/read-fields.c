#include "plugin/read.h"

#include <string.h>

#include "base/letters.h"
#include "base/schema.h"
#include "base/url.h"

static void append_step(const brv_step *at, char *path, gsize *length)
{
  if (at->outer)
    append_step(at->outer, path, length);
  if (!at->word && !at->kind)
    return;
  char number[16] = "";
  const char *kind = at->word && at->kind && strcmp(at->kind, at->word) != 0 ? at->kind : NULL;
  if (at->word && at->index)
    g_snprintf(number, sizeof number, " %d", at->index);
  g_snprintf(path + *length, (gulong)(BRV_PATH_LENGTH - *length), ", %s%s%s%s%s",
             at->word ? at->word : at->kind, number, kind ? " (" : "", kind ? kind : "",
             kind ? ")" : "");
  *length = strlen(path);
}

void brv_step_path(const brv_step *at, char *path)
{
  gsize length = g_strlcpy(path, "in what build returned", BRV_PATH_LENGTH);
  append_step(at, path, &length);
}

void brv_reader_fail(brv_reader *r, const brv_step *at, const char *format, ...)
{
  char path[BRV_PATH_LENGTH], text[BRV_PATH_LENGTH];
  va_list args;
  va_start(args, format);
  g_vsnprintf(text, sizeof text, format, args);
  va_end(args);
  brv_step_path(at, path);
  luaL_error(r->L, "%s: %s", path, text);
  g_assert_not_reached();
}

/* Pushes the field; its type. */
int brv_reader_push(brv_reader *r, int table, const char *key)
{
  lua_pushstring(r->L, key);
  return lua_rawget(r->L, table);
}

/* A valid text as the document holds it: control characters have no meaning there. */
const char *brv_reader_text(brv_reader *r, int index, const brv_step *at, bool preformatted)
{
  size_t length;
  const char *text = lua_tolstring(r->L, index, &length);
  if (!brv_is_text(text, length))
    brv_reader_fail(r, at, "a text that is not valid UTF-8");
  if ((r->bytes += length) > BRV_PLUGIN_TEXT_LIMIT)
    brv_reader_fail(r, at, "more than %d bytes of text", BRV_PLUGIN_TEXT_LIMIT);
  if ((r->call->host->yielded_bytes += length) > BRV_PLUGIN_EDITION_TEXT) {
    r->call->host->is_full = true;
    brv_reader_fail(r, at, "more than %d bytes of text in one edition", BRV_PLUGIN_EDITION_TEXT);
  }
  char *copy = brv_arena_strndup(r->arena, text, length);
  gssize forbidden = brv_find_forbidden(copy, length);
  if (forbidden >= 0 || strchr(copy, '\r'))
    brv_reader_fail(r, at, "a text with the control character U+%04X",
                    forbidden >= 0 ? g_utf8_get_char(copy + forbidden) : '\r');
  if (!preformatted)
    g_strdelimit(copy, "\n\t", ' ');
  return copy;
}

const char *brv_reader_text_field(brv_reader *r, int table, const char *key, const brv_step *at)
{
  int type = brv_reader_push(r, table, key);
  const char *text = NULL;
  if (type == LUA_TSTRING)
    text = brv_reader_text(r, -1, at, strcmp(key, "text") == 0);
  else if (type != LUA_TNIL)
    brv_reader_fail(r, at, "%s: expected text, got %s", key, lua_typename(r->L, type));
  lua_pop(r->L, 1);
  return text;
}

bool brv_reader_truth(brv_reader *r, int table, const char *key, const brv_step *at)
{
  int type = brv_reader_push(r, table, key);
  if (type != LUA_TBOOLEAN && type != LUA_TNIL)
    brv_reader_fail(r, at, "%s: expected true or false, got %s", key, lua_typename(r->L, type));
  bool truth = lua_toboolean(r->L, -1);
  lua_pop(r->L, 1);
  return truth;
}

int brv_reader_integer(brv_reader *r, int table, const char *key, int fallback, int most,
                       const brv_step *at)
{
  int type = brv_reader_push(r, table, key), is_integer = false;
  lua_Integer number = type == LUA_TNUMBER ? lua_tointegerx(r->L, -1, &is_integer) : fallback;
  lua_pop(r->L, 1);
  if (type == LUA_TNIL)
    return fallback;
  if (!is_integer || number < 1 || number > most)
    brv_reader_fail(r, at, "%s: expected a whole number from 1 to %d", key, most);
  return (int)number;
}

double brv_reader_part(brv_reader *r, int table, const char *key, const brv_step *at)
{
  int type = brv_reader_push(r, table, key);
  double part = type == LUA_TNUMBER ? lua_tonumber(r->L, -1) : type == LUA_TNIL ? 0 : -1;
  lua_pop(r->L, 1);
  if (!(part >= 0 && part <= 1))
    brv_reader_fail(r, at, "%s: expected a number from 0 to 1", key);
  return part;
}

const char *brv_reader_required(brv_reader *r, int table, const char *key, const brv_step *at)
{
  const char *text = brv_reader_text_field(r, table, key, at);
  if (!text)
    brv_reader_fail(r, at, "%s: expected text, got nil", key);
  return text;
}

/* What has no scheme and leads nowhere is told of when the document is resolved. */
const char *brv_reader_target(brv_reader *r, int table, const brv_step *at)
{
  const char *target = brv_reader_required(r, table, "target", at);
  if (strlen(target) > BRV_URL_MOST)
    brv_reader_fail(r, at, "target: an address of more than %d bytes", BRV_URL_MOST);
  if (brv_url_is_web(target) && !brv_url_is_address(target))
    brv_reader_fail(r, at, "target: \"%s\" is no address: its host cannot be", target);
  bool is_refused = g_uri_peek_scheme(target) && !g_str_has_prefix(target, "pack:") &&
                    !brv_url_is_address(target);
  if (is_refused)
    brv_reader_fail(
        r, at, "target: \"%s\" is no address: those begin with https:, http: or mailto:", target);
  return target;
}

const void *brv_reader_handle(brv_reader *r, int table, brv_node_kind kind, const brv_step *at)
{
  brv_host *host = r->call->host;
  int type = brv_reader_push(r, table, "handle"), is_integer = false;
  lua_Integer number = type == LUA_TNUMBER ? lua_tointegerx(r->L, -1, &is_integer) : 0;
  lua_pop(r->L, 1);
  if (type == LUA_TNIL)
    return NULL;
  if (!is_integer || number < 1 || number > host->handles->len ||
      g_array_index(host->handles, brv_handle, number - 1).kind != kind)
    brv_reader_fail(r, at, "handle: this is nothing that the briefing gave");
  return g_array_index(host->handles, brv_handle, number - 1).object;
}

brv_place brv_reader_place(brv_reader *r, int table, brv_place outer, const brv_step *at)
{
  const GArray *places = r->call->host->places;
  int type = brv_reader_push(r, table, "place"), is_integer = false;
  lua_Integer number = type == LUA_TNUMBER ? lua_tointegerx(r->L, -1, &is_integer) : 0;
  lua_pop(r->L, 1);
  if (type == LUA_TNIL)
    return outer;
  if (!is_integer || number < 1 || number > places->len)
    brv_reader_fail(r, at, "place: this is nothing that the briefing gave");
  return g_array_index(places, brv_place, number - 1);
}

/* Unknown fields are slips of the pen ("rol"); unknown keys that are no text are worse. */
void brv_reader_check_fields(brv_reader *r, int table, const brv_kind_info *kind,
                             const brv_step *at)
{
  guint64 keys = 0;
  lua_pushnil(r->L);
  for (; lua_next(r->L, table); lua_pop(r->L, 1), keys++) {
    if (lua_isinteger(r->L, -2))
      continue;
    if (lua_type(r->L, -2) != LUA_TSTRING)
      brv_reader_fail(r, at, "a key of type %s", luaL_typename(r->L, -2));
    const char *key = lua_tostring(r->L, -2);
    if (g_strv_contains(brv_common_fields, key) || g_strv_contains(kind->fields, key))
      continue;
    const char *near = brv_did_you_mean(r->arena, key, kind->fields);
    near = near ? near : brv_did_you_mean(r->arena, key, brv_common_fields);
    brv_reader_fail(r, at, "%s has no field \"%s\"%s%s", kind->name, key, near ? "; " : "",
                    near ? near : "");
  }
  brv_sandbox_charge(r->L, keys);
}

const char *brv_reader_name(brv_reader *r, int table, const char *key, const brv_step *at)
{
  const char *text = brv_reader_text_field(r, table, key, at);
  for (const char *c = text; c && *c; c++)
    if (!g_ascii_isalnum(*c) && !strchr("-_.:", *c) && (guchar)*c < 0x80)
      brv_reader_fail(r, at, "%s: \"%s\" is no name", key, text);
  return text && *text ? text : NULL;
}

const char *brv_reader_language(brv_reader *r, int table, const brv_step *at)
{
  const char *language = brv_reader_text_field(r, table, "language", at);
  if (!language || !*language)
    return NULL;
  if (!brv_is_language(language))
    brv_reader_fail(r, at, "language: \"%s\" is no language, as \"en\" or \"de-AT\" are", language);
  return language;
}
