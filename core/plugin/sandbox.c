#include "plugin/sandbox.h"

#include <string.h>

#include "plugin/pool.h"

enum {
  GC_PAUSE = 400,               /* per cent of what is held: when the next collection starts */
  HOOK_STEP = 100,              /* instructions between two looks at the meter */
  BYTES_A_UNIT = 32,            /* of memory asked for, to one unit of work */
  BYTES_COLLECTED_A_UNIT = 256, /* held when memory is refused, and Lua looks through all of it */
  LARGEST_BLOCK = 16 << 20,     /* one string or table cannot be larger, whatever the cap */
  WORK_A_STAND = 10,
  WATCHED = 16,       /* metatables, the last that were set, */
  TICKS_A_WATCH = 8,  /* each so many looks at the meter */
  GRACE_SECONDS = 30, /* a call that lasts longer is killed even with work left */
};

/* Where a function stood when an error was raised. */
typedef struct {
  char file[BRV_FAULT_TEXT], shown[LUA_IDSIZE]; /* whole, and as Lua's messages have it */
  int line;
} stand;

enum { STANDS = 32, STANDS_A_RAISE = 8 };

struct brv_sandbox {
  lua_State *L, *thread; /* the main one, and the one that runs */
  brv_pool *pool;
  gsize held, cap;
  guint asked, fail_at; /* of allocations */
  guint64 spent, allowed;
  gint64 deadline;
  bool running, killed, backwards, fail_once;
  bool refused; /* memory, in this call */
  bool
      carried; /* the error that is being raised came out of a coroutine, where file and line are */
  int line;
  char file[BRV_FAULT_TEXT];
  guint ticks, metatables; /* looks at the meter; tables under metatables_key */
  stand stands[STANDS]; /* a ring: what errors of this call may truly say of where they came from */
  guint stood;
};

/* The allocator of the state; see lua_Alloc. Giving memory back never fails. */
static void *allocate(void *data, void *block, size_t old, size_t wanted)
{
  brv_sandbox *sandbox = data;
  if (!block)
    old = 0; /* Lua passes the kind of object here */
  if (wanted == 0) {
    brv_pool_resize(sandbox->pool, block, old, 0);
    sandbox->held -= old;
    return NULL;
  }
  if (wanted > old) {
    guint asked = ++sandbox->asked, fail_at = sandbox->fail_at;
    if (fail_at && (asked == fail_at || (asked > fail_at && !sandbox->fail_once))) {
      sandbox->refused = true;
      return NULL;
    }
    /* Lua collects all it can after a refusal, which takes as long as there is much. */
    if (wanted > LARGEST_BLOCK || wanted - old > sandbox->cap - MIN(sandbox->held, sandbox->cap)) {
      sandbox->spent += sandbox->held / BYTES_COLLECTED_A_UNIT;
      sandbox->refused = true;
      return NULL;
    }
    sandbox->spent += (wanted - old) / BYTES_A_UNIT;
  }
  void *grown = brv_pool_resize(sandbox->pool, block, old, wanted);
  if (grown)
    sandbox->held = sandbox->held - old + wanted;
  return grown;
}

brv_sandbox *brv_sandbox_of(lua_State *L)
{
  void *sandbox;
  lua_getallocf(L, &sandbox);
  return sandbox;
}

lua_State *brv_sandbox_lua(const brv_sandbox *sandbox)
{
  return sandbox->L;
}

void brv_sandbox_go_backwards(brv_sandbox *sandbox, bool backwards)
{
  sandbox->backwards = backwards;
}

bool brv_sandbox_goes_backwards(lua_State *L)
{
  return brv_sandbox_of(L)->backwards;
}

bool brv_sandbox_is_killed(lua_State *L)
{
  return brv_sandbox_of(L)->killed;
}

int brv_sandbox_raise_kill(lua_State *L)
{
  return luaL_error(L, "it took more work than one call may");
}

static bool is_of_library(const char *file)
{
  return g_str_has_prefix(file, BRV_LIBRARY_LABEL);
}

