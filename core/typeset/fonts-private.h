/* What fonts.c and font-files.c share. Private to both. */
#ifndef BRV_TYPESET_FONTS_PRIVATE_H
#define BRV_TYPESET_FONTS_PRIVATE_H

#include <fontconfig/fontconfig.h>

#include "typeset/fonts.h"

struct brv_font_files {
  FcConfig *config;
  GHashTable *families; /* a name in small letters -> FcFontSet *, its faces */
};

/* The families of a script. */
typedef struct {
  const char *serif, *sans;
} brv_script_families;

enum { BRV_NOTO = 10 };
extern const brv_script_families brv_noto[BRV_NOTO];

#endif
