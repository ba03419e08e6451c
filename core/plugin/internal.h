/* What the files of the plugin host share. Private to core/plugin. */
#ifndef BRV_PLUGIN_INTERNAL_H
#define BRV_PLUGIN_INTERNAL_H

#include "plugin/wire-node.h"
#include "plugin/host.h"
#include "plugin/sandbox.h"
#include "document/wire.h"
#include "base/worker.h"

/* The number of the API that plugins see, and its rule: it is raised when a plugin that worked may
 * stop working; what is only added leaves it as it is. */
enum { BRV_PLUGIN_API = 1 };

enum {
  BRV_PLUGIN_FILE_LIMIT = 1 << 20,    /* bytes of a Lua or YAML file of a plugin */
  BRV_PLUGIN_MEMORY = 64 << 20,       /* bytes of the state */
  BRV_PLUGIN_WORK = 20 * 1000 * 1000, /* of one call; a manifest may ask for ten times as much */
  BRV_PLUGIN_WORK_MOST = 200 * 1000 * 1000,
  BRV_PLUGIN_SECONDS = 40, /* that a call may take when even its end does not come */
  BRV_PLUGIN_ASSETS = 64,  /* images in its assets/, and bytes of one */
  BRV_PLUGIN_ASSET_LIMIT = 4 << 20,
  BRV_PLUGIN_BLOCK_LIMIT = 100000, /* nodes that one section may yield */
  BRV_PLUGIN_TEXT_LIMIT = 4 << 20, /* bytes of text, likewise */
  /* The same of all calls for one edition together, which the parent holds and sets. */
  BRV_PLUGIN_EDITION_BLOCKS = 500000,
  BRV_PLUGIN_EDITION_TEXT = 16 << 20,
  BRV_PLUGIN_STEP_LIMIT = 200000, /* steps of drawings, likewise */
  BRV_PLUGIN_DEPTH = 48,
};

typedef struct {
  guint number; /* in the host's list, from 1 */
  const char *id, *origin;
  const char *replaces;     /* the version of the bundled one whose place it takes; or NULL */
  const char *label;        /* its folder as messages name it: "plugins/watch" */
  const brv_folder *folder; /* the folder of plugins, and its own name in there */
  const char *path;
  brv_value *manifest;
  brv_place place; /* of the manifest's id */
  guint64 work;
  const brv_field *front, *options; /* may be NULL */
  GHashTable *sources;              /* of brv_source *, by name inside the plugin's folder */
  GHashTable *locales;              /* of brv_value *, by language; a missing one is not in it */
  GHashTable *assets;               /* of const brv_asset *, by name: "assets/seal.svg" */
  bool broken;                      /* it failed to load, or was killed: not called again */
  const char **rules;               /* names, sorted, NULL-ended */
  brv_value *added;                 /* what init.lua returned; NULL: not known (yet) */
  int definition; /* in a worker: reference to the table that init.lua returned; LUA_NOREF: not
                     loaded yet */
} brv_plugin;

/* The type comes first, so that a pointer from the registry is one to the whole. */
typedef struct {
  brv_section_type type;
  brv_plugin *owner;
  bool header;             /* its blocks belong to the briefing's header */
  bool always;             /* generated at the end even where the pack's order does not list it */
  bool plain;              /* it has no `build`: what was written is what is read */
  const brv_value *titles; /* map of language to list of texts; may be NULL */
} brv_section_info;

typedef struct {
  brv_block_type type;
  brv_plugin *owner;
} brv_block_info;

typedef struct {
  brv_span_type type;
  brv_plugin *owner;
} brv_span_info;

/* A picture of the briefing, which plugins can pass on but not make. */
typedef struct {
  brv_node_kind kind; /* IMAGE or DRAWING */
  const void *object; /* its brv_asset or brv_drawing */
} brv_handle;

/* One call into a plugin. */
typedef struct {
  brv_host *host;
  brv_plugin *plugin;
  const brv_edition *edition;           /* NULL while plugins are loaded */
  const brv_edition_briefing *briefing; /* NULL for rules over the pack */
  const brv_words *words;
  const char *language;            /* BCP 47 of the briefing */
  const char *name;                /* of the section type, block class or rule */
  const brv_section_info *section; /* one of the three; none for rules */
  const brv_block_info *block;
  const brv_span_info *span;
  const char *part;     /* "sections", "blocks", "spans", "rules": where in the definition it is */
  const char *function; /* "build" or "check" */
  const brv_node *authored; /* the section as written; DATA, GROUP or SPAN; NULL: generated */
  brv_place place;
  int line; /* at which the plugin's function starts, and in which file */
  char file[BRV_FAULT_TEXT];
  brv_node *result; /* a GROUP to put blocks in, or a SPAN for pieces */
  brv_diags *diags;
  lua_Integer number; /* of the call, so that what one keeps is of no use to the next */
} brv_call;

