// The kernels of one CPU level, included once for each with LEVEL set to its name.
//
// A kernel's contract, shapes and place in the specification stand where it is defined. Sums of a
// row run in sixteen lanes and are added in one fixed order, so that a result depends on the level
// but on nothing else.

#include <math.h>
#include <string.h>

#include "CKernels.h"

#ifndef WURST_HAS_BF16
#define WURST_HAS_BF16 0
#endif

#pragma clang fp contract(fast)

// Each file uses those before it.
#include "Loops/vectors.h"
#include "Loops/functions.h"
#include "Loops/rows.h"
#include "Loops/activations.h"
#include "Loops/norms.h"
#include "Loops/depthwise.h"
#include "Loops/sampling.h"
#include "Loops/products.h"
#include "Loops/attention_blocks.h"
#include "Loops/attention.h"

#define JOIN2(a, b) a##_##b
#define JOIN(a, b) JOIN2(a, b)
#define STRING2(a) #a
#define STRING(a) STRING2(a)

const WurstKernels JOIN(wurst_kernels, LEVEL) = {
    .name = STRING(LEVEL),
    .layer_norm = layer_norm,
    .layer_norm_affine = layer_norm_affine,
    .activate = activate,
    .bias_activate = bias_activate,
    .add_bias = add_bias,
    .residual = residual,
    .scale_shift = scale_shift,
    .mix = mix,
    .column_squares = column_squares,
    .column_sums = column_sums,
    .to_bytes = to_bytes,
    .depthwise_row = depthwise_row,
    .argmax = argmax,
    .softmax = softmax,
    .draw = draw,
    .nearest = nearest,
    .attention = attention,
    .half =
        {
            .is_native = WURST_HAS_BF16,
            .has_tiles = TILE_VECTORS == 4,
            .pack = half_pack,
            .multiply = half_multiply,
            .single_pack = single_pack,
            .single_multiply = single_multiply,
            .round = half_round,
            .layer_norm = half_layer_norm,
            .layer_norm_affine = half_layer_norm_affine,
            .gelu = half_gelu,
            .gelu_squares = half_gelu_squares,
            .scale_shift = half_scale_shift,
            .attention_pack = half_attention_pack,
            .attention = half_attention,
        },
};
