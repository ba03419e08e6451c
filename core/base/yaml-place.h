/* Where in a YAML scalar's written form each byte of its text stands. Private to core/base. */
#ifndef BRV_BASE_YAML_PLACE_H
#define BRV_BASE_YAML_PLACE_H

#include <yaml.h>

#include "base/value.h"

/* Says where the text of `value` was written: `verbatim`, or else `inner`. `value->place` covers
 * the written form, quotes or block indicator included. libyaml says what the text is; this walks
 * the written form beside it. */
void brv_yaml_place_text(brv_arena *arena, brv_value *value, yaml_scalar_style_t style);

#endif
