/* Characters that no book may hold, and those that a terminal would obey. */
#ifndef BRV_BASE_LETTERS_H
#define BRV_BASE_LETTERS_H

#include "base/diag.h"
#include "base/value.h"

/* Whether bytes are UTF-8, with no NUL among them. */
bool brv_is_text(const char *text, gsize length);

/* How many bytes from the start on are ASCII. */
gsize brv_ascii_length(const char *text, gsize length);

/* The offset of the first control character (but for line ends and tabs) or noncharacter, which
 * XML and HTML forbid; -1 when there is none. The text is valid UTF-8. */
gssize brv_find_forbidden(const char *text, gsize length);

/* Reports such a character in a value's text, at the value. */
void brv_check_letters(const brv_value *value, brv_diags *diags);

/* Whether the character has no form of its own but orders, hides or breaks what is around it. */
bool brv_is_unseen(gunichar c);

#endif
