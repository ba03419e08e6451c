#include "typeset/missing.h"

#include <glib-object.h>
#include <string.h>

/* What the program takes by itself where Debian's packages are installed. */
static const char OWN_SCRIPTS[] =
    "|arabic|armenian|bengali|cyrillic|devanagari|ethiopic|georgian|greek|hebrew|latin|tamil|thai|";
static const char CJK_SCRIPTS[] = "|han|hiragana|katakana|hangul|bopomofo|";

/* Scripts whose only Noto face is one with serifs, and those that Debian has no Noto face of. */
static const char SERIF_SCRIPTS[] = "|ahom|dogra|nyiakeng-puachue-hmong|tangut|tibetan|yezidi|";
static const char NO_NOTO[] =
    "|braille|common|inherited|nandinagari|sign-writing|unknown|"
    "elymaic|chorasmian|dives-akuru|khitan-small-script|cypro-minoan|old-uyghur|toto|vithkuqi|";

static bool is_listed(const char *list, const char *script)
{
  g_autofree char *entry = g_strconcat("|", script, "|", NULL);
  return strstr(list, entry) != NULL;
}

/* "old-persian"; "unknown" for what GLib does not name. */
static const char *script_of(gunichar c)
{
  GEnumClass *scripts = g_type_class_ref(G_TYPE_UNICODE_SCRIPT);
  const GEnumValue *value = g_enum_get_value(scripts, (int)g_unichar_get_script(c));
  g_type_class_unref(scripts); /* the names are static */
  return value ? value->value_nick : "unknown";
}

/* "Old Persian", or "OldPersian" as fonts are named. */
static char *title_of(const char *script, bool apart)
{
  GString *title = g_string_new(NULL);
  bool start = true;
  for (; *script; script++) {
    if (*script == '-') {
      start = true;
      if (apart)
        g_string_append_c(title, ' ');
      continue;
    }
    g_string_append_c(title, start ? g_ascii_toupper(*script) : *script);
    start = false;
  }
  return g_string_free(title, FALSE);
}

static bool is_private(gunichar c)
{
  return g_unichar_type(c) == G_UNICODE_PRIVATE_USE;
}

/* Pictures, flags and the signs that join them. */
static bool is_emoji(gunichar c)
{
  return (c >= 0x1F1E6 && c <= 0x1F1FF) || (c >= 0x1F300 && c <= 0x1FAFF) || c == 0xFE0F ||
         c == 0x200D;
}

char *brv_missing_name(gunichar c)
{
  char letter[7] = {0};
  const char *script = script_of(c);
  g_autofree char *title = title_of(script, true);
  g_unichar_to_utf8(c, letter);
  if (is_private(c))
    return g_strdup_printf("U+%04X (for private use)", c);
  if (!g_unichar_isdefined(c))
    return g_strdup_printf("U+%04X (assigned to nothing)", c);
  const char *kind = is_emoji(c) ? "an emoji" : is_listed(NO_NOTO, script) ? "a symbol" : title;
  return g_strdup_printf("U+%04X (%s, %s)", c, g_unichar_isprint(c) ? letter : "unseen", kind);
}

static char *way_out(gunichar c)
{
  const char *script = script_of(c);
  g_autofree char *title = title_of(script, false);
  if (is_private(c))
    return g_strdup("add the font that gives it a shape to the pack's fonts/");
  if (!g_unichar_isdefined(c))
    return g_strdup("write it otherwise");
  if (is_emoji(c))
    return g_strdup("colours of emoji cannot be set: use an image, or say it in words; in black "
                    "Symbola_hint.ttf of Debian's fonts-symbola has it, in the pack's fonts/");
  if (is_listed(CJK_SCRIPTS, script))
    return g_strdup("install Debian's fonts-noto-cjk; for a rare one put HanaMinB.ttf of "
                    "fonts-hanazono into the pack's fonts/");
  if (is_listed(OWN_SCRIPTS, script))
    return g_strdup("install Debian's fonts-noto-core, or add a font that has it to the pack's "
                    "fonts/");
  if (is_listed(NO_NOTO, script))
    return g_strdup("put Symbola_hint.ttf of Debian's fonts-symbola, or another font that has it, "
                    "into the pack's fonts/");
  return g_strdup_printf("put Noto%s%s-Regular.ttf of Debian's fonts-noto-core into the pack's "
                         "fonts/",
                         is_listed(SERIF_SCRIPTS, script) ? "Serif" : "Sans", title);
}

char *brv_missing_help(gunichar c, guint count)
{
  char *help = way_out(c);
  if (count < 2)
    return help;
  char *whole = g_strdup_printf("%s (it stands in %u places)", help, count);
  g_free(help);
  return whole;
}

/* --- what is missing --- */

typedef struct {
  gunichar c;
  guint count;
  brv_place place; /* the first */
} entry;

/* One of the places where it stands. */
typedef struct {
  gunichar c;
  const brv_node *leaf;
  guint offset;
} spot;

struct brv_missing {
  GHashTable *entries; /* character -> entry */
  GHashTable *seen;    /* of spot: those below */
  GPtrArray *spots;    /* of spot *, as they were noted */
};

