/* Colour spaces that are used, output intents, ICC profiles. Private to core/verify. */
#ifndef BRV_VERIFY_COLOUR_H
#define BRV_VERIFY_COLOUR_H

#include "verify/audit.h"

struct brv_paint {
  char output;             /* of PDF/A's output intent: 'R', 'C', 'G' (RGB, CMYK, grey); 0: none */
  GHashTable *separations; /* name to brv_obj, the first of that name */
  GHashTable *transparent; /* pages (numbers) with transparency */
};

/* Notes that a colour space is used, with the ColorSpace resources at hand (for Default…). */
void brv_paint_use(brv_audit *audit, const brv_obj *space, const brv_obj *resources, brv_spot spot);

/* Whether a space is ICCBased with four components. */
bool brv_paint_is_icc_cmyk(brv_audit *audit, const brv_obj *space);

/* Looks at an ICC profile; 'R', 'C', 'G', 'L' (Lab) by its header, or 0. */
char brv_icc_check(brv_audit *audit, const brv_obj *stream, bool is_output, brv_spot spot);

#endif
