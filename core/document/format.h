/* What files an edition is written to. */
#ifndef BRV_DOCUMENT_FORMAT_H
#define BRV_DOCUMENT_FORMAT_H

typedef enum { BRV_FORMAT_PDF = 1, BRV_FORMAT_EPUB = 2 } brv_format;

#endif
