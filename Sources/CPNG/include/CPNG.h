#pragma once
#include <stddef.h>
#include <stdint.h>

/// The version of libpng that is linked, as in `10639`.
uint32_t wurst_png_version(void);