static guint hash_spot(const void *at)
{
  const spot *s = at;
  return g_direct_hash(s->leaf) * 31 + s->offset * 7 + s->c;
}

static gboolean same_spot(const void *one, const void *other)
{
  const spot *a = one, *b = other;
  return a->c == b->c && a->leaf == b->leaf && a->offset == b->offset;
}

brv_missing *brv_missing_new(void)
{
  brv_missing *missing = g_new0(brv_missing, 1);
  missing->entries = g_hash_table_new_full(NULL, NULL, NULL, g_free);
  missing->seen = g_hash_table_new(hash_spot, same_spot);
  missing->spots = g_ptr_array_new_with_free_func(g_free);
  return missing;
}

void brv_missing_free(brv_missing *missing)
{
  if (!missing)
    return;
  g_hash_table_unref(missing->entries);
  g_hash_table_unref(missing->seen);
  g_ptr_array_unref(missing->spots);
  g_free(missing);
}

static const char *find_again(const char *text, gsize length, const char *letter, guint times)
{
  const char *end = text + length;
  for (const char *at = text; (at = g_strstr_len(at, end - at, letter)); at += strlen(letter))
    if (times-- == 0)
      return at;
  return NULL;
}

/* Where it stands first in the source: what a running head or the cover says was written somewhere
 * in it. */
static brv_place place_in_source(brv_place place, const char *letter)
{
  const char *text = brv_source_text(place.source), *found = strstr(text, letter);
  if (found)
    place = (brv_place){.source = place.source,
                        .offset = (guint32)(found - text),
                        .length = (guint32)strlen(letter)};
  return place;
}

const brv_node *brv_missing_block(const brv_node *one, const brv_node *other, gunichar c)
{
  char letter[7] = {0};
  g_unichar_to_utf8(c, letter);
  const brv_source *source = one ? one->place.source : NULL;
  return source && strstr(brv_source_text(source), letter) ? one : other;
}

/* What was typed may be longer or shorter than what is printed, but the characters that no font has
 * are the same, in the same order. */
static brv_place place_in(const brv_node *leaf, guint offset, gunichar c)
{
  brv_place place = leaf->place;
  char letter[7] = {0};
  guint times = 0;
  g_unichar_to_utf8(c, letter);
  if (!place.source)
    return place;
  if (!leaf->text || offset > strlen(leaf->text))
    return place_in_source(place, letter);
  for (const char *at = leaf->text; (at = strstr(at, letter)) && at < leaf->text + offset;
       at += strlen(letter))
    times++;
  const char *text = brv_source_text(place.source) + place.offset;
  const char *found = find_again(text, place.length, letter, times);
  return found ? brv_place_part(place, (guint32)(found - text), (guint32)strlen(letter))
               : place_in_source(place, letter);
}

void brv_missing_add(brv_missing *missing, gunichar c, const brv_node *leaf, guint offset)
{
  const spot here = {c, leaf, offset};
  if (g_hash_table_contains(missing->seen, &here))
    return;
  g_ptr_array_add(missing->spots, g_memdup2(&here, sizeof here));
  g_hash_table_add(missing->seen, missing->spots->pdata[missing->spots->len - 1]);
  brv_place place = leaf ? place_in(leaf, offset, c) : BRV_NO_PLACE;
  entry *e = g_hash_table_lookup(missing->entries, GUINT_TO_POINTER(c));
  if (!e) {
    e = g_new0(entry, 1);
    *e = (entry){.c = c, .place = place};
    g_hash_table_insert(missing->entries, GUINT_TO_POINTER(c), e);
  }
  e->count++;
  if (!e->place.source || (place.source && brv_place_compare(place, e->place) < 0))
    e->place = place;
}

void brv_missing_each(const brv_missing *missing,
                      void (*visit)(gunichar c, const brv_node *leaf, guint offset, void *data),
                      void *data)
{
  for (guint i = 0; i < missing->spots->len; i++) {
    const spot *s = missing->spots->pdata[i];
    visit(s->c, s->leaf, s->offset, data);
  }
}

static int by_place(const void *a, const void *b)
{
  const entry *one = *(entry *const *)a, *other = *(entry *const *)b;
  int order = brv_place_compare(one->place, other->place);
  return order ? order : (one->c > other->c) - (one->c < other->c);
}

void brv_missing_report(brv_missing *missing, brv_diags *diags)
{
  g_autoptr(GPtrArray) entries = g_ptr_array_new();
  GHashTableIter iter;
  gpointer value;
  g_hash_table_iter_init(&iter, missing->entries);
  while (g_hash_table_iter_next(&iter, NULL, &value))
    g_ptr_array_add(entries, value);
  g_ptr_array_sort(entries, by_place);
  for (guint i = 0; i < entries->len; i++) {
    const entry *e = entries->pdata[i];
    g_autofree char *name = brv_missing_name(e->c), *help = brv_missing_help(e->c, e->count);
    brv_report(diags, BRV_MISSING_GLYPH, e->place, help, "no font has the character %s", name);
  }
}
