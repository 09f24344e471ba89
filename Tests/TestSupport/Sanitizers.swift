import Glibc

/// Whether a sanitizer is in the program, which takes calls to the system and memory for itself.
package let isSanitized = ["__asan_init", "__tsan_init"].contains { name in
  unsafe name.withCString { unsafe dlsym(nil, $0) != nil }
}
