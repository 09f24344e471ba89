#pragma once
#include <lcms2.h>
#include <lcms2_plugin.h>
#include <stdlib.h>

// How pixels of 8 bits lie in memory; the formats are macros that Swift does not import.
enum {
  WURST_LCMS_RGB = TYPE_RGB_8,
  // Three equal numbers, of which the first counts.
  WURST_LCMS_GREY = COLORSPACE_SH(PT_GRAY) | CHANNELS_SH(1) | EXTRA_SH(2) | BYTES_SH(1),
  WURST_LCMS_INK = TYPE_CMYK_8,
  // The light that is left of each ink.
  WURST_LCMS_LIGHT = TYPE_CMYK_8_REV,
};

// A table in a profile may claim any size, and is made before its numbers are looked for. This is the largest that a
// profile of 8 MB can fill, whose bytes become numbers of 16 bits.
enum { WURST_LCMS_LARGEST_BLOCK = (16 << 20) + 4096 };

static inline void *wurst_lcms_allocate(cmsContext context, cmsUInt32Number size) {
  (void)context;
  return size <= WURST_LCMS_LARGEST_BLOCK ? malloc(size) : NULL;
}

static inline void *wurst_lcms_grow(cmsContext context, void *block, cmsUInt32Number size) {
  (void)context;
  return size <= WURST_LCMS_LARGEST_BLOCK ? realloc(block, size) : NULL;
}

static inline void wurst_lcms_release(cmsContext context, void *block) {
  (void)context;
  free(block);
}

/// Bounds what Little CMS takes at once; called ahead of all else.
static inline cmsBool wurst_lcms_bound_memory(void) {
  cmsPluginMemHandler handler = {
      .base = {.Magic = cmsPluginMagicNumber, .ExpectedVersion = 2000, .Type = cmsPluginMemHandlerSig},
      .MallocPtr = wurst_lcms_allocate,
      .FreePtr = wurst_lcms_release,
      .ReallocPtr = wurst_lcms_grow,
  };
  return cmsPlugin(&handler);
}
