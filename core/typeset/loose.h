/* Lines whose spaces are too wide: found, and mended in thought. Private to core/typeset. */
#ifndef BRV_TYPESET_LOOSE_H
#define BRV_TYPESET_LOOSE_H

#include "typeset/paragraph.h"

typedef struct {
  guint line;    /* the loosest of the paragraph */
  double spaces; /* how many times as wide as by themselves they are */
  guint fewer,
      more; /* so many words cut from it, or added to it, mend the paragraph; 0: no few do */
} brv_loose;

/* Whether a line of a paragraph that was broken at `breaks` is looser than `limit` (0: none is).
 * Words to add are as wide as the paragraph's are in the mean; each number was tried out by
 * breaking the paragraph anew. */
bool brv_find_loose(const brv_para_item *items, guint count, const GArray *breaks,
                    const brv_para_options *options, double limit, brv_loose *loose);

#endif
