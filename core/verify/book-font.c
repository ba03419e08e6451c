#include <hb.h>
#include <string.h>

#include "verify/book-face.h"

/* The fonts that a book carries: rules that make them known, the files that they lead to, the
 * letters in these, and what their makers allow. */

static bool is_font_type(const char *type)
{
  static const char *const types[] = {"application/vnd.ms-opentype", "font/otf", "font/ttf", NULL};
  return type && g_strv_contains(types, type);
}

static bool is_font_file(const brv_book_entry *entry)
{
  static const char *const endings[] = {".otf", ".ttf", ".ttc", ".woff", ".woff2"};
  bool is = entry->media_type &&
            (g_str_has_prefix(entry->media_type, "font/") ||
             strstr(entry->media_type, "opentype") || strstr(entry->media_type, "font-"));
  for (guint i = 0; !is && i < G_N_ELEMENTS(endings); i++)
    is = g_str_has_suffix(entry->name, endings[i]);
  return is;
}

/* --- rules --- */

typedef struct {
  brv_book_audit *audit;
  const brv_book_entry *sheet;
  GHashTable *families; /* that rules make known, in small letters */
  GHashTable *used;     /* brv_book_entry that a rule leads to */
  hb_set_t *shown;      /* characters that the sheets write */
} rules;

/* "url(fonts/1.otf)" -> "fonts/1.otf". */
static char *target_of(const char *source)
{
  const char *open = strstr(source, "url("), *close = open ? strchr(open, ')') : NULL;
  char *target = close ? g_strndup(open + 4, (gsize)(close - open - 4)) : g_strdup("");
  g_strdelimit(target, "\"'", ' ');
  return g_strstrip(target);
}

static void read_source(const rules *r, const char *source)
{
  g_autofree char *target = target_of(source);
  brv_book_entry *entry = brv_book_target(r->audit, r->sheet, target, NULL);
  if (!entry || !entry->id || !is_font_file(entry))
    brv_book_fault(r->audit, BRV_BOOK_FONT_RULE, r->sheet, NULL, "%s", source);
  else
    g_hash_table_add(r->used, entry);
}

/* A family as it is compared: without quotation marks, in small letters. */
static char *plain_family(const char *name)
{
  char *plain = g_ascii_strdown(name, -1);
  g_strdelimit(plain, "\"'", ' ');
  return g_strstrip(plain);
}

static void read_rule(const char *selector, const char *property, const char *value, void *data)
{
  const rules *r = data;
  if (strcmp(selector, "@font-face") != 0)
    return;
  if (strcmp(property, "font-family") == 0)
    g_hash_table_add(r->families, plain_family(value));
  else if (strcmp(property, "src") == 0)
    read_source(r, value);
}

/* Whoever has none of the book's faces has the one at the end. */
static void check_families(const rules *r, const char *value)
{
  static const char *const generic[] = {"serif",   "sans-serif", "monospace", "cursive",
                                        "fantasy", "inherit",    NULL};
  g_auto(GStrv) names = g_strsplit(value, ",", -1);
  guint count = g_strv_length(names);
  for (guint i = 0; i < count; i++) {
    g_autofree char *plain = plain_family(names[i]);
    bool is_generic = g_strv_contains(generic, plain);
    bool fine = i + 1 == count ? is_generic : g_hash_table_contains(r->families, plain);
    if (!fine)
      brv_book_fault(r->audit, BRV_BOOK_FONT_FALLBACK, r->sheet, NULL, "%s", value);
  }
}

/* `"\2013 "`: a mark that stands before the items of a list. */
static void add_written(hb_set_t *shown, const char *value)
{
  for (const char *at = value; (at = strchr(at, '\\'));)
    hb_set_add(shown, (hb_codepoint_t)g_ascii_strtoull(at + 1, (char **)&at, 16));
}

static void read_use(const char *selector, const char *property, const char *value, void *data)
{
  const rules *r = data;
  if (strcmp(property, "content") == 0)
    add_written(r->shown, value);
  else if (strcmp(property, "font-family") == 0 && strcmp(selector, "@font-face") != 0)
    check_families(r, value);
}

