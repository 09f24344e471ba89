// Vectors of sixteen floats, by which rows of floats or of bfloat16 numbers are read and written.
//
// Sixteen floats is one AVX-512 register, two of AVX2, four of SSE2; the compiler splits the type.
// A bfloat16 number is widened when it is loaded and rounded when it is stored; a bfloat16 row of
// an odd count ends in a zero, since products take numbers in pairs.

enum { LANES = WURST_LANES };
typedef float vec __attribute__((ext_vector_type(LANES)));
typedef int32_t veci __attribute__((ext_vector_type(LANES)));
typedef uint32_t vecbits __attribute__((ext_vector_type(LANES)));
typedef uint16_t vechalf __attribute__((ext_vector_type(LANES)));
typedef float vec_unaligned __attribute__((ext_vector_type(LANES), aligned(4)));
typedef uint16_t vechalf_unaligned __attribute__((ext_vector_type(LANES), aligned(2)));

// The types are passed between inlined functions of one file only, so their ABI is no matter.
#pragma clang diagnostic ignored "-Wpsabi"
#define INLINE static inline __attribute__((always_inline))
#define OVERLOADED static inline __attribute__((always_inline, overloadable))

/// To the nearest, ties to even; what is not finite stays so.
INLINE vechalf rounded(vec v) {
#if WURST_HAS_BF16
  typedef __bf16 brain __attribute__((ext_vector_type(LANES)));
  return (vechalf)__builtin_convertvector(v, brain);
#else
  vecbits bits = (vecbits)v;
  vecbits whole = (vecbits)(v == v);
  bits += (0x7fffu + ((bits >> 16) & 1u)) & whole;
  return __builtin_convertvector(bits >> 16, vechalf);
#endif
}

INLINE vec widened(vechalf h) { return (vec)(__builtin_convertvector(h, vecbits) << 16); }

OVERLOADED vec load(const float *p) { return *(const vec_unaligned *)p; }
OVERLOADED vec load(const uint16_t *p) { return widened(*(const vechalf_unaligned *)p); }

OVERLOADED void store(float *p, vec v) { *(vec_unaligned *)p = v; }
OVERLOADED void store(uint16_t *p, vec v) { *(vechalf_unaligned *)p = rounded(v); }

/// The first `n` < 16 numbers, the rest `fill`.
OVERLOADED vec load_part(const float *p, wurst_int n, float fill) {
  vec v = fill;
  for (wurst_int i = 0; i < n; i++) v[i] = p[i];
  return v;
}

OVERLOADED vec load_part(const uint16_t *p, wurst_int n, float fill) {
  vecbits bits = (vecbits)(vec)fill;
  for (wurst_int i = 0; i < n; i++) bits[i] = (uint32_t)p[i] << 16;
  return (vec)bits;
}

OVERLOADED void store_part(float *p, vec v, wurst_int n) {
  for (wurst_int i = 0; i < n; i++) p[i] = v[i];
}

OVERLOADED void store_part(uint16_t *p, vec v, wurst_int n) {
  vechalf h = rounded(v);
  for (wurst_int i = 0; i < n; i++) p[i] = h[i];
}

/// The same for a count that may be sixteen, or more.
INLINE vec load_up_to(const float *p, wurst_int n, float fill) {
  return n >= LANES ? load(p) : load_part(p, n, fill);
}

INLINE void store_up_to(float *p, vec v, wurst_int n) {
  if (n >= LANES) store(p, v);
  else store_part(p, v, n);
}

OVERLOADED void end_row(float *p, wurst_int count) {}
OVERLOADED void end_row(uint16_t *p, wurst_int count) {
  if (count % 2 == 1) p[count] = 0;
}

/// Runs `statement` on `v`, holding x[i..<i+16], and writes it to y, for all of `count` numbers.
///
/// `part` is 0, or how many numbers there are where they are fewer than sixteen.
#define EACH(x, y, count, i, v, part, statement) \
  do {                                           \
    wurst_int i = 0;                             \
    for (; i + LANES <= (count); i += LANES) {   \
      enum { part = 0 };                         \
      vec v = load((x) + i);                     \
      statement;                                 \
      store((y) + i, v);                         \
    }                                            \
    if (i < (count)) {                           \
      wurst_int part = (count) - i;              \
      vec v = load_part((x) + i, part, 0);       \
      statement;                                 \
      store_part((y) + i, v, part);              \
    }                                            \
    end_row(y, count);                           \
  } while (0)

/// What a row with a number per column holds for the columns of `v` in EACH.
#define COLUMN(p, i, part) (part ? load_part((p) + i, part, 0) : load((p) + i))

/// The sum of all lanes, in one order at every level.
INLINE float sum(vec v) {
  float s = 0;
  for (int i = 0; i < 8; i++) s += v[i] + v[i + 8];
  return s;
}

INLINE vec select(veci mask, vec yes, vec no) {
  return (vec)((mask & (veci)yes) | (~mask & (veci)no));
}

/// Where one of the two is no number, the second.
INLINE vec minimum(vec a, vec b) { return select(a < b, a, b); }
INLINE vec maximum(vec a, vec b) { return select(a > b, a, b); }
