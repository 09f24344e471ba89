#pragma once
#include "convert.h"
int wurst_cpu_level(void);
