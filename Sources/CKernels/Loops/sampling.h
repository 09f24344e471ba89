// From logits to tokens: Stage B's samplers and the codes of Stage A.

static float largest(const float *x, wurst_int count) {
  vec top = -INFINITY;
  wurst_int i = 0;
  for (; i + LANES <= count; i += LANES) top = maximum(top, load(x + i));
  if (i < count) top = maximum(top, load_part(x + i, count - i, -INFINITY));
  float result = top[0];
  for (int lane = 1; lane < LANES; lane++) result = top[lane] > result ? top[lane] : result;
  return result;
}

/// P = softmax(x * inverse_temperature), in place, x [count] (spec v1 §8).
static void softmax(float *x, wurst_int count, float inverse_temperature) {
  float top = largest(x, count);
  vec total = 0.0f;
  wurst_int i = 0;
  for (; i + LANES <= count; i += LANES) {
    vec e = exponential((load(x + i) - top) * inverse_temperature);
    total += e;
    store(x + i, e);
  }
  if (i < count) {
    vec e = exponential((load_part(x + i, count - i, -INFINITY) - top) * inverse_temperature);
    total += e;
    store_part(x + i, e, count - i);
  }
  float inverse = 1.0f / sum(total);
  for (i = 0; i < count; i++) x[i] *= inverse;
}

/// The index of the largest of x [count], the lowest of equals (spec v1 §8).
static wurst_int argmax(const float *x, wurst_int count) {
  float top = largest(x, count);
  for (wurst_int i = 0; i < count; i++)
    if (x[i] == top) return i;
  return 0;
}

/// The smallest k with Σ_{j≤k} P[j] > u, P = softmax(x * inverse_temperature), u in [0, 1): the
/// inverse of the cumulative distribution (spec v1 §8).
///
/// x [count] is overwritten; `count` is at most WURST_LARGEST_DRAW.
static wurst_int draw(float *x, wurst_int count, float inverse_temperature, float u) {
  enum { BLOCK = 4 * LANES };
  double sums[WURST_LARGEST_DRAW / BLOCK];
  float top = largest(x, count);
  double total = 0;
  for (wurst_int from = 0; from < count; from += BLOCK) {
    vec block = 0.0f;
    for (wurst_int i = from; i < from + BLOCK && i < count; i += LANES) {
      vec v = load_up_to(x + i, count - i, -INFINITY);
      vec e = exponential((v - top) * inverse_temperature);
      block += e;
      store_up_to(x + i, e, count - i);
    }
    for (int lane = 0; lane < LANES; lane++) total += block[lane];
    sums[from / BLOCK] = total;
  }
  double target = (double)u * total;
  wurst_int block = 0;
  while ((block + 1) * BLOCK < count && sums[block] <= target) block++;
  double sum = block == 0 ? 0 : sums[block - 1];
  // Lane sums round differently: a draw next to the end of a block may lie in the next one.
  for (wurst_int i = block * BLOCK; i < count; i++) {
    sum += x[i];
    if (sum > target) return i;
  }
  return count - 1;
}

/// The code whose row of the codebook [codes, dimensions] is nearest to z [dimensions], the lowest
/// of equals (spec v1 §5, §8, v2 §4).
///
/// `by_dimension` is the codebook transposed, `squares` [codes] holds ‖e‖².
static wurst_int nearest(const float *z, const float *by_dimension, const float *squares,
                         wurst_int codes, wurst_int dimensions) {
  vec best = INFINITY;
  veci where = 0;
  veci index = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
  for (wurst_int code = 0; code < codes; code += LANES, index += LANES) {
    vec distance = load_up_to(squares + code, codes - code, INFINITY);
    for (wurst_int d = 0; d < dimensions; d++)
      distance -= 2.0f * z[d] * load_up_to(by_dimension + d * codes + code, codes - code, 0);
    veci closer = distance < best;
    best = select(closer, distance, best);
    where = (closer & index) | (~closer & where);
  }
  int lane = 0;
  for (int i = 1; i < LANES; i++)
    if (best[i] < best[lane] || (best[i] == best[lane] && where[i] < where[lane])) lane = i;
  return where[lane];
}
