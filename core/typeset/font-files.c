/* Which fonts there are: a configuration of fontconfig of our own. */
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "typeset/fonts-private.h"

/* Where Debian's fonts-noto-core and -ui-core put their files, and -cjk. */
static const char NOTO_FOLDER[] = "/usr/share/fonts/truetype/noto",
                  CJK_FOLDER[] = "/usr/share/fonts/opentype/noto";

/* For what Source does not have: the script's families, serif and sans. Only these are taken from
 * the Noto folders, so that a machine with more of them sets the same pages. */
const brv_script_families brv_noto[BRV_NOTO] = {
    {"Noto Serif", "Noto Sans"},
    {"Noto Naskh Arabic", "Noto Sans Arabic"},
    {"Noto Serif Hebrew", "Noto Sans Hebrew"},
    {"Noto Serif Devanagari", "Noto Sans Devanagari"},
    {"Noto Serif Thai", "Noto Sans Thai"},
    {"Noto Serif Armenian", "Noto Sans Armenian"},
    {"Noto Serif Georgian", "Noto Sans Georgian"},
    {"Noto Serif Bengali", "Noto Sans Bengali"},
    {"Noto Serif Tamil", "Noto Sans Tamil"},
    {"Noto Serif Ethiopic", "Noto Sans Ethiopic"},
};

/* "Noto Serif Thai": NotoSerifThai-Bold.ttf and its like. Every file of the folders is held against
 * every pattern, so that there is none too many. */
static void accept_family(GString *xml, const char *folder, const char *family)
{
  g_auto(GStrv) words = g_strsplit(family, " ", -1);
  g_autofree char *name = g_strjoinv(NULL, words);
  g_string_append_printf(xml, "<acceptfont><glob>%s/%s-*</glob></acceptfont>", folder, name);
}

/* Of the Noto folders nothing is taken but what is accepted by name. */
static void add_noto(GString *xml)
{
  static const char *const SYMBOL_FAMILIES[] = {"Noto Sans Math", "Noto Sans Symbols",
                                                "Noto Sans Symbols2"};
  static const char *const FOLDERS[] = {NOTO_FOLDER, CJK_FOLDER};
  for (gsize i = 0; i < G_N_ELEMENTS(FOLDERS); i++)
    g_string_append_printf(
        xml, "<dir>%s</dir><selectfont><rejectfont><glob>%s/*</glob></rejectfont></selectfont>",
        FOLDERS[i], FOLDERS[i]);
  g_string_append(xml, "<selectfont>");
  for (gsize i = 0; i < BRV_NOTO; i++) {
    accept_family(xml, NOTO_FOLDER, brv_noto[i].serif);
    accept_family(xml, NOTO_FOLDER, brv_noto[i].sans);
  }
  for (gsize i = 0; i < G_N_ELEMENTS(SYMBOL_FAMILIES); i++)
    accept_family(xml, NOTO_FOLDER, SYMBOL_FAMILIES[i]);
  accept_family(xml, CJK_FOLDER, "Noto Serif CJK");
  accept_family(xml, CJK_FOLDER, "Noto Sans CJK");
  g_string_append(xml, "</selectfont>");
}

/* Names that drawings made elsewhere use. Our own styles name real families, which these rules
 * leave alone. */
static const char ALIASES[] =
    "<alias binding=\"same\"><family>serif</family>"
    "<prefer><family>Source Serif 4</family></prefer></alias>"
    "<alias binding=\"same\"><family>Times New Roman</family>"
    "<prefer><family>Source Serif 4</family></prefer></alias>"
    "<alias binding=\"same\"><family>Georgia</family>"
    "<prefer><family>Source Serif 4</family></prefer></alias>"
    "<alias binding=\"same\"><family>monospace</family>"
    "<prefer><family>Source Code Pro</family></prefer></alias>"
    "<alias binding=\"same\"><family>Courier New</family>"
    "<prefer><family>Source Code Pro</family></prefer></alias>"
    "<match target=\"pattern\"><edit name=\"family\" mode=\"append_last\">"
    "<string>Source Sans 3</string></edit></match>";

/* Faces that are drawn larger on their body than Source is: how much smaller they are set, so that
 * scripts look of one size. Noto's Latin has an x-height of 0.536 of its size, Source Serif's of
 * 0.475; Chinese, Japanese and Korean fill their whole square. */
static const struct {
  const char *family;
  double scale;
} SCALES[] = {
    {"Noto Serif", 0.89},         {"Noto Sans", 0.91},           {"Noto Serif Armenian", 0.91},
    {"Noto Sans Armenian", 0.91}, {"Noto Serif Georgian", 0.91}, {"Noto Sans Georgian", 0.91},
    {"Noto Serif Hebrew", 0.95},  {"Noto Sans Hebrew", 0.95},    {"Noto Serif CJK SC", 0.94},
    {"Noto Serif CJK TC", 0.94},  {"Noto Serif CJK HK", 0.94},   {"Noto Serif CJK JP", 0.94},
    {"Noto Serif CJK KR", 0.94},  {"Noto Sans CJK SC", 0.94},    {"Noto Sans CJK TC", 0.94},
    {"Noto Sans CJK HK", 0.94},   {"Noto Sans CJK JP", 0.94},    {"Noto Sans CJK KR", 0.94},
};

