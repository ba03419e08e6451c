/* CMaps: codes in strings to CIDs, and to Unicode. Private to core/verify.
 *
 * ISO 32000-1, 9.7.5 and 9.10.3; Adobe Technical Note 5014. */
#ifndef BRV_VERIFY_CMAP_H
#define BRV_VERIFY_CMAP_H

#include "verify/object.h"

typedef struct {
  guint bytes; /* of a code; 0 where it does not count */
  guint32 low, high;
} brv_code_range;

typedef struct {
  guint32 low, high, cid; /* the CID of `low`; those behind follow */
} brv_cid_range;

typedef struct {
  guint32 low, high;
  const guint16 *text; /* UTF-16 of `low`; the last unit counts up */
  guint units;
} brv_text_range;

typedef struct {
  GArray *spaces;   /* of brv_code_range */
  GArray *cids;     /* of brv_cid_range */
  GArray *texts;    /* of brv_text_range */
  int mode;         /* WMode */
  guint32 highest;  /* CID */
  const char *uses; /* another CMap's name, or NULL */
  bool is_identity;
} brv_cmap;

/* Reads an embedded CMap; lives in the arena. */
brv_cmap *brv_cmap_read(brv_arena *arena, const guint8 *bytes, gsize length);

/* The next code of a string from `at`, which moves behind it. */
guint32 brv_cmap_code(const brv_cmap *cmap, const guint8 *bytes, gsize length, gsize *at);

/* The CID of a code; false when it has none. */
bool brv_cmap_cid(const brv_cmap *cmap, guint32 code, guint32 *cid);

/* The Unicode text of a code as UTF-16 units, at most `room`; how many, or -1 when there is none.
 */
int brv_cmap_text(const brv_cmap *cmap, guint32 code, guint16 *units, guint room);

/* Whether a name is one of table 118; the ordering of its characters ("Japan1"), or NULL for
 * Identity. */
bool brv_cmap_is_known(const char *name, const char **ordering);

#endif
