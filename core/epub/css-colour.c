#include "epub/css.h"

/* Contrast of text (WCAG 2.2): AA, and AAA. */
static const double AA = 4.5, AAA = 7;
/* What has less contrast with black is ink. */
static const double INK = 2;

static const brv_colour white = {255, 255, 255}, black = {0, 0, 0};

/* The band of greys that read on both grounds is narrow, so colours move in small steps. */
enum { STEPS = 400 };

/* `colour` moved towards one of black and white until it stands out from the other. */
static brv_colour stand_out(brv_colour colour, brv_colour towards, brv_colour from, double contrast)
{
  brv_colour moved = colour;
  for (int i = 1; i <= STEPS && brv_colour_contrast(moved, from) < contrast; i++)
    moved = brv_colour_mix(towards, colour, (double)i / STEPS);
  return moved;
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
