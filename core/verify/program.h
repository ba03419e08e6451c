/* Embedded font programs, read with FreeType. Private to core/verify. */
#ifndef BRV_VERIFY_PROGRAM_H
#define BRV_VERIFY_PROGRAM_H

#include "verify/audit.h"

typedef struct brv_program brv_program;

/* The program of a font descriptor, or NULL; `key` is the entry it is in ("FontFile2"). Lives in
 * the arena of the audit. */
const brv_obj *brv_program_stream(brv_audit *audit, const brv_obj *descriptor, const char **key);
brv_program *brv_program_open(brv_audit *audit, const brv_obj *stream);

guint brv_program_glyphs(const brv_program *program);
/* A glyph's advance in thousandths of the em, or -1. */
double brv_program_width(const brv_program *program, guint glyph);
/* The glyph of that name; false when there is none. */
bool brv_program_named(const brv_program *program, const char *name, guint *glyph);
const char *brv_program_name_of(brv_audit *audit, const brv_program *program, guint glyph);
/* Whether it is CID-keyed, and the glyph of a CID; false when there is none. */
bool brv_program_has_cids(const brv_program *program);
bool brv_program_cid(const brv_program *program, guint32 cid, guint *glyph);

/* How many character maps it has; whether one is of a platform and encoding; the glyph that it
 * gives (0: none). */
guint brv_program_maps(const brv_program *program);
bool brv_program_has_map(const brv_program *program, guint platform, guint encoding);
guint brv_program_lookup(const brv_program *program, guint platform, guint encoding, guint32 code);
/* The glyph of a code in the program's own encoding (Type 1). */
guint brv_program_builtin(const brv_program *program, guint8 code);

#endif
