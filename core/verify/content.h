/* Content streams: what they show, in which state, under which marks. Private to core/verify.
 *
 * ISO 32000-1, 8 to 9 and 14.6. A stream is run with the marks of what shows it; a form that is
 * shown again under marks of the same kind is not run again, so that forms within forms end. */
#ifndef BRV_VERIFY_CONTENT_H
#define BRV_VERIFY_CONTENT_H

#include "verify/lex.h"
#include "verify/structure.h"

/* One open marked-content sequence. */
typedef struct {
  const char *tag;
  bool is_artifact, is_tagged; /* tagged: claimed by an element */
  bool has_actual;
  gint64 mcid;          /* of a tagged one */
  const char *actual;   /* its own ActualText, or NULL */
  const char *language; /* its own, or its element's; or NULL */
} brv_mark;

/* The graphics state, so far as it is asked for. Colour spaces are as written: a name, or an array.
 */
typedef struct {
  const brv_obj *font; /* the dictionary, or null */
  int mode;            /* of text rendering */
  const brv_obj *fill, *stroke;
  bool overprints_fill, overprints_stroke;
  int overprint_mode;
} brv_ink;

typedef struct brv_content brv_content;
struct brv_content {
  brv_audit *audit;
  brv_arena *arena; /* of the run: operands */
  guint page;
  const char *what;          /* where on the page: "form X1", or NULL */
  const brv_obj *container;  /* the page or stream whose marked content it is */
  const brv_obj *resources;  /* its own, or the null object */
  const brv_content *caller; /* whose resources stand in for its own; NULL for a page */
  bool inherits;             /* the resources are those of a node above the page */
  bool is_exempt;            /* an annotation's looks: need no tags */
  GArray *marks;             /* of brv_mark */
  GArray *inks;              /* of brv_ink: q and Q */
  guint marks_below;         /* those of the caller */
  guint depth;
};

brv_spot brv_content_spot(const brv_content *content);
brv_ink *brv_content_ink(const brv_content *content);

/* Where what the page shows is kept, or NULL. */
GString *brv_content_page_text(const brv_content *content);

/* A named resource of a kind ("Font"), or null; what is taken from a caller is a fault. */
const brv_obj *brv_content_resource(brv_content *content, const char *kind, const char *name);

/* BMC, BDC, EMC. */
void brv_content_open(brv_content *content, const GPtrArray *operands);
void brv_content_close(brv_content *content);
/* Whether content that is shown now is within an artifact, or tagged. */
bool brv_content_is_artifact(const brv_content *content);
bool brv_content_is_tagged(const brv_content *content);
bool brv_content_has_actual(const brv_content *content);

/* Where a transcript is wanted: text of the innermost tagged content, unless an ActualText stands
 * for it. */
void brv_content_transcribe(brv_content *content, const char *text);
const char *brv_content_language(const brv_content *content);
/* Notes content that is neither. */
void brv_content_needs_mark(brv_content *content, const char *kind);

/* Notes that a page or stream has marked content of that number. */
void brv_claim_met(brv_content *content, gint64 mcid);

/* Operators that name resources. */
void brv_content_state(brv_content *content, const brv_obj *state);    /* gs */
void brv_content_xobject(brv_content *content, const brv_obj *object); /* Do */
void brv_content_image(brv_content *content, const brv_obj *image, bool is_inline);
void brv_content_colour(brv_content *content, const brv_obj *space, bool is_stroke);
void brv_content_intent(brv_content *content, const brv_obj *intent);

/* Runs a stream below another (a form, a pattern, a glyph): under its marks. */
void brv_content_run_below(brv_content *caller, const brv_obj *stream, const brv_obj *resources,
                           const char *what);

/* Whether an operator is one of ISO 32000-1's. */
bool brv_operator_is_known(const char *name);

/* Checks a JPEG 2000 image. */
void brv_audit_jpx(brv_audit *audit, const brv_obj *image, brv_spot spot);

#endif
