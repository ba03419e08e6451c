/* Addresses as files store them. */
#ifndef BRV_BASE_URL_H
#define BRV_BASE_URL_H

#include <glib.h>
#include <stdbool.h>

/* The URL in ASCII, as RFC 3986 writes it: what may not stand in one is percent-encoded (UTF-8),
 * what is encoded already stays. Free with g_free. */
char *brv_url_ascii(const char *url);

/* Whether a reader may be led there: a web or mail address. Others run scripts or open files. */
bool brv_url_is_address(const char *url);

#endif