/* What a call may ask for beside its section, and need not: of its briefing, the front matter, its
 * sources, the rest that another edition may have otherwise; the pack's briefings; the extents of a
 * text. */
enum {
  BRV_SAW_FRONT = 1,
  BRV_SAW_REFERENCES = 2,
  BRV_SAW_REST = 4,
  BRV_SAW_BRIEFINGS = 8,
  BRV_SAW_EXTENTS = 16,
};

typedef struct brv_shared brv_shared;

/* A layout's file and, as bytes of the wire, what it returned when the program was built. */
typedef struct {
  const char *text, *value;
  gsize length, value_length;
} brv_prepared_layout;

struct brv_host {
  brv_arena *arena;
  brv_sandbox *sandbox; /* in a worker only, as are the other two: */
  brv_worker_note *note;
  const guint32
      *stops; /* by the plugin's number: the call at which it ended a worker before this */
  const brv_wire_names *names;
  brv_host_limits limits;
  bool dead;              /* plugins cannot run at all; it was reported */
  const brv_looks *looks; /* of the layout; NULL: none is known */
  void (*meanwhile)(void *data);
  void *meanwhile_data;
  GPtrArray *plugins;  /* of brv_plugin *, sorted by id */
  GHashTable *library; /* of brv_source *: the modules that all may require, "brevier/scale.lua" */
  brv_registry registry;
  brv_call *call;       /* the running one */
  lua_Integer calls;    /* so far */
  guint yielded;        /* in a worker: blocks and pieces that its calls returned so far */
  gsize yielded_bytes;  /* and their text */
  guint saw;            /* brv_saw, or-ed: what calls asked for since this was set to 0 */
  brv_shared *shared;   /* in a worker: sections of the editions before this; or NULL */
  const char *identity; /* of the file that all plugins come from; NULL: not all do */
  bool is_full;         /* a call went over what an edition may hold; no other one builds */
  GArray *places;       /* of brv_place: what the numbers that plugins see stand for */
  GArray *handles;      /* of brv_handle, likewise */
  GArray *layouts;      /* of brv_prepared_layout; NULL: none is */
  GHashTable *compiled; /* brv_source * -> GBytes *: the code of files that were compiled */
};

/* --- host.c --- */
/* In a worker: a state with the libraries, in which no plugin has run yet. False after a report. */
bool brv_host_open_state(brv_host *host, brv_diags *diags);

/* --- sources.c --- */
/* A file of a plugin, read once; NULL when there is none. */
const brv_source *brv_plugin_source(brv_host *host, brv_plugin *plugin, const char *name,
                                    brv_diags *diags);
/* Reads every Lua file in a plugin's folder, and the library of a folder of plugins. */
void brv_plugin_read_modules(brv_host *host, brv_plugin *plugin, brv_diags *diags);
void brv_host_read_library(brv_host *host, const brv_folder *bundled, brv_diags *diags);
/* The module "charts/bar.lua" of a plugin, or "brevier/scale.lua" of the library; NULL. */
const brv_source *brv_plugin_module(const brv_host *host, const brv_plugin *plugin,
                                    const char *file);
/* `did you mean "charts.bar"?` or NULL. */
const char *brv_plugin_near_module(const brv_host *host, const brv_plugin *plugin,
                                   const char *name);
/* What stands on a line. */
brv_place brv_line_place(const brv_source *source, int number);
/* The place of a fault in a Lua file of the plugin or of the library. */
brv_place brv_host_fault_place(const brv_host *host, const brv_plugin *plugin,
                               const brv_fault *fault);

/* --- environment.c --- */
/* Builds the libraries and the `brevier` module in a fresh state. */
void brv_environment_open(lua_State *L);
/* Pushes a new environment; `plugin` (NULL: a layout) is whose modules `require` finds, beside
 * those of the library. */
void brv_environment_push(lua_State *L, brv_plugin *plugin);
/* Compiles a source (text only) and gives it the environment on the top of the stack, which it
 * replaces by the function. Raises. */
