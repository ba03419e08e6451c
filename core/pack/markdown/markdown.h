/* A briefing's body. Private to core/pack; values are read with brv_markdown_read. */
#ifndef BRV_PACK_MARKDOWN_MARKDOWN_H
#define BRV_PACK_MARKDOWN_MARKDOWN_H

#include "pack/pack.h"

/* Reads the Markdown at `place` as the body of `briefing`: a BRIEFING node with the opening blocks
 * and a SECTION for each heading of the second level. */
brv_node *brv_markdown_body(brv_pack *pack, const brv_briefing *briefing, brv_place place,
                            brv_diags *diags);

#endif
