/* Names made from words. Private to core/pack. */
#ifndef BRV_PACK_SLUG_H
#define BRV_PACK_SLUG_H

#include "base/arena.h"

/* Small letters and digits of ASCII with single hyphens between; accents are dropped, what has no
 * Latin form is left out; begins with a letter. "" when nothing is left. */
char *brv_slug(brv_arena *arena, const char *words);

#endif
