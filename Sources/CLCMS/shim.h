#pragma once
#include <lcms2.h>

// How pixels of 8 bits lie in memory; the formats are macros that Swift does not import.
enum {
  WURST_LCMS_RGB = TYPE_RGB_8,
  // Three equal numbers, of which the first counts.
  WURST_LCMS_GREY = COLORSPACE_SH(PT_GRAY) | CHANNELS_SH(1) | EXTRA_SH(2) | BYTES_SH(1),
  WURST_LCMS_INK = TYPE_CMYK_8,
  // The light that is left of each ink.
  WURST_LCMS_LIGHT = TYPE_CMYK_8_REV,
};
