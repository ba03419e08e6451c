/* JPEG 2000 images: their boxes. ISO 19005-2, 6.2.8.3; ISO/IEC 15444-1, annex I. */
#include <string.h>

#include "verify/content.h"

enum { CIEJAB = 19, MOST_BITS = 38, BEST = 1, DEPTH = 4 };

typedef struct {
  brv_audit *audit;
  brv_spot spot;
  int channels, depth; /* of the image header; depth 0: differs by channel */
  guint spaces, best;
  bool has_header, has_depths;
  guint method;     /* of the space that counts: the best, or the first */
  guint enumerated; /* its number, or 0 */
} picture;

static guint32 number(const guint8 *bytes)
{
  return (guint32)bytes[0] << 24 | (guint32)bytes[1] << 16 | (guint32)bytes[2] << 8 | bytes[3];
}

static void read_header(picture *p, const guint8 *bytes, gsize length)
{
  if (length < 14)
    return;
  p->has_header = true;
  p->channels = bytes[8] << 8 | bytes[9];
  p->depth = bytes[10] == 255 ? 0 : (bytes[10] & 127) + 1;
}

static void read_space(picture *p, const guint8 *bytes, gsize length)
{
  if (length < 3)
    return;
  bool is_best = bytes[2] == BEST;
  p->best += is_best;
  if (!p->spaces++ || is_best) {
    p->method = bytes[0];
    p->enumerated = bytes[0] == 1 && length >= 7 ? number(bytes + 3) : 0;
  }
}

static void read_boxes(picture *p, const guint8 *bytes, gsize length, int depth)
{
  while (length >= 8) {
    gsize size = number(bytes), head = 8;
    if (size == 0 || size > length)
      size = length;
    if (size < head)
      return;
    if (memcmp(bytes + 4, "jp2h", 4) == 0 && depth < DEPTH)
      read_boxes(p, bytes + head, size - head, depth + 1);
    else if (memcmp(bytes + 4, "ihdr", 4) == 0)
      read_header(p, bytes + head, size - head);
    else if (memcmp(bytes + 4, "colr", 4) == 0)
      read_space(p, bytes + head, size - head);
    else if (memcmp(bytes + 4, "bpcc", 4) == 0)
      p->has_depths = true;
    bytes += size;
    length -= size;
  }
}

static void judge(const picture *p, bool has_space)
{
  brv_audit *a = p->audit;
  if (p->channels != 1 && p->channels != 3 && p->channels != 4)
    brv_audit_fault(a, BRV_JPX_CHANNELS_FAULT, p->spot, "%d", p->channels);
  if (p->has_depths || p->depth < 1 || p->depth > MOST_BITS)
    brv_audit_fault(a, BRV_JPX_DEPTH_FAULT, p->spot, NULL);
  if (has_space)
    return;
  if (p->spaces > 1 && p->best != 1)
    brv_audit_fault(a, BRV_JPX_SPACES_FAULT, p->spot, NULL);
  if (p->method < 1 || p->method > 3)
    brv_audit_fault(a, BRV_JPX_METHOD_FAULT, p->spot, "%u", p->method);
  if (p->enumerated == CIEJAB)
    brv_audit_fault(a, BRV_JPX_CIEJAB_FAULT, p->spot, NULL);
}

void brv_audit_jpx(brv_audit *a, const brv_obj *image, brv_spot spot)
{
  g_autoptr(GBytes) data = brv_obj_raw_data(a->pdf, image);
  if (!data)
    return;
  gsize length = 0;
  const guint8 *bytes = g_bytes_get_data(data, &length);
  picture p = {.audit = a, .spot = spot};
  read_boxes(&p, bytes, length, 0);
  if (p.has_header)
    judge(&p, brv_obj_has(image, "ColorSpace"));
}
