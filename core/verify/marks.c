/* Marked content: what is opened, closed, claimed, and left without a mark. */
#include <string.h>

#include "verify/content.h"

/* More open sequences than this are not kept. */
enum { DEEPEST = 2000 };

bool brv_content_is_artifact(const brv_content *c)
{
  for (guint i = 0; i < c->marks->len; i++)
    if (g_array_index(c->marks, brv_mark, i).is_artifact)
      return true;
  return false;
}

bool brv_content_is_tagged(const brv_content *c)
{
  for (guint i = 0; i < c->marks->len; i++)
    if (g_array_index(c->marks, brv_mark, i).is_tagged)
      return true;
  return false;
}

bool brv_content_has_actual(const brv_content *c)
{
  for (guint i = 0; i < c->marks->len; i++)
    if (g_array_index(c->marks, brv_mark, i).has_actual)
      return true;
  return false;
}

const char *brv_content_language(const brv_content *c)
{
  for (guint i = c->marks->len; i > 0; i--)
    if (g_array_index(c->marks, brv_mark, i - 1).language)
      return g_array_index(c->marks, brv_mark, i - 1).language;
  return c->audit->language;
}

void brv_content_needs_mark(brv_content *c, const char *kind)
{
  if (!c->is_exempt && !brv_content_is_artifact(c) && !brv_content_is_tagged(c))
    brv_audit_fault(c->audit, BRV_UNTAGGED_FAULT, brv_content_spot(c), "%s", kind);
}

static const char *text_of(const brv_content *c, const brv_obj *list, const char *key)
{
  return brv_obj_string(brv_obj_get(c->audit->pdf, list, key));
}

/* A Span's own texts need a language. */
static void check_texts(brv_content *c, const brv_mark *mark, const brv_obj *list)
{
  bool has_text = text_of(c, list, "Alt") || text_of(c, list, "E") || mark->has_actual;
  if (has_text && strcmp(mark->tag, "Span") == 0 && !mark->language && !brv_content_language(c))
    brv_audit_fault(c->audit, BRV_LANG_ALT_FAULT, brv_content_spot(c), "marked content %s",
                    mark->tag);
  const char *language = text_of(c, list, "Lang");
  if (language && *language && !brv_is_language_tag(language))
    brv_audit_fault(c->audit, BRV_LANG_TAG_FAULT, brv_content_spot(c), "\"%s\"", language);
}

/* Whether the parent tree gives for a page's (or stream's) marked content the element that claims
 * it. */
static void check_sums(brv_content *c, gint64 mcid, const brv_element *element)
{
  brv_audit *a = c->audit;
  const brv_obj *key = brv_obj_get(a->pdf, c->container, "StructParents");
  const brv_obj *list =
      key->type == BRV_OBJ_INT
          ? g_hash_table_lookup(a->tree->parents, GSIZE_TO_POINTER((gsize)key->integer))
          : NULL;
  const brv_obj *dict =
      list && mcid >= 0 && mcid < G_MAXINT ? brv_obj_item(a->pdf, list, (guint)mcid) : NULL;
  if (dict != element->dict)
    brv_audit_fault(a, BRV_PARENT_TREE_FAULT, brv_content_spot(c), "MCID %d", (int)mcid);
}

static void find_element(brv_content *c, brv_mark *mark, gint64 mcid)
{
  brv_audit *a = c->audit;
  if (!a->tree || mcid < 0)
    return;
  brv_claim_met(c, mcid);
  const brv_element *element = brv_tree_claim(a->tree, c->container, mcid);
  if (!element) {
    if (!mark->is_artifact)
      brv_audit_fault(a, BRV_CLAIMED_NONE_FAULT, brv_content_spot(c), "MCID %d", (int)mcid);
    return;
  }
  mark->is_tagged = true;
  mark->mcid = mcid;
  if (!mark->language)
    mark->language = brv_element_language(element);
  for (const brv_element *e = element; e; e = e->parent)
    mark->has_actual |= e->actual != NULL;
  check_sums(c, mcid, element);
}

