/* Whether AddressSanitizer watches: it maps what it likes, and puts functions of its own before the
 * libraries'. */
#ifndef BRV_BASE_SANITIZED_H
#define BRV_BASE_SANITIZED_H

#include <stdbool.h>

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define BRV_IS_SANITIZED true
#endif
#endif
#ifdef __SANITIZE_ADDRESS__
#define BRV_IS_SANITIZED true
#endif
#ifndef BRV_IS_SANITIZED
#define BRV_IS_SANITIZED false
#endif

#endif