void brv_environment_compile(lua_State *L, const brv_source *source);

/* --- crew.c: plugin code in workers --- */
typedef struct brv_crew_task brv_crew_task;
struct brv_crew_task {
  brv_host *host;
  brv_arena *arena;            /* for what is read of the answer */
  const brv_wire_names *names; /* as brv_crew_names, and what the task is about */
  brv_code failed_code;        /* of a crash */
  void *data;
  /* In the worker, in a fresh state: writes the result; nothing when it failed and was reported. */
  void (*body)(brv_crew_task *task, brv_wire_writer *result, brv_diags *diags);
  /* In the parent: reads it, as soon as it has come, while other tasks run. */
  void (*read)(brv_crew_task *task, brv_wire_reader *result);

  bool is_done;   /* there is a result, and nothing went wrong on the way to it */
  bool failed;    /* a worker ended badly */
  guint32 *stops; /* as the host's */

  brv_work *work; /* crew.c's own: its worker; whether all of the answer could be read; */
  bool is_read;   /* its messages, which are told in the order of the tasks */
  brv_wire_reader messages;
};

/* Runs the tasks, so many side by side. One in which a plugin ended the worker is reported and run
 * again without that call and those after it, so that the other problems are told too. */
void brv_crew_run(brv_crew_task *tasks, gsize count, guint side_by_side, brv_diags *diags);
/* The names of the host's own sources; free them. */
brv_wire_names *brv_crew_names(const brv_host *host);

/* In the worker. A call into a plugin (NULL: a layout) begins; `name` is NULL while it is loaded.
 * False when it is not to be made: it ended the worker before this one. */
bool brv_crew_begin(brv_host *host, const brv_plugin *plugin, const char *name, brv_place place);
/* The line that is known of the running call. */
void brv_crew_at(brv_host *host, const char *file, int line);
void brv_crew_end(brv_host *host);

/* --- load.c --- */
/* Finds the plugins in a folder and reads their manifests. */
void brv_host_discover(brv_host *host, const brv_folder *folder, const char *origin,
                       brv_diags *diags);
/* Runs every plugin's init.lua in a worker and fills the registry. */
void brv_host_load_plugins(brv_host *host, brv_diags *diags);
/* In a worker: runs a plugin's init.lua unless it was run. False after a report. */
bool brv_plugin_load(brv_host *host, brv_plugin *plugin, brv_diags *diags);

/* A plugin in a folder of plugins, of which nothing is read yet. */
brv_plugin *brv_plugin_new(brv_host *host, const brv_folder *folder, const char *name,
                           const char *origin);
/* Lists it, in the place of another with its id. */
void brv_plugin_keep(brv_host *host, brv_plugin *plugin);

/* --- prepared.c --- */
/* Lists the library and the bundled plugins as `file`, which brv_host_prepare made, tells of them:
 * none of their files is read and none of their code run. False, and nothing is listed, when there
 * is no such file, another core made it, or something of the folder is not as it was. */
bool brv_prepared_take(brv_host *host, const brv_folder *bundled, const char *file);

/* --- layout.c --- */
/* Runs a file of a folder of layouts by itself. NULL after a report. */
brv_value *brv_layout_run(brv_host *host, brv_arena *arena, const brv_source *source,
                          brv_diags *diags);

/* The names in a folder, each ended by '/'. */
const char *brv_prepared_names(brv_arena *arena, const brv_folder *folder, const char *name);

typedef struct {
  char magic[8];
  guint32 size;     /* of the file */
  guint32 identity; /* length of the core's, which follows; then what prepare.c writes */
} brv_prepared_head;
#define BRV_PREPARED_MAGIC "brv-plug"

/* --- shared.c: in a worker --- */
/* A section that an edition built; all of it lives as long as the editions do. */
typedef struct {
  const brv_section_info *info;
  const brv_edition *edition; /* set by brv_shared_keep */
  const brv_briefing *briefing;
  const brv_node *authored, *result; /* as written, or NULL; what came of it, a GROUP */
  guint saw;
  guint yielded;
  gsize yielded_bytes;
} brv_shared_section;

brv_shared *brv_shared_new(void);
void brv_shared_free(brv_shared *shared);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(brv_shared, brv_shared_free)

/* From now on what is asked for is this edition's. */
void brv_shared_begin(brv_shared *shared, const brv_edition *edition);

