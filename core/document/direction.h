/* Which way a language is written. */
#ifndef BRV_DOCUMENT_DIRECTION_H
#define BRV_DOCUMENT_DIRECTION_H

#include <stdbool.h>

/* By the language's usual script (BCP 47); a script that is named decides. NULL: left to right. */
bool brv_language_is_rtl(const char *language);

#endif
