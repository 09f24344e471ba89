#define LEVEL baseline
#include "loops.h"