static void read_sheets(rules *r, brv_css_visitor visit)
{
  for (guint i = 0; i < r->audit->entries->len; i++) {
    r->sheet = r->audit->entries->pdata[i];
    if (g_strcmp0(r->sheet->media_type, "text/css") == 0)
      brv_book_each_declaration(r->sheet->bytes, visit, r);
  }
}

/* --- letters --- */

static void add_letters(hb_set_t *letters, const char *text)
{
  for (const char *at = text; *at; at = g_utf8_next_char(at))
    if (!g_unichar_iscntrl(g_utf8_get_char(at)))
      hb_set_add(letters, g_utf8_get_char(at));
}

/* The characters of the book's texts; `shown` has also the capitals that a sheet makes of them. */
static hb_set_t *read_letters(const brv_book_audit *audit, hb_set_t *shown)
{
  hb_set_t *letters = hb_set_create();
  for (guint i = 0; i < audit->spine->len; i++) {
    const brv_book_entry *entry = audit->spine->pdata[i];
    xmlNode *root = entry->doc ? xmlDocGetRootElement(entry->doc) : NULL;
    xmlChar *text = root ? xmlNodeGetContent(root) : NULL;
    if (!text)
      continue;
    g_autofree char *capitals = g_utf8_strup((const char *)text, -1);
    add_letters(letters, (const char *)text);
    add_letters(shown, capitals);
    xmlFree(text);
  }
  return letters;
}

/* What readers write by themselves: spaces, hyphens, numbers and marks of lists; and the capital
 * that Turkish has for i. */
static const char OF_READERS[] = " \302\240\302\255-\342\200\2200123456789.\342\200\242\304\260";

/* A face has letters and digits of ASCII all or none; it has nothing that is nowhere shown. */
static void check_letters(brv_book_audit *audit, const brv_book_entry *entry,
                          const brv_book_face *face, const hb_set_t *text, const hb_set_t *shown)
{
  bool latin = false;
  for (hb_codepoint_t c = 'A'; c <= 'z' && !latin; c++)
    latin = g_ascii_isalpha((char)c) && hb_set_has(face->letters, c);
  for (hb_codepoint_t c = '0'; latin && c <= 'z'; c++)
    if (g_ascii_isalnum((char)c) && hb_set_has(text, c) && !hb_set_has(face->letters, c))
      brv_book_fault(audit, BRV_BOOK_FONT_LETTERS, entry, NULL, "%c", (char)c);
  for (hb_codepoint_t c = HB_SET_VALUE_INVALID; hb_set_next(face->letters, &c);)
    if (!hb_set_has(shown, c))
      brv_book_fault(audit, BRV_BOOK_FONT_STRAY, entry, NULL, "U+%04X", c);
}

/* --- rights --- */

static void check_names(brv_book_audit *audit, const brv_book_entry *entry,
                        const brv_book_face *face)
{
  for (guint i = 0; i < face->reserved->len; i++) {
    const char *reserved = face->reserved->pdata[i];
    for (guint k = 0; k < face->names->len; k++) {
      const char *name = face->names->pdata[k];
      g_autofree char *folded = g_utf8_casefold(name, -1), *looked = g_utf8_casefold(reserved, -1);
      if (strstr(folded, looked))
        brv_book_fault(audit, BRV_BOOK_FONT_NAME, entry, NULL, "%s", name);
    }
  }
}

/* The texts of the book that are no pages: a licence is one. */
static bool some_text_has(const brv_book_audit *audit, const char *words)
{
  for (guint i = 0; i < audit->entries->len; i++) {
    const brv_book_entry *entry = audit->entries->pdata[i];
    if (g_strcmp0(entry->media_type, "text/plain") == 0 && strstr(entry->bytes, words))
      return true;
  }
  return false;
}

