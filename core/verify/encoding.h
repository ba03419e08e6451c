/* The encodings of simple fonts, and what glyph names mean. Private to core/verify.
 *
 * ISO 32000-1, annex D; glyph names as the Adobe Glyph List has them. */
#ifndef BRV_VERIFY_ENCODING_H
#define BRV_VERIFY_ENCODING_H

#include <glib.h>
#include <stdbool.h>

typedef enum {
  BRV_ENCODING_NONE,
  BRV_ENCODING_STANDARD,
  BRV_ENCODING_WIN,
  BRV_ENCODING_MAC
} brv_encoding;

/* The glyph's name at a code, or NULL. */
const char *brv_encoding_name(brv_encoding encoding, guint8 code);

/* The character that a glyph's name means, or 0: names of Latin, Greek, Cyrillic and signs, and
 * "uni…" and "u…" names; what follows a full stop does not count. */
gunichar brv_glyph_unicode(const char *name);

/* The code of a glyph's name in an encoding, or -1. */
int brv_encoding_code(brv_encoding encoding, const char *name);

#endif
