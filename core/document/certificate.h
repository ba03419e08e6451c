/* Who says that an e-book is accessible. Nothing of it follows from the content: it is what the pack
 * says, since a program cannot certify what it wrote. */
#ifndef BRV_DOCUMENT_CERTIFICATE_H
#define BRV_DOCUMENT_CERTIFICATE_H

/* EPUB Accessibility 1.1, "Conformance reporting". */
typedef struct {
  const char *conforms_to;  /* "EPUB Accessibility 1.1 - WCAG 2.1 Level AA" */
  const char *certified_by; /* a name */
  const char *credential;   /* of who certifies: words, or an address; or NULL */
  const char *report;       /* an address; or NULL */
} brv_certificate;

#endif
