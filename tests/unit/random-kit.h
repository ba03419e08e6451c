/* Random documents: every kind of block that flows, nested, in many scripts, from a seed. */
#ifndef BRV_TESTS_RANDOM_KIT_H
#define BRV_TESTS_RANDOM_KIT_H

#include "typeset-kit.h"

/* Appends one briefing, or several, to the kit's document; the same for the same seed. Every Latin
 * word of text stands once in the document, so that one lost and one doubled are both seen. */
void set_random_document(set_kit *k, guint32 seed);

#endif