static void add_scales(GString *xml)
{
  for (gsize i = 0; i < G_N_ELEMENTS(SCALES); i++) {
    char number[G_ASCII_DTOSTR_BUF_SIZE];
    g_ascii_dtostr(number, sizeof number, SCALES[i].scale);
    g_string_append_printf(xml,
                           "<match target=\"font\"><test name=\"family\"><string>%s</string></test>"
                           "<edit name=\"pixelsize\" mode=\"assign\"><times><name>pixelsize</name>"
                           "<double>%s</double></times></edit></match>",
                           SCALES[i].family, number);
  }
}

static char *configuration(const char *const *folders, const char *const *caches)
{
  GString *xml = g_string_new("<?xml version=\"1.0\"?><!DOCTYPE fontconfig SYSTEM \"fonts.dtd\">"
                              "<fontconfig>");
  for (gsize i = 0; folders[i]; i++) {
    g_autofree char *folder = g_markup_escape_text(folders[i], -1);
    g_string_append_printf(xml, "<dir>%s</dir>", folder);
  }
  add_noto(xml);
  g_string_append(xml, ALIASES);
  add_scales(xml);
  for (gsize i = 0; caches[i]; i++) {
    g_autofree char *cache = g_markup_escape_text(caches[i], -1);
    g_string_append_printf(xml, "<cachedir>%s</cachedir>", cache);
  }
  g_string_append(xml, "</fontconfig>");
  return g_string_free(xml, FALSE);
}

static FcConfig *load_with_caches(const char *const *folders, const char *const *caches)
{
  g_autofree char *xml = configuration(folders, caches);
  FcConfig *config = FcConfigCreate();
  if (FcConfigParseAndLoadFromMemory(config, (const FcChar8 *)xml, FcFalse) &&
      FcConfigBuildFonts(config))
    return config;
  FcConfigDestroy(config);
  return NULL;
}

static void remove_folder(const char *path)
{
  GDir *folder = g_dir_open(path, 0, NULL);
  for (const char *name; folder && (name = g_dir_read_name(folder));) {
    g_autofree char *file = g_build_filename(path, name, NULL);
    g_unlink(file);
  }
  if (folder)
    g_dir_close(folder);
  g_rmdir(path);
}

/* Fontconfig keeps what it found in the faces' files, sees by times and sizes what is stale or cut
 * off, and complains where it can keep nothing. So it gets a folder for this run where the reader's
 * own cannot be written; what lies in that is of use all the same. */
static FcConfig *load_files(const char *const *folders)
{
  g_autofree char *cache = g_build_filename(g_get_user_cache_dir(), "brevier", "fonts", NULL);
  const char *caches[3] = {cache};
  if (g_mkdir_with_parents(cache, 0755) == 0 && g_access(cache, W_OK) == 0)
    return load_with_caches(folders, caches);
  g_autofree char *once = g_dir_make_tmp("brevier-XXXXXX", NULL);
  caches[1] = once;
  FcConfig *config = load_with_caches(folders, caches);
  if (once)
    remove_folder(once);
  return config;
}

static void add_to_family(GHashTable *families, const char *family, FcPattern *face)
{
  g_autofree char *name = g_utf8_strdown(family, -1);
  FcFontSet *faces = g_hash_table_lookup(families, name);
  if (!faces) {
    faces = FcFontSetCreate();
    g_hash_table_insert(families, g_steal_pointer(&name), faces);
  }
  if (faces->nfont > 0 && faces->fonts[faces->nfont - 1] == face)
    return; /* it has the name twice */
  FcPatternReference(face);
  FcFontSetAdd(faces, face);
}

static GHashTable *list_families(FcConfig *config)
{
  GHashTable *families =
      g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)FcFontSetDestroy);
  const FcFontSet *all = FcConfigGetFonts(config, FcSetSystem);
  FcChar8 *name = NULL;
  for (int i = 0; all && i < all->nfont; i++)
    for (int k = 0; FcPatternGetString(all->fonts[i], FC_FAMILY, k, &name) == FcResultMatch; k++)
      add_to_family(families, (const char *)name, all->fonts[i]);
  return families;
}

brv_font_files *brv_font_files_new(const char *const *folders, brv_diags *diags)
{
  FcConfig *config = load_files(folders);
  if (!config) {
    brv_report(diags, BRV_MISSING_FONT, BRV_NO_PLACE, NULL, "the fonts cannot be read");
    return NULL;
  }
  brv_font_files *files = g_new0(brv_font_files, 1);
  files->config = config;
  files->families = list_families(config);
  return files;
}

void brv_font_files_free(brv_font_files *files)
{
  if (!files)
    return;
  g_hash_table_unref(files->families);
  FcConfigDestroy(files->config);
  g_free(files);
}

static void identify(const char *path, GString *out)
{
  struct stat about = {0};
  if (stat(path, &about) != 0)
    return;
  g_string_append_printf(out, "%s %" G_GINT64_FORMAT " %" G_GINT64_FORMAT ".%09ld\n", path,
                         (gint64)about.st_size, (gint64)about.st_mtim.tv_sec,
                         about.st_mtim.tv_nsec);
}

/* The faces of one file stand side by side. */
void brv_font_files_identify(const brv_font_files *files, GString *out)
{
  const FcFontSet *set = FcConfigGetFonts(files->config, FcSetSystem);
  const char *before = NULL;
  for (int i = 0; set && i < set->nfont; i++) {
    FcChar8 *path = NULL;
    FcPatternGetString(set->fonts[i], FC_FILE, 0, &path);
    if (path && g_strcmp0(before, (const char *)path) != 0)
      identify((const char *)path, out);
    before = (const char *)path;
  }
}
