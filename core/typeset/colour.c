#include <math.h>
#include <string.h>

#include "typeset/style.h"

bool brv_colour_parse(const char *text, brv_colour *colour)
{
  if (!text || text[0] != '#' || strlen(text) != 7)
    return false;
  int digits[6];
  for (int i = 0; i < 6; i++)
    if ((digits[i] = g_ascii_xdigit_value(text[i + 1])) < 0)
      return false;
  colour->red = (guint8)(digits[0] * 16 + digits[1]);
  colour->green = (guint8)(digits[2] * 16 + digits[3]);
  colour->blue = (guint8)(digits[4] * 16 + digits[5]);
  return true;
}

static double linear(guint8 channel)
{
  double c = channel / 255.0;
  return c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
}

static double luminance(brv_colour colour)
{
  return 0.2126 * linear(colour.red) + 0.7152 * linear(colour.green) + 0.0722 * linear(colour.blue);
}

double brv_colour_contrast(brv_colour one, brv_colour other)
{
  double a = luminance(one), b = luminance(other);
  return (MAX(a, b) + 0.05) / (MIN(a, b) + 0.05);
}

static guint8 mix_channel(guint8 colour, guint8 ground, double part)
{
  return (guint8)lround(ground + (colour - ground) * part);
}

brv_colour brv_colour_mix(brv_colour colour, brv_colour ground, double part)
{
  return (brv_colour){mix_channel(colour.red, ground.red, part),
                      mix_channel(colour.green, ground.green, part),
                      mix_channel(colour.blue, ground.blue, part)};
}

brv_colour brv_colour_darken(brv_colour colour, brv_colour ground, double contrast)
{
  const brv_colour black = {0, 0, 0};
  brv_colour result = colour;
  for (int step = 1; step <= 50 && brv_colour_contrast(result, ground) < contrast; step++)
    result = brv_colour_mix(black, colour, step / 50.0);
  return result;
}

brv_colour brv_layout_colour(const brv_layout *layout, const char *name)
{
  const brv_colour *colour = name ? g_hash_table_lookup(layout->palette, name) : NULL;
  if (!colour)
    colour = g_hash_table_lookup(layout->palette, "ink");
  return colour ? *colour : (brv_colour){0, 0, 0};
}

brv_colour brv_layout_tone(const brv_layout *layout, const char *name, double strength)
{
  brv_colour colour = brv_layout_colour(layout, name);
  return brv_colour_mix(colour, brv_layout_colour(layout, "paper"), strength);
}

static int by_name(const void *a, const void *b)
{
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

const char *const *brv_layout_colours(brv_arena *arena, const brv_layout *layout)
{
  guint count = 0;
  g_autofree gpointer *names = g_hash_table_get_keys_as_array(layout->palette, &count);
  const char **sorted = brv_new_array(arena, const char *, count + 1);
  for (guint i = 0; i < count; i++)
    sorted[i] = names[i];
  qsort(sorted, count, sizeof *sorted, by_name);
  return sorted;
}
