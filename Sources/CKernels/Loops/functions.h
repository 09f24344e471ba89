// Functions of sixteen numbers by polynomials, as single precision holds them.
//
// Each says the interval and the form of its fit, the largest error of the fit itself and, measured
// against double precision at every CPU level, that of the result. What is no number stays none.

/// e^x for x ≤ 88; below -87.3 it is 0. Relative error below 1.1e-7.
///
/// x = n·ln 2 + r with |r| ≤ ln 2 / 2, 2^n by the exponent bits. ln 2 is taken off in two parts so
/// that r keeps all its bits. e^r ≈ Σ r^k / k! up to k = 7: relative error 7.3e-9, at the ends.
INLINE vec exponential(vec x) {
  vec clamped = maximum((vec)(-87.3f), x);
  vec n = __builtin_elementwise_rint(clamped * 1.44269504f);
  vec r = (clamped - n * 0.693359375f) - n * -2.12194440e-4f;
  vec p = 1.98412698e-4f;
  p = p * r + 1.38888889e-3f;
  p = p * r + 8.33333333e-3f;
  p = p * r + 4.16666667e-2f;
  p = p * r + 1.66666667e-1f;
  p = p * r + 0.5f;
  p = p * r + 1.0f;
  p = p * r + 1.0f;
  vec power = (vec)((__builtin_convertvector(n, veci) + 127) << 23);
  return select(x < (vec)(-87.3f), (vec)0.0f, p * power);
}

/// The whole number n and the rest f of x = n + f, |f| ≤ 1/2; x below -100 counts as -100.
INLINE vec power_parts(vec x, vec *f) {
  vec clamped = maximum((vec)(-100.0f), x);
  vec n = __builtin_elementwise_rint(clamped);
  *f = clamped - n;
  return n;
}

/// p·2^n by the exponent bits.
INLINE vec times_power(vec p, vec n) {
  return (vec)((veci)p + (__builtin_convertvector(n, veci) << 23));
}

/// 2^x for x ≤ 0; below -100, where a share is lost beside the largest, 2^-100. Relative error
/// below 1.1e-7.
///
/// 2^f ≈ 1 + f·P(f) on |f| ≤ 1/2, P of degree 5 with the coefficients of exp2f in Moshier's Cephes:
/// relative error 1.6e-8, at f = -1/2. The best of this form, by Remez exchange with the weight
/// f/2^f, has 2.6e-9; both are small beside the rounding of the result, 6e-8.
INLINE vec power_of_two(vec x) {
  vec f, n = power_parts(x, &f);
  vec p = 1.535336188e-4f;
  p = p * f + 1.339887440e-3f;
  p = p * f + 9.618437357e-3f;
  p = p * f + 5.550332471e-2f;
  p = p * f + 2.402264791e-1f;
  p = p * f + 6.931472029e-1f;
  p = p * f + 1.0f;
  return times_power(p, n);
}

/// As power_of_two, with a relative error below 7.5e-5: a fiftieth of the 2^-8 that rounding to
/// bfloat16 adds at most.
///
/// The cubic with the least largest relative error of 2^f on |f| ≤ 1/2, by Remez exchange with the
/// weight 2^-f: the error reaches ±7.5e-5 at five points.
INLINE vec power_of_two_roughly(vec x) {
  vec f, n = power_parts(x, &f);
  vec p = 0.05517167f;
  p = p * f + 0.24261114f;
  p = p * f + 0.69326099f;
  p = p * f + 0.99992807f;
  return times_power(p, n);
}

/// x·Φ(x), the exact GELU. Error below 3e-7·|x|.
///
/// Φ(x) - 1/2 ≈ x·P(x²)/Q(x²) on |x| ≤ 5.6, P and Q of degree 5 with Q(0) = 1 and the least largest
/// error, by rational Remez exchange: it reaches ±9.3e-9 at twelve points of 0…5.6, and 2.4e-8 once
/// the coefficients are single precision. Beyond 5.6, where 1 - Φ is 1.1e-8, Φ is 0 or 1.
INLINE vec gelu(vec x) {
  vec c = minimum(maximum(x, (vec)(-5.6f)), (vec)5.6f);
  vec z = c * c;
  vec p = 2.214531316490813e-08f;
  p = p * z + 6.356540890249493e-06f;
  p = p * z + 1.7385125380698954e-04f;
  p = p * z + 4.707262566758854e-03f;
  p = p * z + 3.437615201080735e-02f;
  p = p * z + 3.9894222155404074e-01f;
  vec q = 1.180212661138831e-06f;
  q = q * z + 7.51021204516023e-05f;
  q = q * z + 1.9129810684679622e-03f;
  q = q * z + 2.8940114514386363e-02f;
  q = q * z + 2.5283394757943545e-01f;
  q = q * z + 1.0f;
  return select(x < (vec)(-5.6f), (vec)0.0f, x * (0.5f + c * p / q));
}

/// 1 / (1 + e^-x). Relative error below 1.6e-7 from -80 on; it never falls below e^-87.
INLINE vec sigmoid(vec x) { return 1.0f / (1.0f + exponential(minimum((vec)87.0f, -x))); }
