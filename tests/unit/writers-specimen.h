/* A document with every kind of node, resolved by hand, and four pages that begin in it. */
#ifndef BRV_TESTS_WRITERS_SPECIMEN_H
#define BRV_TESTS_WRITERS_SPECIMEN_H

#include "writers-kit.h"

void kit_fill_specimen(kit *k);

#endif
