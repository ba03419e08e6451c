/* What fonts.c and font-files.c share. Private to both. */
#ifndef BRV_TYPESET_FONTS_PRIVATE_H
#define BRV_TYPESET_FONTS_PRIVATE_H

#include <fontconfig/fontconfig.h>

#include "typeset/fonts.h"

/* Sorting takes fontconfig as long as there are faces, and is done for every style and size. Most
 * text needs none but the program's and the pack's own, so these are also looked through alone. */
struct brv_font_files {
  FcConfig *all, *own;
};

/* The families of a script. */
typedef struct {
  const char *serif, *sans;
} brv_script_families;

enum { BRV_NOTO = 10 };
extern const brv_script_families brv_noto[BRV_NOTO];

#endif
