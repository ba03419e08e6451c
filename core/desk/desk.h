/* The plugin author's desk: what `brevier plugin` does. Everything is told of the bundled plugins
 * or, where a pack is at hand, of both, as a compilation of that pack would see them. */
#ifndef BRV_DESK_DESK_H
#define BRV_DESK_DESK_H

#include "pack/registry.h"

typedef struct brv_desk brv_desk;

/* Finds and loads the plugins of the program and of the folder `pack` (NULL: the program's alone).
 * What is wrong with them is reported; NULL when there are no plugins to be had at all. */
brv_desk *brv_desk_open(const char *pack, brv_diags *diags);
void brv_desk_close(brv_desk *desk);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(brv_desk, brv_desk_close)

/* The plugins meant by `names` (NULL-ended; NULL or empty: the pack's own, or the program's where
 * no pack is at hand), sorted; of const brv_plugin_info *. Reports names that there are not; NULL.
 */
GPtrArray *brv_desk_choose(brv_desk *desk, char **names, brv_diags *diags);

/* --- list --- */

/* Every plugin with its version, where it is from and what it adds, and those that were refused,
 * with the reason. As text for people or as JSON. */
void brv_desk_list(brv_desk *desk, brv_diags *diags, bool json, GString *out);

/* --- new --- */

/* Makes a plugin in the pack from the template, or from a copy of the bundled one that it is to
 * replace; gives the names of its files. NULL after a report. */
const GPtrArray *brv_desk_new(brv_desk *desk, const char *name, bool replace, brv_diags *diags);

/* --- check --- */

/* Reports what is wrong with the plugins, beyond what opening the desk has reported: words and
 * titles that are missing, options that nothing reads, roles that no layout knows, Lua that cannot
 * be compiled, and so on. `names` as for brv_desk_choose. */
void brv_desk_check(brv_desk *desk, char **names, brv_diags *diags);

/* --- doc --- */

/* Tells what editors can write, plugin by plugin (`names` as for brv_desk_choose, but without names
 * all that are at hand), as text or as Markdown. False after a report. */
bool brv_desk_doc(brv_desk *desk, char **names, bool markdown, GString *out, brv_diags *diags);

/* --- test --- */

typedef enum { BRV_TEST_TEXT, BRV_TEST_TAP, BRV_TEST_JSON } brv_test_form;

typedef struct {
  char **names;       /* as for brv_desk_choose */
  const char *filter; /* only examples whose names hold this; or NULL */
  bool accept;        /* write goldens instead of comparing */
  brv_test_form form;
  bool verbose;   /* TEXT: name every example */
  bool colour;    /* TEXT */
  guint patience; /* milliseconds that may pass without a word from a spec; 0: the default */
} brv_test_job;

typedef struct {
  guint passed, failed;
} brv_test_counts;

/* Runs the specs, each file in a process of its own, and prints as they go. False after a report
 * when nothing could be run. */
bool brv_desk_test(brv_desk *desk, const brv_test_job *job, FILE *out, brv_test_counts *counts,
                   brv_diags *diags);

#endif