/* The same section of an edition before; or NULL. */
const brv_shared_section *brv_shared_find(const brv_shared *shared, const brv_section_info *info,
                                          const brv_briefing *briefing, const brv_node *authored);

/* Keeps one, where other editions may have the same. */
void brv_shared_keep(brv_shared *shared, brv_shared_section *section);

/* --- build.c --- */
/* In a worker: runs the rules over the pack. False after a report. */
bool brv_build_pack_rules(brv_host *host, const brv_edition *edition, const brv_words *words,
                          brv_diags *diags);
/* How much was reported. */
guint brv_count_remarks(brv_diags *diags);
/* In a worker: builds a briefing into the edition's arena, and resolves what concerns it alone: a
 * DOCUMENT that holds the BRIEFING. NULL
 * after a report. */
brv_node *brv_build_briefing(brv_host *host, const brv_edition *edition,
                             const brv_edition_briefing *briefing, const brv_words *words,
                             brv_diags *diags);

/* --- kept.c: briefings that were built before --- */
/* What all keys of an edition's briefings begin with, the caller's; NULL where nothing is kept: not
 * all plugins are those that the program was built with. */
GChecksum *brv_kept_base(const brv_host *host, const brv_edition *edition, const brv_words *words);
/* Of all that building a briefing may look at, but for other briefings. `names`: those of what it
 * holds and of nothing else. */
void brv_kept_key(const brv_memo *memo, const brv_edition_briefing *briefing,
                  const brv_wire_names *names, guint8 key[BRV_CACHE_KEY]);

/* --- manifest.c --- */
bool brv_manifest_read(brv_host *host, brv_plugin *plugin, brv_diags *diags);
/* What the manifest says, once it is known to be one. False after a report. */
bool brv_manifest_take(brv_host *host, brv_plugin *plugin, brv_value *manifest, brv_diags *diags);

/* --- define.c --- */
/* Turns what init.lua returned into registry entries. */
void brv_plugin_define(brv_host *host, brv_plugin *plugin, const brv_value *value,
                       brv_diags *diags);

/* Appends what may stand where: "section_type: titles rank", and so on, then "type: any text". */
void brv_definition_describe(GString *out);

/* --- schemas.c --- */
extern const brv_schema brv_schema_of_schemas;
/* The schema that a checked description stands for, and the NULL-ended fields of a map of them. */
brv_schema brv_schema_described(brv_arena *arena, const brv_value *description);
const brv_field *brv_fields_described(brv_arena *arena, const brv_value *map);
/* Whether nothing in it is Markdown, a file or an image, which only briefings hold. */
bool brv_schema_is_plain(const brv_schema *schema);

/* --- values.c --- */
/* The Lua value at `index` as a value; functions become the text "function" where `functions`
 * says so and are an error elsewhere. Raises. */
brv_value *brv_value_from_lua(lua_State *L, int index, brv_arena *arena, brv_place place,
                              bool functions);
/* Pushes a value as its schema says (NULL: as it is); nil for NULL. */
void brv_push_value(lua_State *L, const brv_value *value, const brv_schema *schema);
/* Pushes a table of the fields: what `map` (may be NULL) holds, else the defaults. */
void brv_push_fields(lua_State *L, const brv_value *map, const brv_field *fields);
/* The same from attributes written in `{...}`. */
void brv_push_attributes(lua_State *L, const brv_attr *attrs, const brv_schema *map);
/* A number as readers see it: shortest, no locale. */
void brv_format_number(double number, char *text, gsize size);
/* Writes the arguments (number, decimals) of a function so; raises when they are none. */
enum { BRV_NUMBER_SIZE = 64 };
void brv_number_argument(lua_State *L, char text[BRV_NUMBER_SIZE]);

/* --- kinds.c --- */
/* What may stand in a node. */
typedef enum {
  BRV_HOLDS_NOTHING,
  BRV_HOLDS_INLINES,
  BRV_HOLDS_BLOCKS,
  BRV_HOLDS_ITEMS,
  BRV_HOLDS_ROWS,
  BRV_HOLDS_CELLS,
} brv_holds;

typedef struct {
  brv_node_kind kind;
  const char *name; /* as plugins write it */
  brv_holds holds;
  const char *const *fields; /* beside role, id, language, place, attributes; NULL-ended */
} brv_kind_info;

const brv_kind_info *brv_kind(brv_node_kind kind); /* NULL: plugins never see it */
const brv_kind_info *brv_kind_named(const char *name);
extern const char *const brv_align_names[]; /* by brv_align, NULL-ended */

