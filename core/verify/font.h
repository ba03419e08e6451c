/* Fonts as content uses them. Private to core/verify. */
#ifndef BRV_VERIFY_FONT_H
#define BRV_VERIFY_FONT_H

#include "verify/content.h"

struct brv_fonts_seen {
  GHashTable *fonts; /* dictionaries to brv_font */
  GPtrArray *order;  /* of brv_font, as they were met */
};

/* Notes the characters of a string that is shown in the ink's font. */
void brv_font_show(brv_content *content, const brv_obj *string);

#endif
