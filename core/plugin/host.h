/* The plugin host: Lua 5.4 in a sandbox. Plugins are pure: briefing data in, blocks out.
 *
 * Lua never runs in the program itself: plugins and layouts run in workers, forked processes that
 * answer with bytes, which are checked before they are believed. In a worker there is one Lua
 * state, an environment a plugin; text chunks only; no io, os, debug, load or package; memory
 * capped in the allocator, instructions capped per call. What even that does not end (C that does
 * not come back, a crash) ends with the worker, and is told with the plugin, its line and the
 * briefing's. A host is used from one thread at a time; fork has that thread alone go on in the
 * child, so none of the others may hold what plugins need.
 */
#ifndef BRV_PLUGIN_HOST_H
#define BRV_PLUGIN_HOST_H

#include "base/cache.h"
#include "document/document.h"
#include "edition/edition.h"

typedef struct brv_host brv_host;

typedef struct {
  gsize memory;         /* bytes that all plugins together may hold; 0: the default */
  guint64 instructions; /* virtual machine instructions a call may take; 0: the default */
  bool backwards;       /* `pairs` goes from the last key to the first, as tests want it */
  guint seconds;        /* after which a call is ended with its worker; 0: the default */
  guint fail_at;  /* tests: the allocation of a state that fails, with all behind it; 0: none */
  bool fail_once; /* that one alone */
  const char *prepared; /* a file of brv_host_prepare, of use where it still tells the truth of the
                           bundled plugins; NULL: all is read and run */
} brv_host_limits;

/* Loads the bundled plugins, then those of the pack: two folders with a sub-folder a plugin, of
 * which the second may be NULL. The pack's replace bundled ones of the same id. Reports what fails;
 * the host then lacks it. */
brv_host *brv_host_new(const brv_folder *bundled, const brv_folder *pack, brv_host_limits limits,
                       brv_diags *diags);
void brv_host_free(brv_host *host);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(brv_host, brv_host_free)

const brv_registry *brv_host_registry(const brv_host *host);

/* What the bundled plugins of a host are, as bytes for a file with which later hosts need neither
 * read nor run them before they are used: their texts, definitions and compiled code, and stamps by
 * which a change of theirs is seen; and what the layouts of a folder (NULL: none) return. `bundled`
 * as for brv_host_new. NULL when that cannot be: a plugin is broken, or has pictures, or the core
 * has no identity. A layout that cannot be run is reported and left out. */
GByteArray *brv_host_prepare(brv_host *host, const brv_folder *bundled, const brv_folder *layouts,
                             brv_diags *diags);

/* What plugins may know of the layout. */
typedef struct {
  /* The extents of a text of one line as drawings show it: in the style of `role`, else in that of
   * "drawing-label". */
  brv_extents (*measure)(void *data, const char *text, const char *role, const char *language);
  void *data;
  const char *const *colours; /* the names of its palette, NULL-ended */
  double text, margin, wide;  /* widths of its columns, in points; margin 0: it has none */
  double height;              /* of a picture, at most */
} brv_looks;

/* Lets plugins measure texts, and holds them to the layout's colours; `looks` must outlive the
 * host. Without it, as in tests, letters are 4 points wide and every colour is known. */
void brv_host_set_looks(brv_host *host, const brv_looks *looks);

/* What the caller does in this process while the next workers build: called once, when a core is
 * free. */
void brv_host_set_meanwhile(brv_host *host, void (*meanwhile)(void *data), void *data);

/* Builds the document of an edition: a PART for each part, a BRIEFING for each briefing with its
 * HEADER and its sections in the order that the edition asks for. The result, in the edition's
 * arena, has no cover and is not resolved. NULL after a report when a plugin failed. */
brv_document *brv_host_build(brv_host *host, const brv_edition *edition, const brv_words *words,
                             brv_diags *diags);

/* The same for many, so many of them side by side; `documents` has room for `count`. Each document
 * has an arena of its own, the caller's, and does not need its edition any more. What is reported does not depend on how many run at once.
 * Briefings that a cache (NULL: none) has are not built. */
void brv_host_build_all(brv_host *host, const brv_edition *const *editions, gsize count,
                        guint side_by_side, const brv_words *words, brv_cache *cache,
                        brv_document **documents, brv_diags *diags);

/* What a bundled layout or the program's words say, where the build read them and the text is still
 * the same; else NULL. */
brv_value *brv_host_known_value(const brv_host *host, brv_arena *arena, const brv_source *source);

/* Runs a layout's file in the sandbox and gives its table as a value; `extends` is followed and
 * merged (maps by key, all else replaced). `folders` are searched in order for `NAME.lua` or
 * `NAME/layout.lua`; `place` is where `name` was written. NULL after a report. */
brv_value *brv_host_layout(brv_host *host, brv_arena *arena, const brv_folder *const *folders,
                           gsize folder_count, const char *name, brv_place place, brv_diags *diags);

#endif