/* --- push.c: nodes to tables --- */
/* Sets the field "place" of the table on the top. */
void brv_set_place(lua_State *L, brv_host *host, brv_place place);
void brv_push_node(lua_State *L, brv_host *host, const brv_node *node, const brv_schema *item);
/* Pushes a list of the children. `item` describes attributes of list items directly in it. */
void brv_push_children(lua_State *L, brv_host *host, const brv_node *parent,
                       const brv_schema *item);

/* --- read.c: tables to nodes --- */
/* Appends what a plugin returned (at `index`) to call->result: blocks to a GROUP, pieces to a SPAN.
 * Raises with the path. */
void brv_read_result(lua_State *L, brv_call *call, int index);

/* --- recorder.c: drawings, and how large their texts are --- */
int brv_recorder_drawing(lua_State *L);
int brv_recorder_extents(lua_State *L);
/* As brv_module_describe: "function canvas:move(x, y)". */
void brv_recorder_describe(GString *out);

/* --- written.c --- */
/* Gives the members of a table the places where they stand in the Lua file that returned it, as far
 * as they are written there. */
void brv_place_written(const brv_source *source, brv_value *value);

/* --- strict.c: names that are not there --- */
/* "did you mean \"cell\"?" of sorted names, NULL-ended; where none is near all of them if they are
 * few, else NULL. */
const char *brv_near_name(lua_State *L, const char *word, const char *const *names);
/* Lets reads of the table on the top fail where it has no such key; `what` names it. */
void brv_guard(lua_State *L, const char *what);
/* Pushes a module of the library as plugins get it, from the one at `index`: guarded, and with C
 * functions that call its own. A call of C leaves the caller on the stack even where it is the last
 * thing that a function does, so that messages have the plugin's line. */
void brv_push_entries(lua_State *L, int index, const char *what);
int brv_module_did_you_mean(lua_State *L);
extern const char *const brv_common_fields[]; /* of all kinds; NULL-ended */
/* Raises when the table at `index` has a text for a key that is neither a field of the kind nor in
 * `others` (NULL-ended, or NULL): a constructor tells at its own line what the reader would tell of
 * the whole result. */
void brv_check_fields(lua_State *L, int index, const char *kind, const char *const *others);

/* --- module.c: `require "brevier"` --- */
void brv_module_push(lua_State *L);
/* Appends a line for each function, sorted: "function b.para(content, options)". */
void brv_module_describe(GString *out);

/* --- remarks.c --- */
/* The functions `ctx.warn` and `ctx.error`. */
int brv_remark_warning(lua_State *L);
int brv_remark_error(lua_State *L);
/* Forgets the places of tables, at the start of a call. */
void brv_remark_begin(lua_State *L);
/* Notes where the table on the top was written. */
void brv_remark_note_place(lua_State *L, brv_place place);

/* --- context.c --- */
/* The running call; raises when there is none. */
brv_call *brv_call_running(lua_State *L);
/* What the plugin gets as `ctx`; nearly all of it is made when it is first read. */
void brv_context_push(lua_State *L, brv_call *call);
/* Pushes the member `key` of `subject`; false, and nothing pushed, when it has none. */
typedef bool (*brv_maker)(lua_State *L, const void *subject, const char *key);
/* Lets the table on the top make its members when they are first read, in this call only. */
void brv_set_maker(lua_State *L, brv_maker make, const void *subject);

/* --- context-pack.c --- */
/* The call's briefing; the pack of its edition. Sections and briefings are made when first read. */
void brv_context_push_briefing(lua_State *L, brv_call *call);
void brv_context_push_pack(lua_State *L, brv_call *call);
/* The language's own entry, else its primary language's, else English, of a map by language. */
const brv_value *brv_by_language(const brv_value *map, const char *language);

/* --- call.c --- */
/* Calls one function of a plugin; the blocks it returns go to call->result (NULL: dropped). True
 * when there is no such function. False after a report. */
bool brv_call_run(brv_call *call);

/* --- sections.c --- */
/* One section to be built, authored or generated. */
typedef struct {
  const brv_section_info *info;
  brv_node *node; /* SECTION as written, or the opening's blocks in one; NULL: generated */
} brv_section_item;

/* The sections of a briefing in the order they are to be read; of brv_section_item. `body` is a
 * copy that may be taken apart. */
GArray *brv_sections_in_order(brv_host *host, const brv_edition *edition, brv_node *body);

#endif
