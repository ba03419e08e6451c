/* A Lua state that hostile code may run in. Private to core/plugin.
 *
 * All entry is by brv_sandbox_run: a C function in protected mode, under the limits. Memory is
 * capped in the allocator. Work is metered: every hundred virtual machine instructions, every
 * allocation and every library call that may take long are charged to one count; when it is used up
 * the call is killed, and neither pcall, coroutines nor to-be-closed variables can go on after
 * that. Nothing on the heap may be held by a frame that calls Lua: errors jump over it.
 */
#ifndef BRV_PLUGIN_SANDBOX_H
#define BRV_PLUGIN_SANDBOX_H

#include <glib.h>
#include <lauxlib.h>
#include <lua.h>
#include <stdbool.h>

typedef struct brv_sandbox brv_sandbox;

enum { BRV_FAULT_TEXT = 600 };

/* How the names of the library's files begin. */
#define BRV_LIBRARY_LABEL "plugins/api/"

typedef enum {
  BRV_FAULT_ERROR,  /* an error was raised */
  BRV_FAULT_MEMORY, /* the memory cap was reached */
  BRV_FAULT_WORK,   /* the work allowed for one call was used up */
} brv_fault_kind;

/* Why a run failed: the message without its position, and the position: the name of the Lua file
 * ("" where there is none) and the line in it. */
typedef struct {
  brv_fault_kind kind;
  char text[BRV_FAULT_TEXT];
  char file[BRV_FAULT_TEXT];
  int line;
} brv_fault;

/* Gives a fault without a position of its own, or one inside the library, the line of the plugin
 * that led there; the library's then stands in the text. */
void brv_fault_leave_library(brv_fault *fault, const char *file, int line);

/* A fresh state with no libraries that may hold `memory` bytes. NULL when they do not suffice.
 * `fail_at`, for tests: the allocation, counted from 1, that fails with all that follow, or alone
 * where `fail_once` says so; 0: none. */
brv_sandbox *brv_sandbox_new(gsize memory, guint fail_at, bool fail_once);
void brv_sandbox_free(brv_sandbox *sandbox);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(brv_sandbox, brv_sandbox_free)

lua_State *brv_sandbox_lua(const brv_sandbox *sandbox);
brv_sandbox *brv_sandbox_of(lua_State *L);

/* Whether `pairs` and `next` go through tables from the last key to the first; at first not. */
void brv_sandbox_go_backwards(brv_sandbox *sandbox, bool backwards);
bool brv_sandbox_goes_backwards(lua_State *L);

/* Calls `body` with `data` as a light userdata, its only argument; `work` is what the call may
 * spend. What it returns is dropped. False when it failed, and why. */
bool brv_sandbox_run(brv_sandbox *sandbox, lua_CFunction body, void *data, guint64 work,
                     brv_fault *fault);

/* Charges work to the running call (one unit: about an instruction). Raises when all is spent. */
void brv_sandbox_charge(lua_State *L, guint64 work);

/* Whether the running call has been killed, so that whoever caught its error must raise it again.
 */
bool brv_sandbox_is_killed(lua_State *L);

/* From here on Lua runs in this thread; how the line is known of a coroutine. */
void brv_sandbox_enter(lua_State *L);

/* Where Lua stands now: the file and line of the innermost function of a plugin. Looks and touches
 * nothing, so that a signal's handler may ask. False: nowhere. */
bool brv_sandbox_position(const brv_sandbox *sandbox, char *file, gsize size, int *line);

/* An error was just raised in this thread, whose stack still stands: notes where. Touches nothing.
 */
void brv_sandbox_raised(lua_State *L);
/* What is raised next came out of a coroutine, of which that was called. */
void brv_sandbox_carry(lua_State *L);

/* The text on the top begins with a place that is no plugin's claim: of a compiler, of a line noted
 * before. */
void brv_sandbox_vouch(lua_State *L);

/* The table at the index is a metatable from now on: it is to stay without __mode. Weak tables
 * would show when memory is reclaimed, which differs from run to run. */
void brv_sandbox_watch(lua_State *L, int metatable);
int brv_sandbox_refuse_weak(lua_State *L);

/* Raises the error of a killed call. */
int brv_sandbox_raise_kill(lua_State *L);

#endif
