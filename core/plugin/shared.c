/* Sections that editions have in common are built once: where a tier's copy of a briefing's section
 * is like that of a tier before, and so is all that its plugin looked at beside it, what came of it
 * is copied.
 *
 * Plugins are pure, but only those that come with the program are known to be: with others every
 * edition builds its own, in a state in which nothing of another's can have been kept. */
#include "document/alike.h"
#include "plugin/internal.h"

struct brv_shared {
  GHashTable *sections;   /* id of a briefing -> GPtrArray of brv_shared_section * */
  const brv_edition *now; /* that is being built */
  GPtrArray *editions;    /* of const brv_edition *: all that were begun */
  GPtrArray *alike;       /* likewise: those that say the same of the pack as it */
};

brv_shared *brv_shared_new(void)
{
  brv_shared *shared = g_new0(brv_shared, 1);
  shared->sections =
      g_hash_table_new_full(g_str_hash, g_str_equal, NULL, (GDestroyNotify)g_ptr_array_unref);
  shared->alike = g_ptr_array_new();
  shared->editions = g_ptr_array_new();
  return shared;
}

void brv_shared_free(brv_shared *shared)
{
  if (!shared)
    return;
  g_hash_table_unref(shared->sections);
  g_ptr_array_unref(shared->alike);
  g_ptr_array_unref(shared->editions);
  g_free(shared);
}

/* What every call may be told of the pack (context-pack.c), but for its briefings. */
static bool are_packs_alike(const brv_edition *one, const brv_edition *other)
{
  return one->confidence == other->confidence &&
         brv_value_is_like(one->likelihood, other->likelihood) &&
         brv_value_is_like(one->grades, other->grades) &&
         brv_value_is_like(one->options, other->options);
}

void brv_shared_begin(brv_shared *shared, const brv_edition *edition)
{
  shared->now = edition;
  g_ptr_array_set_size(shared->alike, 0);
  for (guint i = 0; i < shared->editions->len; i++)
    if (are_packs_alike(shared->editions->pdata[i], edition))
      g_ptr_array_add(shared->alike, shared->editions->pdata[i]);
  g_ptr_array_add(shared->editions, (void *)edition);
}

static bool is_reference_alike(const brv_reference *one, const brv_reference *other)
{
  const char *const a[] = {one->id,  one->title, one->publisher,    one->author, one->date,
                           one->url, one->grade, one->derived_from, one->note};
  const char *const b[] = {other->id,     other->title,        other->publisher,
                           other->author, other->date,         other->url,
                           other->grade,  other->derived_from, other->note};
  for (gsize i = 0; i < G_N_ELEMENTS(a); i++)
    if (g_strcmp0(a[i], b[i]) != 0)
      return false;
  return one->pending == other->pending;
}

static bool are_references_alike(const brv_briefing *one, const brv_briefing *other)
{
  guint count = one->references ? one->references->len : 0;
  if (count != (other->references ? other->references->len : 0))
    return false;
  for (guint i = 0; i < count; i++)
    if (!is_reference_alike(one->references->pdata[i], other->references->pdata[i]))
      return false;
  return true;
}

/* The briefing as a call sees it that looked at no more than `saw`. */
static bool are_briefings_alike(const brv_briefing *one, const brv_briefing *other, guint saw)
{
  return one->title == other->title && one->short_title == other->short_title &&
         one->kind == other->kind && one->date == other->date && one->language == other->language &&
         (!(saw & BRV_SAW_FRONT) || brv_value_is_like(one->front, other->front)) &&
         (!(saw & BRV_SAW_REFERENCES) || are_references_alike(one, other));
}

const brv_shared_section *brv_shared_find(const brv_shared *shared, const brv_section_info *info,
                                          const brv_briefing *briefing, const brv_node *authored)
{
  const GPtrArray *known = g_hash_table_lookup(shared->sections, briefing->id);
  for (guint i = 0; known && i < known->len; i++) {
    const brv_shared_section *s = known->pdata[i];
    if (s->info == info && g_ptr_array_find(shared->alike, s->edition, NULL) &&
        brv_node_is_like(s->authored, authored) &&
        are_briefings_alike(s->briefing, briefing, s->saw))
      return s;
  }
  return NULL;
}

void brv_shared_keep(brv_shared *shared, brv_shared_section *section)
{
  if (section->saw & (BRV_SAW_REST | BRV_SAW_BRIEFINGS))
    return;
  section->edition = shared->now;
  GPtrArray *known = g_hash_table_lookup(shared->sections, section->briefing->id);
  if (!known) {
    known = g_ptr_array_new();
    g_hash_table_insert(shared->sections, (char *)section->briefing->id, known);
  }
  g_ptr_array_add(known, section);
}