/* Where the innermost Lua function stands; of those in the library, who called them. */
static bool find_position(lua_State *L, char *file, gsize size, int *line)
{
  lua_Debug frame;
  bool found = false;
  for (int level = 0; lua_getstack(L, level, &frame); level++) {
    lua_getinfo(L, "Sl", &frame);
    if (frame.source[0] != '@' || frame.currentline <= 0)
      continue;
    g_strlcpy(file, frame.source + 1, size);
    *line = frame.currentline;
    found = true;
    if (!is_of_library(file))
      return true;
  }
  return found;
}

static bool is_exhausted(const brv_sandbox *sandbox)
{
  return sandbox->spent > sandbox->allowed || g_get_monotonic_time() > sandbox->deadline;
}

static void kill_if_exhausted(lua_State *L, brv_sandbox *sandbox)
{
  if (!sandbox->running || (!sandbox->killed && !is_exhausted(sandbox)))
    return;
  if (!sandbox->killed) /* the line counts where it happened, not where the error comes out */
    find_position(L, sandbox->file, sizeof sandbox->file, &sandbox->line);
  sandbox->killed = true;
  brv_sandbox_raise_kill(L);
}

void brv_sandbox_charge(lua_State *L, guint64 work)
{
  brv_sandbox *sandbox = brv_sandbox_of(L);
  sandbox->spent += MIN(work, (guint64)G_MAXUINT32);
  kill_if_exhausted(L, sandbox);
}

/* --- weak tables --- */

static const char metatables_key = 0;

/* The list may lose entries to the collector: it is weak itself. */
static void push_metatables(lua_State *L)
{
  if (lua_rawgetp(L, LUA_REGISTRYINDEX, &metatables_key) == LUA_TTABLE)
    return;
  lua_pop(L, 1);
  lua_newtable(L);
  lua_createtable(L, 0, 1);
  lua_pushliteral(L, "v");
  lua_setfield(L, -2, "__mode");
  lua_setmetatable(L, -2);
  lua_pushvalue(L, -1);
  lua_rawsetp(L, LUA_REGISTRYINDEX, &metatables_key);
}

static bool is_weak(lua_State *L, int metatable)
{
  lua_pushvalue(L, metatable);
  lua_pushliteral(L, "__mode");
  bool is = lua_rawget(L, -2) != LUA_TNIL;
  lua_pop(L, 2);
  return is;
}

void brv_sandbox_watch(lua_State *L, int metatable)
{
  brv_sandbox *sandbox = brv_sandbox_of(L);
  metatable = lua_absindex(L, metatable);
  push_metatables(L);
  for (lua_Integer i = 1; i <= WATCHED; i++) {
    lua_rawgeti(L, -1, i);
    bool known = lua_rawequal(L, -1, metatable);
    lua_pop(L, 1);
    if (known) {
      lua_pop(L, 1);
      return;
    }
  }
  lua_pushvalue(L, metatable);
  lua_rawseti(L, -2, (lua_Integer)(sandbox->metatables++ % WATCHED) + 1);
  lua_pop(L, 1);
}

/* Metatables are looked at when they are set, and again while the plugin runs: it may write to them
 * after that. */
static void refuse_weak(lua_State *L)
{
  push_metatables(L);
  for (lua_Integer i = 1; i <= WATCHED; i++, lua_pop(L, 1))
    if (lua_rawgeti(L, -1, i) == LUA_TTABLE && is_weak(L, -1))
      brv_sandbox_refuse_weak(L);
  lua_pop(L, 1);
}

int brv_sandbox_refuse_weak(lua_State *L)
{
  return luaL_error(L, "plugins have no weak tables (__mode)");
}

/* Coroutines inherit the hook from the thread that makes them. */
static void meter(lua_State *L, lua_Debug *event G_GNUC_UNUSED)
{
  brv_sandbox *sandbox = brv_sandbox_of(L);
  sandbox->spent += HOOK_STEP;
  kill_if_exhausted(L, sandbox);
  if (sandbox->metatables && ++sandbox->ticks % TICKS_A_WATCH == 0 && lua_checkstack(L, 8))
    refuse_weak(L);
}

