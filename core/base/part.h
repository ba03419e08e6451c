/* Parts of the program that are opened when they are first used.
 *
 * The libraries that setting and drawing need take longer to load than a pack does, and are loaded
 * while plugins build. Those that pictures in SVG, packing e-books and verification need take longer
 * than all the others together, and most runs need none of them. What calls them makes shared
 * libraries of its own, brv-NAME.so, beside the core; what a part has in common with the core it
 * finds there.
 */
#ifndef BRV_BASE_PART_H
#define BRV_BASE_PART_H

#include "base/diag.h"

/* A function of a part, called as if it were linked: BRV_PART("zip", brv_archive_pack, diags)(…).
 * NULL after a report when the part cannot be opened; it stays open. */
#define BRV_PART(part, function, diags)                                                            \
  ((__typeof__(&(function)))brv_part_function(part, #function, diags))

void (*brv_part_function(const char *part, const char *function, brv_diags *diags))(void);

/* The path of a file that the build makes and puts where the core and its parts are; free it. NULL
 * when that cannot be told. */
char *brv_beside_core(const char *name);

/* What tells this core from every other, by its linker (GNU build id): a file that was made with
 * another is not to be read. NULL and no length when the linker gave none. */
const guint8 *brv_core_identity(gsize *length);
/* The same of the part that holds a function. */
const guint8 *brv_part_identity(void (*function)(void), gsize *length);

#endif
