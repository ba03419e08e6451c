/* Addresses as files store them. */
#ifndef BRV_BASE_URL_H
#define BRV_BASE_URL_H

#include <glib.h>
#include <stdbool.h>

/* The URL in ASCII, as RFC 3986 writes it: what may not stand in one is percent-encoded (UTF-8),
 * what is encoded already stays. Free with g_free. */
char *brv_url_ascii(const char *url);

/* Whether a reader may be led there: a web address with a host that can be (RFC 3986, and the
 * WHATWG's rules for hosts), or a mail address, of at most BRV_URL_MOST bytes, for each line of a
 * link holds its own copy. Others run scripts or open files. */
enum { BRV_URL_MOST = 2000 };
bool brv_url_is_address(const char *url);

/* Whether it begins as a web address does, whatever follows. */
bool brv_url_is_web(const char *url);

#endif