static void check_nesting(brv_content *c, const brv_mark *mark)
{
  if (mark->is_artifact && brv_content_is_tagged(c))
    brv_audit_fault(c->audit, BRV_ARTIFACT_IN_TAGGED_FAULT, brv_content_spot(c), NULL);
  if (mark->is_tagged && brv_content_is_artifact(c))
    brv_audit_fault(c->audit, BRV_TAGGED_IN_ARTIFACT_FAULT, brv_content_spot(c), NULL);
}

/* Marked content parts words, and may have texts of its own. */
static void say_mark(const brv_content *c, const brv_obj *list)
{
  static const char *const keys[] = {"ActualText", "Alt", "E"};
  GString *out = brv_content_page_text(c);
  for (guint i = 0; out && i < G_N_ELEMENTS(keys); i++) {
    const char *text = text_of(c, list, keys[i]);
    if (text)
      g_string_append_printf(out, "\n%s\n", text);
  }
  if (out)
    g_string_append_c(out, '\n');
}

static void free_text(void *text)
{
  g_string_free(text, TRUE);
}

static GString *transcript_of(brv_content *c, gint64 mcid)
{
  GHashTable *texts = g_hash_table_lookup(c->audit->transcript, c->container);
  if (!texts) {
    texts = g_hash_table_new(NULL, NULL);
    g_hash_table_insert(c->audit->transcript, (void *)c->container, texts);
  }
  void *key = GSIZE_TO_POINTER((gsize)mcid);
  GString *text = g_hash_table_lookup(texts, key);
  if (!text) {
    text = g_string_new(NULL);
    brv_arena_own(c->audit->arena, text, free_text);
    g_hash_table_insert(texts, key, text);
  }
  return text;
}

/* `actuals`: how many of the marks may have an ActualText that is not this one. */
static void transcribe(brv_content *c, const char *words, guint actuals)
{
  const brv_mark *claimed = NULL;
  if (!c->audit->transcript)
    return;
  for (guint i = 0; i < c->marks->len; i++) {
    const brv_mark *mark = &g_array_index(c->marks, brv_mark, i);
    if (mark->is_artifact || (i < actuals && mark->actual))
      return;
    claimed = mark->is_tagged ? mark : claimed;
  }
  if (claimed)
    g_string_append(transcript_of(c, claimed->mcid), words);
}

void brv_content_transcribe(brv_content *c, const char *text)
{
  transcribe(c, text, c->marks->len);
}

void brv_content_open(brv_content *c, const GPtrArray *operands)
{
  const brv_obj *tag = operands->len ? operands->pdata[0] : &brv_obj_null;
  const brv_obj *list = operands->len > 1 ? operands->pdata[1] : &brv_obj_null;
  if (list->type == BRV_OBJ_NAME)
    list = brv_content_resource(c, "Properties", list->text);
  say_mark(c, list);
  brv_mark mark = {.tag = brv_arena_strdup(c->audit->arena, brv_obj_name(tag))};
  mark.is_artifact = strcmp(mark.tag, "Artifact") == 0;
  mark.actual = brv_arena_strdup(c->audit->arena, text_of(c, list, "ActualText"));
  mark.has_actual = mark.actual;
  mark.language = brv_arena_strdup(c->audit->arena, text_of(c, list, "Lang"));
  gint64 mcid = brv_obj_int(brv_obj_get(c->audit->pdf, list, "MCID"), -1);
  find_element(c, &mark, mcid);
  check_texts(c, &mark, list);
  check_nesting(c, &mark);
  if (c->marks->len >= DEEPEST)
    return;
  g_array_append_val(c->marks, mark);
  if (mark.actual)
    transcribe(c, mark.actual, c->marks->len - 1);
}

void brv_content_close(brv_content *c)
{
  say_mark(c, &brv_obj_null);
  if (c->marks->len > c->marks_below)
    g_array_set_size(c->marks, c->marks->len - 1);
  else
    brv_audit_fault(c->audit, BRV_MARKS_OPEN_FAULT, brv_content_spot(c), "EMC without its opening");
}
