#include "document/document.h"

#include "base/dump.h"

void brv_document_dump(const brv_document *document, GString *out)
{
  g_string_append(out, "edition");
  brv_dump_pair(out, "title", document->title);
  brv_dump_pair(out, "number", document->number);
  brv_dump_pair(out, "date", document->date);
  brv_dump_pair(out, "language", document->language);
  brv_dump_pair(out, "tier", document->tier);
  g_string_append_c(out, '\n');
  for (guint i = 0; document->assets && i < document->assets->len; i++) {
    const brv_asset *asset = document->assets->pdata[i];
    g_string_append(out, "asset");
    brv_dump_pair(out, "path", asset->path);
    brv_dump_pair(out, "type", brv_asset_media_type(asset->kind));
    g_string_append_c(out, '\n');
  }
  brv_node_dump(document->root, out);
}
