/* The part "press". Set and draw: documents in, pages and finished files out, each edition in a
 * process of its own.
 *
 * Processes and not threads: Cairo (1.16) opens FreeType's faces outside of its own locks and
 * closes those of other threads when more than ten are open, which crashed one build in ten.
 */
#ifndef BRV_PRESS_H
#define BRV_PRESS_H

#include "base/cache.h"
#include "compile.h"
#include "document/document.h"
#include "typeset/fonts.h"
#include "typeset/style.h"

/* What is made of one edition. */
typedef struct {
  const brv_document *document;
  GBytes *pdf, *epub; /* what was asked for, the caller's; NULL after a report */
  char *dump;         /* of the pages, likewise */
  guint pages, words;
} brv_impression;

typedef struct {
  const brv_layout *layout;
  brv_font_files *fonts;
  int formats; /* brv_format, or-ed; 0: pages are set, none is drawn */
  bool dumps;
  guint side_by_side;
  brv_cache *cache;             /* of what was set before; or NULL */
  void (*finished)(void *data); /* called after each */
  void *data;
} brv_press;

/* Each edition goes as far as it can, and messages come in the order of the editions, so that
 * what is reported never depends on which worker was faster. */
void brv_press_run(const brv_press *press, brv_impression *impressions, gsize count,
                   brv_diags *diags);

/* Of the libraries that it is done with. */
brv_versions brv_press_versions(void);

#endif
