/* Every object of a file, once. Private to core/verify. */
#ifndef BRV_VERIFY_WALK_H
#define BRV_VERIFY_WALK_H

#include "verify/audit.h"

/* Visits every dictionary and stream that can be reached from `from`, once, however they refer to
 * one another; without recursion. */
void brv_walk(brv_audit *audit, const brv_obj *from,
              void (*visit)(const brv_obj *object, void *audit));

/* Visits the values of a name tree or number tree (ISO 32000-1, 7.9.6 and 7.9.7); `key` is a string
 * or an integer. Each node once. */
void brv_walk_tree(brv_audit *audit, const brv_obj *root, const char *leaves,
                   void (*visit)(const brv_obj *key, const brv_obj *value, void *data), void *data);

#endif
