#include <math.h>

#include "epub/css.h"

/* Luminance between which a colour has a contrast of at least 4.5 with white and with black
 * (WCAG 2.2: (lighter + 0.05) / (darker + 0.05)). */
static const double AA_ON_BLACK = 0.175, AA_ON_WHITE = 0.1833;
/* Contrast of 7 with black. */
static const double AAA_ON_BLACK = 0.30;
/* What is darker is ink. */
static const double INK = 0.05;

static double linear(guint8 channel)
{
  double c = channel / 255.0;
  return c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
}

/* Relative luminance (WCAG 2.2). */
static double luminance(brv_colour c)
{
  return 0.2126 * linear(c.red) + 0.7152 * linear(c.green) + 0.0722 * linear(c.blue);
}

static guint8 mix_channel(guint8 from, guint8 to, double part)
{
  return (guint8)lround(from + (to - from) * part);
}

static brv_colour mix(brv_colour from, brv_colour to, double part)
{
  return (brv_colour){mix_channel(from.red, to.red, part), mix_channel(from.green, to.green, part),
                      mix_channel(from.blue, to.blue, part)};
}

enum { STEPS = 200 };

static brv_colour lighten_to(brv_colour colour, double least)
{
  static const brv_colour white = {255, 255, 255};
  brv_colour lighter = colour;
  for (int i = 1; i <= STEPS && luminance(lighter) < least; i++)
    lighter = mix(colour, white, (double)i / STEPS);
  return lighter;
}

static brv_colour darken_to(brv_colour colour, double most)
{
  static const brv_colour black = {0, 0, 0};
  brv_colour darker = colour;
  for (int i = 1; i <= STEPS && luminance(darker) > most; i++)
    darker = mix(colour, black, (double)i / STEPS);
  return darker;
}

brv_colour brv_css_on_any_ground(brv_colour colour)
{
  return darken_to(lighten_to(colour, AA_ON_BLACK), AA_ON_WHITE);
}

brv_colour brv_css_on_dark(brv_colour colour)
{
  return lighten_to(colour, AAA_ON_BLACK);
}

bool brv_css_is_ink(brv_colour colour)
{
  return luminance(colour) < INK;
}