brv_sandbox *brv_sandbox_new(gsize memory, guint fail_at, bool fail_once)
{
  brv_sandbox *sandbox = g_new0(brv_sandbox, 1);
  sandbox->fail_at = fail_at;
  sandbox->fail_once = fail_once;
  sandbox->cap = memory;
  sandbox->pool = brv_pool_new();
  sandbox->L = lua_newstate(allocate, sandbox);
  if (!sandbox->L) {
    brv_pool_free(sandbox->pool);
    g_free(sandbox);
    return NULL;
  }
  sandbox->thread = sandbox->L;
  /* A state lives as long as one edition's build: it has more memory than it makes garbage. Where
   * the cap is reached Lua collects by itself. */
  lua_gc(sandbox->L, LUA_GCINC, GC_PAUSE, 0, 0);
  lua_sethook(sandbox->L, meter, LUA_MASKCOUNT, HOOK_STEP);
  return sandbox;
}

void brv_sandbox_free(brv_sandbox *sandbox)
{
  if (!sandbox)
    return;
  lua_close(sandbox->L);
  brv_pool_free(sandbox->pool);
  g_free(sandbox);
}

void brv_sandbox_enter(lua_State *L)
{
  brv_sandbox_of(L)->thread = L;
}

/* Of a coroutine without a plugin's function of its own, whoever resumed it is not known here. */
bool brv_sandbox_position(const brv_sandbox *sandbox, char *file, gsize size, int *line)
{
  return find_position(sandbox->thread, file, size, line) ||
         find_position(sandbox->L, file, size, line);
}

static void keep_stands(brv_sandbox *sandbox, lua_State *L)
{
  lua_Debug frame;
  guint kept = 0;
  for (int level = 0; kept < STANDS_A_RAISE && lua_getstack(L, level, &frame); level++) {
    lua_getinfo(L, "Sl", &frame);
    if (frame.source[0] != '@' || frame.currentline <= 0)
      continue;
    stand *s = &sandbox->stands[sandbox->stood++ % STANDS];
    g_strlcpy(s->file, frame.source + 1, sizeof s->file);
    g_strlcpy(s->shown, frame.short_src, sizeof s->shown);
    s->line = frame.currentline;
    kept++;
  }
  sandbox->spent += kept * WORK_A_STAND;
}

void brv_sandbox_raised(lua_State *L)
{
  brv_sandbox *sandbox = brv_sandbox_of(L);
  if (sandbox->killed)
    return;
  if (!sandbox->carried)
    find_position(L, sandbox->file, sizeof sandbox->file, &sandbox->line);
  sandbox->carried = false;
  keep_stands(sandbox, L);
}

void brv_sandbox_carry(lua_State *L)
{
  brv_sandbox_of(L)->carried = true;
}

/* Runs while the stack of the error still stands, with hooks off: it must call nothing of the
 * plugin's, so an error value that is no string is only named by its type. */
static int on_error(lua_State *L)
{
  brv_sandbox_raised(L);
  if (lua_type(L, 1) != LUA_TSTRING)
    lua_pushfstring(L, "an error that is no text but of type %s", luaL_typename(L, 1));
  return 1;
}

static const stand *find_stand(const brv_sandbox *sandbox, const char *file, gsize length,
                               long line)
{
  for (guint i = 0; i < MIN(sandbox->stood, STANDS); i++) {
    const stand *s = &sandbox->stands[i];
    if (s->line == line && strlen(s->shown) == length && memcmp(s->shown, file, length) == 0)
      return s;
  }
  return NULL;
}

/* Where the place that a text begins with ends; NULL when there is none. */
static const char *end_of_file_name(const char *text, long *line, const char **rest)
{
  const char *colon = strstr(text, ".lua:");
  if (!colon || strcspn(text, " \n") < (gsize)(colon - text))
    return NULL;
  char *end;
  *line = strtol(colon + 5, &end, 10);
  *rest = end + 2;
  bool is_place = end > colon + 5 && end[0] == ':' && end[1] == ' ' && *line > 0;
  return is_place ? colon + 4 : NULL;
}

