#include "CPNG.h"

#include <png.h>

uint32_t wurst_png_version(void) { return png_access_version_number(); }
