#pragma once
int wurst_cpu_level(void);