void brv_sandbox_vouch(lua_State *L)
{
  brv_sandbox *sandbox = brv_sandbox_of(L);
  const char *text = lua_tostring(L, -1), *rest;
  long line;
  const char *end = text ? end_of_file_name(text, &line, &rest) : NULL;
  if (!end)
    return;
  stand *s = &sandbox->stands[sandbox->stood++ % STANDS];
  g_strlcpy(s->shown, text, MIN(sizeof s->shown, (gsize)(end - text) + 1));
  g_strlcpy(s->file, s->shown, sizeof s->file);
  s->line = (int)line;
}

/* "file:12: text" says where it came from, which the stack no longer tells of an error that was
 * caught and raised again. It is believed where a function stood there when this call raised one;
 * any text can say so. */
static const char *split_position(const brv_sandbox *sandbox, const char *text, brv_fault *fault)
{
  const char *rest;
  long line;
  const char *end = end_of_file_name(text, &line, &rest);
  const stand *s = end ? find_stand(sandbox, text, (gsize)(end - text), line) : NULL;
  if (!s)
    return text;
  g_strlcpy(fault->file, s->file, sizeof fault->file);
  fault->line = s->line;
  return rest;
}

static void copy_valid(char *to, gsize size, const char *text)
{
  g_autofree char *valid = g_utf8_make_valid(text, -1);
  g_strlcpy(to, valid, size);
  const char *end;
  if (!g_utf8_validate(to, -1, &end))
    to[end - to] = '\0';
}

void brv_fault_leave_library(brv_fault *fault, const char *file, int line)
{
  if (!file[0] || is_of_library(file) || (fault->file[0] && !is_of_library(fault->file)))
    return;
  gsize length = strlen(fault->text);
  if (fault->file[0])
    g_snprintf(fault->text + length, (gulong)(sizeof fault->text - length), " (%s:%d)", fault->file,
               fault->line);
  g_strlcpy(fault->file, file, sizeof fault->file);
  fault->line = line;
}

static void describe(brv_sandbox *sandbox, int status, const char *text, brv_fault *fault)
{
  *fault = (brv_fault){.kind = BRV_FAULT_ERROR, .line = sandbox->line};
  g_strlcpy(fault->file, sandbox->file, sizeof fault->file);
  text = split_position(sandbox, text ? text : "an error without text", fault);
  if (sandbox->killed) {
    fault->kind = BRV_FAULT_WORK;
    g_strlcpy(fault->file, sandbox->file, sizeof fault->file);
    fault->line = sandbox->line;
  } else if (sandbox->refused &&
             (status == LUA_ERRMEM || g_str_has_suffix(text, "not enough memory")))
    fault->kind = BRV_FAULT_MEMORY;
  if (status == LUA_ERRMEM && sandbox->refused) /* for which Lua calls no handler */
    fault->file[0] = sandbox->file[0] = '\0';
  if (fault->kind == BRV_FAULT_WORK)
    text = "it took more work than one call may";
  if (fault->kind == BRV_FAULT_MEMORY)
    text = "it took more memory than plugins may hold";
  copy_valid(fault->text, sizeof fault->text, text);
  brv_fault_leave_library(fault, sandbox->file, sandbox->line);
}

static void start(brv_sandbox *sandbox, guint64 work)
{
  sandbox->spent = 0;
  sandbox->allowed = work;
  sandbox->deadline = g_get_monotonic_time() + GRACE_SECONDS * G_USEC_PER_SEC;
  sandbox->killed = false;
  sandbox->running = true;
  sandbox->refused = sandbox->carried = false;
  sandbox->stood = 0;
  sandbox->line = 0;
  sandbox->file[0] = '\0';
}

bool brv_sandbox_run(brv_sandbox *sandbox, lua_CFunction body, void *data, guint64 work,
                     brv_fault *fault)
{
  lua_State *L = sandbox->thread = sandbox->L;
  start(sandbox, work);
  lua_settop(L, 0);
  lua_pushcfunction(L, on_error);
  lua_pushcfunction(L, body);
  lua_pushlightuserdata(L, data);
  int status = lua_pcall(L, 1, 0, 1);
  sandbox->running = false;
  bool fine = status == LUA_OK && !sandbox->killed;
  if (!fine)
    describe(sandbox, status,
             status == LUA_OK ? "it took more work than one call may" : lua_tostring(L, -1), fault);
  lua_settop(L, 0);
  return fine;
}
