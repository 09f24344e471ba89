/// A dense convolution with zeros around the map.
package struct Convolution: Sendable {
  private let shape: ConvolutionShape
  /// The taps as a matrix, `[outputs, kernel² · inputs]`.
  private let weight: Matrix
  private let bias: Weight?

  /// Binds `weight` `[outputs, inputs, kernel, kernel]` and `bias`.
  package init(_ inputs: Int, _ outputs: Int, _ shape: ConvolutionShape, weights: Weights)
    throws(LoadingError)
  {
    let k = shape.kernel
    self.init(
      shape, weight: try weights.weight("weight", [outputs, inputs, k, k], isResting: true),
      bias: try weights.weight("bias", [outputs]))
  }

  /// - Parameter weight: `[outputs, inputs, kernel, kernel]`
  package init(_ shape: ConvolutionShape, weight: Tensor, bias: Tensor?) {
    self.init(shape, weight: Weight(weight), bias: bias.map { Weight($0) })
  }

  private init(_ shape: ConvolutionShape, weight: Weight, bias: Weight?) {
    let (inputs, taps) = (weight.shape[1], shape.kernel * shape.kernel)
    self.shape = shape
    self.weight = Matrix(weight.shape[0], taps * inputs, of: weight) {
      ConvolutionTaps(weight: $0, inputs: inputs, taps: taps)
    }
    self.bias = bias
  }

  package func callAsFunction(_ x: Operand) -> Tensor {
    x.convolved(shape, by: weight, bias: bias?.tensor)
  }

  package func callAsFunction(_ x: Tensor) -> Tensor { self(Operand(x)) }
}

/// A transposed convolution that makes a map `stride` times as large.
package struct TransposedConvolution: Sendable {
  private let shape: ConvolutionShape
  /// One matrix for each place in a `stride × stride` block of output pixels.
  private let phases: [Matrix]
  private let bias: Weight

  /// Binds `weight` `[inputs, outputs, kernel, kernel]` and `bias` (spec v1 §15.12).
  package init(_ inputs: Int, _ outputs: Int, _ shape: ConvolutionShape, weights: Weights)
    throws(LoadingError)
  {
    let (k, stride) = (shape.kernel, shape.stride)
    precondition(k % stride == 0 && k - stride == 2 * shape.padding)
    self.shape = shape
    bias = try weights.weight("bias", [outputs])
    let weight = try weights.weight("weight", [inputs, outputs, k, k], isResting: true)
    phases = (0..<stride * stride).map { phase in
      let (phaseY, phaseX) = phase.quotientAndRemainder(dividingBy: stride)
      let columns = Self.kernelIndices(phaseX, shape)
      let taps = Self.kernelIndices(phaseY, shape).flatMap { ky in columns.map { ky * k + $0 } }
      return Matrix(outputs, taps.count * inputs, of: weight) {
        TransposedTaps(
          weight: $0, inputs: inputs, outputs: outputs, kernelSize: k * k, taps: taps)
      }
    }
  }

  /// The kernel indices that reach an output at `phase`, in the order of their inputs.
  private static func kernelIndices(_ phase: Int, _ shape: ConvolutionShape) -> [Int] {
    let first = (phase + shape.padding) % shape.stride
    return stride(from: first, to: shape.kernel, by: shape.stride).reversed()
  }

  package func callAsFunction(_ x: Operand) -> Tensor {
    x.convolvedTransposed(shape, by: phases, bias: bias.tensor)
  }

  package func callAsFunction(_ x: Tensor) -> Tensor { self(Operand(x)) }
}

/// A convolution that treats every channel by itself.
package struct DepthwiseConvolution: Sendable {
  private let kernel: Int
  private let stride: Int
  private let replicating: Bool
  /// The taps, `[kernel², channels]`.
  private let weight: Derived<Tensor>
  private let bias: Weight?

  /// Binds `weight` `[channels, 1, kernel, kernel]` and `bias`.
  ///
  /// - Parameter replicating: the nearest pixel stands for those outside, instead of zero.
  package init(_ channels: Int, kernel: Int, replicating: Bool = false, weights: Weights)
    throws(LoadingError)
  {
    self.init(
      kernel: kernel, stride: 1, replicating: replicating,
      weight: try weights.weight("weight", [channels, 1, kernel, kernel], isResting: true),
      bias: try weights.weight("bias", [channels]))
  }

  /// - Parameter weight: `[channels, 1, kernel, kernel]`
  package init(kernel: Int, stride: Int, replicating: Bool = false, weight: Tensor, bias: Tensor?) {
    self.init(
      kernel: kernel, stride: stride, replicating: replicating, weight: Weight(weight),
      bias: bias.map { Weight($0) })
  }

  private init(kernel: Int, stride: Int, replicating: Bool, weight: Weight, bias: Weight?) {
    self.kernel = kernel
    self.stride = stride
    self.replicating = replicating
    self.weight = Derived(of: [weight]) {
      weight.tensor.reshaped([weight.shape[0], kernel * kernel]).transposedMatrix()
    }
    self.bias = bias
  }

  package func callAsFunction(_ x: Tensor) -> Tensor {
    x.convolvedDepthwise(
      kernel: kernel, stride: stride, by: weight.value, bias: bias?.tensor,
      replicating: replicating)
  }
}

/// A convolution whose output channel `g` reads the adjacent channels `g·m ..< (g+1)·m` of a map and the
/// skip joined to it, `m = 1 + skip / channels` (the skip trap of spec v1 §1.3).
package struct GroupedSkipConvolution: Sendable {
  private let channels: Int
  private let parts: Derived<[DepthwiseConvolution]>

  /// Binds `weight` `[channels, m, kernel, kernel]` and `bias`.
  package init(_ channels: Int, skip: Int, kernel: Int, weights: Weights) throws(LoadingError) {
    precondition(skip % channels == 0)
    self.channels = channels
    let group = 1 + skip / channels
    let weight = try weights.weight("weight", [channels, group, kernel, kernel], isResting: true)
    let bias = try weights.weight("bias", [channels])
    parts = Derived(of: [weight, bias]) {
      let all = weight.tensor.reshaped([channels, group * kernel * kernel])
      return (0..<group).map { member in
        // The member's taps of every group, as if they were a depthwise weight of its own.
        let taps = all.channels(member * kernel * kernel..<(member + 1) * kernel * kernel)
        return DepthwiseConvolution(
          kernel: kernel, stride: 1, weight: taps.reshaped([channels, 1, kernel, kernel]),
          bias: member == 0 ? bias.tensor : nil)
      }
    }
  }

  package func callAsFunction(_ x: Tensor, skip: Tensor) -> Tensor {
    let parts = parts.value
    let joined = Tensor.joinedChannels([x, skip])
    var result = parts[0](joined.everyChannel(parts.count, from: 0))
    for (member, part) in parts.enumerated().dropFirst() {
      result = result + part(joined.everyChannel(parts.count, from: member))
    }
    return result
  }
}
