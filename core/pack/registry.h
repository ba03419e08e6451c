/* What the plugins of a run add, as data: the loader asks it, the plugin host fills it. */
#ifndef BRV_PACK_REGISTRY_H
#define BRV_PACK_REGISTRY_H

#include "base/schema.h"

/* What of a briefing's opening (before the first heading) a section type takes, if anything. */
typedef enum {
  BRV_OPENING_NONE,
  BRV_OPENING_TEXT, /* all that is not the first list */
  BRV_OPENING_LIST, /* the first list */
} brv_opening;

typedef struct {
  const char *name;          /* "watch" */
  const char *plugin;        /* the plugin that adds it */
  const char *const *titles; /* headings that mean it, in any language, compared without case */
  bool generated;            /* built without an authored heading where the order lists it */
  bool authored;             /* may be opened by a heading */
  brv_opening opening;
  double rank;                  /* place in the default order; 0: where it was written */
  const brv_schema *attributes; /* of the heading: a MAP, or NULL: none */
  const brv_schema *item;       /* of list items directly in the section: a MAP, or NULL: none */
} brv_section_type;

typedef struct {
  const char *name; /* the class of a fenced block or div */
  const char *plugin;
  bool div;                     /* wraps prose; else a fenced block that holds data */
  const brv_schema *attributes; /* a MAP or NULL */
  const brv_schema *data;       /* of a fenced block's YAML */
} brv_block_type;

typedef struct {
  const char *name; /* the class of a bracketed span: [text]{.spark} */
  const char *plugin;
  const brv_schema *attributes; /* a MAP or NULL */
} brv_span_type;

typedef struct {
  const char *id, *version, *origin; /* origin: "bundled" or "pack" */
  const char *api, *about;           /* about may be NULL */
  const char *replaces;              /* the version of the bundled one it replaces; or NULL */
  const brv_field *front;            /* front-matter keys that it reads, NULL-ended; or NULL */
  const brv_field *options;          /* pack options; or NULL */
  const char *const *rules;          /* names, NULL-ended; or NULL */
  bool broken;                       /* it could not be loaded; the reason was reported */
} brv_plugin_info;

typedef struct {
  GPtrArray *sections; /* of brv_section_type *, sorted by name */
  GHashTable *titled;  /* the same by their titles, folded as brv_fold_title does */
  GPtrArray *blocks;   /* of brv_block_type *, sorted by name */
  GPtrArray *spans;    /* of brv_span_type *, sorted by name */
  GPtrArray *plugins;  /* of brv_plugin_info *, sorted by id */
  /* A plugin could not be loaded, which was reported: what nobody knows may be its. Then nothing is
   * said of unknown sections, classes and keys, which would hide the cause. */
  bool lacking;
} brv_registry;

/* A title as titles are compared, case and composition aside. Free with g_free. */
char *brv_fold_title(const char *title);

const brv_section_type *brv_registry_section(const brv_registry *registry, const char *name);
const brv_section_type *brv_registry_titled(const brv_registry *registry, const char *title);
const brv_block_type *brv_registry_block(const brv_registry *registry, const char *name);
const brv_span_type *brv_registry_span(const brv_registry *registry, const char *name);

#endif
