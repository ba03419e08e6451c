/* The colour profile that every file carries: sRGB as IEC 61966-2-1 defines it, in the form of ICC.1
 * (version 2.4), made from the published numbers. */
#include <math.h>
#include <string.h>

#include "pdf/parts.h"

enum { HEADER = 128, ENTRY = 12, CURVE_POINTS = 256, TAGS = 9 };

/* Red, green and blue seen under D50, and the white of the screen, as in the registered profile. */
static const double PRIMARIES[][3] = {
    {0.43607, 0.22249, 0.01392}, {0.38515, 0.71687, 0.09708}, {0.14307, 0.06061, 0.71410}};
static const double SCREEN_WHITE[] = {0.9505, 1, 1.0891}, D50[] = {0.9642, 1, 0.8249};

static void put_number(GByteArray *out, guint32 number)
{
  const guint8 bytes[] = {(guint8)(number >> 24), (guint8)(number >> 16), (guint8)(number >> 8),
                          (guint8)number};
  g_byte_array_append(out, bytes, sizeof bytes);
}

static void put_name(GByteArray *out, const char *name)
{
  g_byte_array_append(out, (const guint8 *)name, 4);
}

static void put_zeros(GByteArray *out, guint count)
{
  for (guint i = 0; i < count; i++)
    g_byte_array_append(out, (const guint8 *)"", 1);
}

/* Numbers with sixteen bits behind the point. */
static void put_xyz(GByteArray *out, const double *xyz)
{
  for (int i = 0; i < 3; i++)
    put_number(out, (guint32)lround(xyz[i] * 65536));
}

static void put_xyz_tag(GByteArray *out, const double *xyz)
{
  put_name(out, "XYZ ");
  put_zeros(out, 4);
  put_xyz(out, xyz);
}

/* How a stored value becomes light. */
static double light(double value)
{
  return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4);
}

static void put_curve_tag(GByteArray *out)
{
  put_name(out, "curv");
  put_zeros(out, 4);
  put_number(out, CURVE_POINTS);
  for (int i = 0; i < CURVE_POINTS; i++) {
    guint value = (guint)lround(light(i / (CURVE_POINTS - 1.0)) * 65535);
    const guint8 bytes[] = {(guint8)(value >> 8), (guint8)value};
    g_byte_array_append(out, bytes, sizeof bytes);
  }
}

/* A description has its ASCII form, and two others that are empty. */
static void put_description_tag(GByteArray *out, const char *text)
{
  enum { OTHER_FORMS = 4 + 4 + 2 + 1 + 67 };
  guint length = (guint)strlen(text) + 1;
  put_name(out, "desc");
  put_zeros(out, 4);
  put_number(out, length);
  g_byte_array_append(out, (const guint8 *)text, length);
  put_zeros(out, OTHER_FORMS);
}

static void put_text_tag(GByteArray *out, const char *text)
{
  put_name(out, "text");
  put_zeros(out, 4);
  g_byte_array_append(out, (const guint8 *)text, (guint)strlen(text) + 1);
}

static void put_header(GByteArray *out, guint size)
{
  static const guint8 DATE[] = {0x07, 0xcf, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0}; /* 1 January 1999 */
  put_number(out, size);
  put_zeros(out, 4);
  put_number(out, 0x02400000);
  put_name(out, "mntr");
  put_name(out, "RGB ");
  put_name(out, "XYZ ");
  g_byte_array_append(out, DATE, sizeof DATE);
  put_name(out, "acsp");
  put_zeros(out, 28);
  put_xyz(out, D50);
  put_zeros(out, HEADER - out->len);
}

static void pad(GByteArray *out)
{
  put_zeros(out, (4 - out->len % 4) % 4);
}

static void put_tag(GByteArray *data, guint which)
{
  if (which == 0)
    put_description_tag(data, "sRGB IEC61966-2.1");
  else if (which == 1)
    put_text_tag(data, "No copyright, use freely");
  else if (which == 2)
    put_xyz_tag(data, SCREEN_WHITE);
  else if (which < 6)
    put_xyz_tag(data, PRIMARIES[which - 3]);
  else
    put_curve_tag(data);
}

/* The three curves are one. */
static GByteArray *profile(void)
{
  static const char *const NAMES[TAGS] = {"desc", "cprt", "wtpt", "rXYZ", "gXYZ",
                                          "bXYZ", "rTRC", "gTRC", "bTRC"};
  enum { CURVE = 6 };
  g_autoptr(GByteArray) data = g_byte_array_new(), table = g_byte_array_new();
  guint start = 0, length = 0;
  put_number(table, TAGS);
  for (guint i = 0; i < TAGS; i++) {
    if (i <= CURVE) {
      pad(data);
      start = data->len;
      put_tag(data, i);
      length = data->len - start;
    }
    put_name(table, NAMES[i]);
    put_number(table, HEADER + 4 + TAGS * ENTRY + start);
    put_number(table, length);
  }
  pad(data);
  GByteArray *out = g_byte_array_new();
  put_header(out, HEADER + table->len + data->len);
  g_byte_array_append(out, table->data, table->len);
  g_byte_array_append(out, data->data, data->len);
  return out;
}

guint brv_pdf_write_intent(brv_pdf_file *file)
{
  g_autoptr(GByteArray) bytes = profile();
  guint id = brv_pdf_add_stream(file, "/N 3/Alternate/DeviceRGB", bytes->data, bytes->len,
                                BRV_PDF_DEFLATE);
  g_autofree char *intent = g_strdup_printf(
      "<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB IEC61966-2.1)"
      "/Info(sRGB IEC61966-2.1)/RegistryName(http://www.color.org)/DestOutputProfile %u 0 R>>",
      id);
  return brv_pdf_add(file, intent);
}
