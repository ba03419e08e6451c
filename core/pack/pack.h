/* A pack: everything an editor wrote, every tier, with the place each thing was written. */
#ifndef BRV_PACK_PACK_H
#define BRV_PACK_PACK_H

#include "base/files.h"
#include "document/certificate.h"
#include "document/format.h"
#include "document/node.h"
#include "pack/registry.h"

/* Tiers a pack may have; what a tier reads is a bit set. */
enum { BRV_TIER_LIMIT = 32 };

/* Limits on what a pack may hold. */
enum {
  BRV_PACK_TEXT_LIMIT = 4 * 1024 * 1024, /* bytes a text file */
  BRV_PACK_IMAGE_LIMIT = 32 * 1024 * 1024,
  BRV_PACK_DEPTH_LIMIT = 32, /* nested blocks */
  BRV_PACK_BRIEFING_LIMIT = 2000,
};

typedef struct {
  const char *id, *name, *about, *join; /* about and join may be NULL */
  const char *edition; /* what the cover calls it ("Open edition"); NULL: by the words' pattern */
  guint32 reads;       /* bit i: this tier reads what is marked for tier i; itself included */
  brv_place place;
} brv_tier;

/* A source of a briefing ("source" alone is taken by text files). */
typedef struct {
  const char *id, *title, *publisher, *author, *date, *url, *grade, *derived_from, *note;
  bool pending;
  int tier; /* -1: as the briefing */
  brv_place place;
} brv_reference;

/* A row of the confidence scale, from high to low. */
typedef struct {
  double from, to; /* to: just under the row above, or 1 */
  const char *grade, *words;
} brv_band;

typedef struct {
  const char *id;   /* from the file's name, unique in the pack: "orders" */
  const char *file; /* relative to the pack folder */
  const char *title, *short_title, *kind, *date, *language; /* all but title may be NULL */
  brv_value *front; /* the whole front matter, as checked by the core's and the plugins' schemas */
  GPtrArray *references; /* of brv_reference *, in the order written */
  brv_node *body;        /* BRIEFING: opening blocks, then SECTIONs whose `type` bind has found */
  brv_place text;        /* where the body's Markdown is */
  int tier;              /* -1: everyone */
  bool literal;          /* `typography: literal`, its own or the pack's */
  brv_place place;
} brv_briefing;

typedef struct {
  const char *title;    /* NULL: briefings that stand in no part */
  GPtrArray *briefings; /* of brv_briefing * */
  int tier;
  brv_place place;
} brv_part;

typedef struct {
  brv_arena *arena;
  brv_arena *bodies; /* what was read out of briefings: values, trees, references; the texts of
                        their files, to which messages point, and images are in `arena`. NULL when
                        they are forgotten */
  brv_folder *folder;
  const char *slug, *title, *strapline, *number, *date, *language;
  const char *publisher, *address, *about, *rights, *layout, *page, *accent;
  const brv_certificate *certificate; /* NULL: nobody certifies the e-books */
  bool teaser;
  bool literal;         /* `typography: literal` */
  bool book_fonts;      /* the e-book carries the layout's faces: `epub: {fonts: embed}` */
  int formats;          /* brv_format, or-ed: what files members get */
  GPtrArray *tiers;     /* of brv_tier * */
  GPtrArray *sections;  /* of const char *: the order of section types; empty: the plugins' own */
  GPtrArray *parts;     /* of brv_part * */
  GPtrArray *briefings; /* of brv_briefing *: those of all parts, in order */
  GArray *confidence;   /* of brv_band: the scale, from high to low */
  brv_value *likelihood, *grades; /* scales by schema, defaults included: list of {from, words}; map
                                     of letter or digit to words */
  brv_value *options;             /* plugin options: map of plugin id to map; or NULL */
  brv_value *source;              /* pack.yaml as read */
  GHashTable *images; /* path -> const brv_asset *, NULL where it could not be read; or NULL */
  GHashTable *files;  /* path -> const brv_source *, of text files that values name; likewise */
} brv_pack;

/* Links to briefings and their sections stand in the tree as LINK nodes with the target
 * "pack:<briefing id>" or "pack:<briefing id>#<anchor>"; other targets are URLs. */

/* Loads pack.yaml, briefings and images of a folder. Reports all that is wrong; NULL when
 * nothing useful came of it. Call brv_pack_bind next, even after errors, so that one run tells all.
 */
brv_pack *brv_pack_load(brv_arena *arena, const char *path, brv_diags *diags);
brv_pack *brv_pack_load_folder(brv_arena *arena, brv_folder *folder, brv_diags *diags);

/* Gives every section its type and checks attributes, front matter, data and options against
 * what the plugins declare; checks sources, links, citations and tiers across the pack. */
void brv_pack_bind(brv_pack *pack, const brv_registry *registry, brv_diags *diags);

/* What must hold on the day of release: no source is pending. */
void brv_pack_check_release(const brv_pack *pack, brv_diags *diags);

/* Frees what was read out of briefings, which is most of a pack, where editions were projected and
 * built: `briefings` and `parts` are empty then. */
void brv_pack_forget_bodies(brv_pack *pack);

/* The briefing that `file` (relative to the pack folder) holds, or NULL. */
const brv_briefing *brv_pack_briefing(const brv_pack *pack, const char *file);

/* The tier called `id`, or -1. */
int brv_pack_tier(const brv_pack *pack, const char *id);

/* Inline or block Markdown from a value, with attributes, citations and links as in a body. The
 * result is a GROUP. Paths are relative to `file`. */
brv_node *brv_markdown_read(brv_pack *pack, const char *file, brv_value *text, brv_diags *diags);

void brv_pack_dump(const brv_pack *pack, GString *out);

#endif
