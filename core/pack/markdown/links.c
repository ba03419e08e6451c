#include <string.h>

#include "base/url.h"
#include "pack/images.h"
#include "pack/markdown/reader.h"

/* The nearest name among the files of contents, as `file` would call one beside it. */
static const char *nearest_file(brv_md *md, const char *name)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new();
  for (guint i = 0; i < md->pack->briefings->len; i++)
    g_ptr_array_add(names, (void *)((const brv_briefing *)md->pack->briefings->pdata[i])->file);
  g_ptr_array_add(names, NULL);
  return brv_did_you_mean(md->arena, name, (const char *const *)names->pdata);
}

static const char *to_file(brv_md *md, const char *path, const char *anchor, brv_place place)
{
  const char *name = brv_folder_resolve(md->arena, md->file, path, place, md->diags);
  if (!name)
    return NULL;
  const brv_briefing *briefing = brv_pack_briefing(md->pack, name);
  if (briefing && anchor && *anchor)
    return brv_arena_printf(md->arena, "pack:%s#%s", briefing->id, anchor);
  if (briefing)
    return brv_arena_printf(md->arena, "pack:%s", briefing->id);
  if (brv_folder_has(md->pack->folder, name))
    brv_report(md->diags, BRV_BAD_LINK, place, "links lead to briefings that contents lists",
               "\"%s\" stands nowhere in contents", name);
  else
    brv_report(md->diags, BRV_BAD_LINK, place, nearest_file(md, name), "there is no file \"%s\"",
               name);
  return NULL;
}

static const char *to_anchor(brv_md *md, const char *anchor, brv_place place)
{
  if (md->briefing && *anchor)
    return brv_arena_printf(md->arena, "pack:%s#%s", md->briefing, anchor);
  brv_report(md->diags, BRV_BAD_LINK, place, "name what it leads to", "this link leads nowhere");
  return NULL;
}

static bool is_address(const char *url)
{
  return brv_url_is_address(url) && !strpbrk(url, " \t\r\n<>\"");
}

const char *brv_md_link_target(brv_md *md, const char *url, brv_place place)
{
  if (is_address(url))
    return brv_arena_strdup(md->arena, url);
  if (!*url || *url == '#')
    return to_anchor(md, *url ? url + 1 : "", place);
  if (strlen(url) > BRV_URL_MOST) {
    brv_report(md->diags, BRV_BAD_LINK, place, "link to a shorter address",
               "an address of more than %d bytes", BRV_URL_MOST);
    return NULL;
  }
  g_autofree char *scheme = g_uri_parse_scheme(url);
  if (scheme && brv_url_is_web(url)) {
    brv_report(md->diags, BRV_BAD_LINK, place,
               "behind // stands a host, as in https://example.org/",
               "\"%s\" is no address: its host cannot be", url);
    return NULL;
  }
  if (scheme) {
    brv_report(md->diags, BRV_BAD_LINK, place, "addresses begin with https:, http: or mailto:",
               "\"%s\" is no address that can be opened", url);
    return NULL;
  }
  g_autofree char *plain = g_uri_unescape_string(url, NULL);
  char *path = plain ? plain : (char *)url;
  char *hash = strchr(path, '#');
  if (!hash || !plain)
    return to_file(md, path, NULL, place);
  *hash = '\0';
  return to_file(md, path, hash + 1, place);
}

const brv_asset *brv_md_image(brv_md *md, const char *url, brv_place place)
{
  g_autofree char *plain = g_uri_unescape_string(url, NULL);
  const char *path = brv_folder_resolve(md->arena, md->file, plain ? plain : url, place, md->diags);
  return path ? brv_pack_image(md->pack, path, place, md->diags) : NULL;
}