static bool package_tells(const brv_book_audit *audit, const brv_book_entry *entry,
                          const char *copyright)
{
  g_autoptr(GPtrArray) found =
      brv_book_find(audit->package, NULL, "//opf:meta[@property='dcterms:rights'][@refines]");
  for (guint i = 0; i < found->len; i++) {
    const char *of = brv_book_attribute(audit, found->pdata[i], "refines");
    if (*of == '#' && g_strcmp0(of + 1, entry->id) == 0)
      return strcmp(brv_book_words(audit, found->pdata[i]),
                    brv_book_single_spaced(audit, copyright)) == 0;
  }
  return false;
}

static bool is_open(const brv_book_face *face)
{
  return (face->licence && strstr(face->licence, "SIL Open Font License")) ||
         (face->licence_url && strstr(face->licence_url, "OFL"));
}

/* What a font says of its makers and licence stands in the book as it says it; the SIL's licence
 * (1.1) stands there whole. */
static void check_licence(brv_book_audit *audit, const brv_book_entry *entry,
                          const brv_book_face *face)
{
  static const char HEAD[] = "SIL OPEN FONT LICENSE Version 1.1",
                    END[] = "DEALINGS IN THE FONT SOFTWARE.";
  if (face->copyright &&
      (!package_tells(audit, entry, face->copyright) || !some_text_has(audit, face->copyright)))
    brv_book_fault(audit, BRV_BOOK_FONT_LICENCE, entry, NULL, "%s", face->copyright);
  if ((face->licence && !some_text_has(audit, face->licence)) ||
      (face->licence_url && !some_text_has(audit, face->licence_url)))
    brv_book_fault(audit, BRV_BOOK_FONT_LICENCE, entry, NULL, NULL);
  if (is_open(face) && (!some_text_has(audit, HEAD) || !some_text_has(audit, END)))
    brv_book_fault(audit, BRV_BOOK_FONT_LICENCE, entry, NULL, "SIL Open Font License");
}

static void check_rights(brv_book_audit *audit, const brv_book_entry *entry,
                         const brv_book_face *face)
{
  if (face->rights != 0)
    brv_book_fault(audit, BRV_BOOK_FONT_RIGHTS, entry, NULL,
                   face->rights < 0 ? "no OS/2 table" : "fsType 0x%04x", (guint)face->rights);
}

/* --- files --- */

static void check_file(brv_book_audit *audit, const brv_book_entry *entry, const rules *r,
                       const hb_set_t *text)
{
  brv_book_face *face = brv_book_face_open(audit->arena, entry->bytes, entry->length);
  if (!face || !is_font_type(entry->media_type)) {
    brv_book_fault(audit, BRV_BOOK_FONT_FILE, entry, NULL, "%s",
                   face ? entry->media_type : "it cannot be read");
    return;
  }
  if (!g_hash_table_contains(r->used, entry))
    brv_book_fault(audit, BRV_BOOK_FONT_RULE, entry, NULL, "no rule leads to it");
  check_letters(audit, entry, face, text, r->shown);
  check_names(audit, entry, face);
  check_licence(audit, entry, face);
  check_rights(audit, entry, face);
}

void brv_book_audit_fonts(brv_book_audit *audit)
{
  static const char TOLD[] = "//opf:meta[@property='ibooks:specified-fonts'][.='true']";
  g_autoptr(GHashTable) families = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GHashTable) used = g_hash_table_new(NULL, NULL);
  hb_set_t *shown = hb_set_create(), *text = read_letters(audit, shown);
  rules r = {audit, NULL, families, used, shown};
  read_sheets(&r, read_rule);
  read_sheets(&r, read_use);
  hb_set_union(shown, text);
  add_letters(shown, OF_READERS);
  guint fonts = 0;
  for (guint i = 0; i < audit->entries->len; i++)
    if (is_font_file(audit->entries->pdata[i]) && ++fonts)
      check_file(audit, audit->entries->pdata[i], &r, text);
  if (fonts && !brv_book_first(audit->package, NULL, TOLD))
    brv_book_fault(audit, BRV_BOOK_FONT_UNTOLD, audit->package, NULL, NULL);
  hb_set_destroy(text);
  hb_set_destroy(shown);
}
