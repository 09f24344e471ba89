#pragma once

/// Renames a file as `rename` does, but fails with EEXIST where `to` is taken.
int wurst_rename_new(const char *from, const char *to);
