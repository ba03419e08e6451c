/* Specs: what a plugin's author wrote to test it, plain Lua in the sandbox of the plugins.
 *
 * A spec has `describe`, `it`, `before`, `expect` and `build` beside what a plugin has; `require`
 * finds the plugin's own modules. The file runs first and tells its examples; then each example
 * runs, with the limits of one call. What `build` builds and what a golden holds is the caller's.
 */
#ifndef BRV_PLUGIN_SPEC_H
#define BRV_PLUGIN_SPEC_H

#include "plugin/host.h"

/* What `build(text, options)` made. */
typedef struct {
  const char *complaint;       /* it was called wrongly: why; else NULL */
  const char *text;            /* the words, a line a paragraph */
  const char *dump;            /* the blocks */
  const brv_node *blocks;      /* the same as nodes, in a GROUP; or NULL */
  const char *const *errors;   /* "try.md:3: watch: no date", NULL-ended */
  const char *const *warnings; /* likewise */
  const char *uneven;          /* how its blocks depend on the order of tables; or NULL */
} brv_spec_page;

typedef struct {
  const char *const *groups; /* the names of the describes around it, NULL-ended */
  const char *name;
  const char *file; /* where it stands, and where it failed */
  int line;
  const char *failure; /* lines of text; NULL: it passed */
  const char *failed_file;
  int failed_line;
} brv_spec_example;

typedef struct {
  /* Whether an example is to run; told before each. */
  bool (*starts)(const brv_spec_example *example, void *data);
  void (*ends)(const brv_spec_example *example, void *data);
  /* `options` is a map, or NULL. The page lives in the arena, which is freed after the example. */
  const brv_spec_page *(*build)(brv_arena *arena, const char *text, const brv_value *options,
                                void *data);
  /* NULL when `text` is what the golden of that name holds, else how it is not, in lines. */
  const char *(*golden)(brv_arena *arena, const char *name, const char *text, void *data);
  void *data;
} brv_spec_kit;

/* Runs the file `name` ("spec/dates.lua") of a plugin of the host. False after a report when the
 * file itself cannot be run; what examples do wrong is told to the kit alone. The host must not
 * build any more after it. */
bool brv_spec_run(brv_host *host, const char *plugin, const char *name, const brv_spec_kit *kit,
                  brv_diags *diags);

/* Appends a line for each function: "function expectation:has(part)". */
void brv_spec_describe(GString *out);

#endif
