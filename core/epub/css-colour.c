#include "epub/css.h"

/* Contrast of text (WCAG 2.2): AA, and AAA. */
static const double AA = 4.5, AAA = 7;
/* What has less contrast with black is ink. */
static const double INK = 2;

static const brv_colour white = {255, 255, 255}, black = {0, 0, 0};

/* The band of greys that read on both grounds is narrow, so colours move in small steps. */
enum { STEPS = 400 };

static brv_colour move(brv_colour colour, brv_colour towards, int step)
{
  return brv_colour_mix(towards, colour, (double)step / STEPS);
}

/* `colour` moved towards one of black and white until it stands out from the other: further is
 * never less, so that the first step that is enough is found by halves. */
static brv_colour stand_out(brv_colour colour, brv_colour towards, brv_colour from, double contrast)
{
  if (brv_colour_contrast(colour, from) >= contrast)
    return colour;
  int less = 0, enough = STEPS;
  while (enough - less > 1) {
    int step = (less + enough) / 2;
    if (brv_colour_contrast(move(colour, towards, step), from) < contrast)
      less = step;
    else
      enough = step;
  }
  return move(colour, towards, enough);
}

brv_colour brv_css_on_any_ground(brv_colour colour)
{
  return stand_out(stand_out(colour, white, black, AA), black, white, AA);
}

brv_colour brv_css_on_dark(brv_colour colour)
{
  return stand_out(colour, white, black, AAA);
}

bool brv_css_is_ink(brv_colour colour)
{
  return brv_colour_contrast(colour, black) < INK;
}
