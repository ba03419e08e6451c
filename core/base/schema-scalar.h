/* Scalars against a schema, and the words for what is wrong. Private to core/base. */
#ifndef BRV_BASE_SCHEMA_SCALAR_H
#define BRV_BASE_SCHEMA_SCALAR_H

#include "base/schema.h"

/* False for lists and maps, and for schemas of these. */
bool brv_schema_fits_scalar(const brv_schema *schema, const brv_value *value);

/* "a number from 0 to 1"; "low, medium or high". Free with g_free. */
char *brv_schema_expected(const brv_schema *schema);

/* "\"soon\"", "a list", "nothing". Free with g_free. */
char *brv_schema_found(const brv_value *value);

/* A way out, or the schema's own help, or NULL. */
const char *brv_schema_help(brv_arena *arena, const brv_schema *schema, const brv_value *value);

#endif
