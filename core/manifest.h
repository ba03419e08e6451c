/* build.json: what a build made, for those who publish it. */
#ifndef BRV_MANIFEST_H
#define BRV_MANIFEST_H

#include "compile.h"
#include "pack/pack.h"

/* The bytes of build.json: files with size, SHA-256, pages and words, in the order of `outputs`;
 * the number of problems; versions of the program and what it sets type with. No clock, no path. */
GBytes *brv_manifest(const brv_pack *pack, const GPtrArray *outputs, brv_versions versions,
                     const brv_diags *diags);

#endif
