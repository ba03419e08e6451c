/* What the files of the spec runner share. Private to core/plugin. */
#ifndef BRV_PLUGIN_SPEC_PRIVATE_H
#define BRV_PLUGIN_SPEC_PRIVATE_H

#include "plugin/internal.h"
#include "plugin/spec.h"

/* A page as an example holds it. */
typedef struct {
  const brv_spec_page *page;
  bool seen; /* the example has looked at its errors */
  int line;  /* where it was built */
} brv_spec_built;

typedef struct {
  brv_host *host;
  brv_plugin *plugin;
  const brv_source *source;
  const brv_spec_kit *kit;
  brv_arena *arena;      /* of the file */
  GPtrArray *groups;     /* of const char *: the describes that are open */
  GPtrArray *befores;    /* of int *: references to functions; NULL opens a describe */
  GPtrArray *examples;   /* of what is private to spec.c */
  brv_arena *own;        /* of the running example; NULL outside of any */
  GPtrArray *built;      /* of brv_spec_built *, by the running example */
  brv_spec_example *now; /* the running one */
} brv_spec;

brv_spec *brv_spec_of(lua_State *L);

/* Notes that the running example failed, unless it has already, and raises. `text` lives in its
 * arena or for ever. */
int brv_spec_fail(lua_State *L, const char *text);

/* --- spec-expect.c --- */
int brv_spec_expect(lua_State *L);

/* --- spec-page.c --- */
int brv_spec_build(lua_State *L);
/* The page that the table at `index` is; NULL when it is none. */
brv_spec_built *brv_spec_page_at(lua_State *L, int index);
/* The messages as a list of the reasons why a build failed: "  try.md:3: ...\n". */
char *brv_spec_list(brv_arena *arena, const char *const *messages);

/* --- spec-show.c --- */
/* A value as text: texts in quotes, tables in one line with their keys in order, shortened. */
char *brv_spec_show(lua_State *L, int index, brv_arena *arena);
/* Are the values equal, tables by what they hold? */
bool brv_spec_equal(lua_State *L, int a, int b);

#endif
