/* The libraries that plugins and layouts see: allow-listed, sealed, metered. Private to
 * core/plugin. */
#ifndef BRV_PLUGIN_LIBS_H
#define BRV_PLUGIN_LIBS_H

#include "plugin/sandbox.h"

/* Each pushes one table of functions. */
void brv_push_base(lua_State *L);      /* base-lib.c: pcall, tostring, setmetatable... */
void brv_push_iteration(lua_State *L); /* order-lib.c: pairs and next in a fixed order */
void brv_push_string(lua_State *L);    /* string-lib.c */
void brv_push_table(lua_State *L);     /* table-lib.c */
void brv_push_math(lua_State *L);      /* base-lib.c; with a random of its own seed */
void brv_push_utf8(lua_State *L);      /* string-lib.c */
void brv_push_coroutine(lua_State *L); /* coroutine-lib.c */

/* Replaces the table on the top by one through which it can be read but not changed. `what` names
 * it in the error. */
void brv_seal(lua_State *L, const char *what);

/* Pushes a new function that charges for the lengths of its text arguments and then is `function`.
 */
void brv_push_charged(lua_State *L, lua_CFunction function);

/* Copies the functions `names` (ended by NULL) of the table at `from` into the table on the top. */
void brv_copy_names(lua_State *L, int from, const char *const *names, bool charged);

/* Pushes the value at `index` as text without an address in it: what __tostring says, else the
 * value as Lua writes it, else only its type. */
void brv_push_plain_text(lua_State *L, int index);

/* Seeds math.random anew, so that a call does not depend on those before it. */
void brv_reseed(lua_State *L);

#endif
