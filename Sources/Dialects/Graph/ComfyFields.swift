/// The fields of ComfyUI's own nodes, which graphs of the screen have without their names.
enum ComfyFields {
  static let seeds: Set = ["seed", "noise_seed"]
  static let seedChanges: Set = ["fixed", "increment", "decrement", "randomize"]

  /// In the order of the node, by its kind.
  static let names: [String: [String]] = [
    "BasicScheduler": ["scheduler", "steps", "denoise"],
    "CFGGuider": ["cfg"],
    "CLIPTextEncode": ["text"],
    "CLIPTextEncodeFlux": ["clip_l", "t5xxl", "guidance"],
    "CLIPTextEncodeSD3": ["clip_l", "clip_g", "t5xxl", "empty_padding"],
    "CLIPTextEncodeSDXL": [
      "width", "height", "crop_w", "crop_h", "target_width", "target_height", "text_g", "text_l",
    ],
    "CLIPTextEncodeSDXLRefiner": ["ascore", "width", "height", "text"],
    "CheckpointLoaderSimple": ["ckpt_name"],
    "DualCFGGuider": ["cfg_conds", "cfg_cond2_negative"],
    "EmptyLatentImage": ["width", "height", "batch_size"],
    "EmptySD3LatentImage": ["width", "height", "batch_size"],
    "FluxGuidance": ["guidance"],
    "GetNode": ["value"],
    "ImageOnlyCheckpointLoader": ["ckpt_name"],
    "KSampler": ["seed", "steps", "cfg", "sampler_name", "scheduler", "denoise"],
    "KSamplerAdvanced": [
      "add_noise", "noise_seed", "steps", "cfg", "sampler_name", "scheduler", "start_at_step",
      "end_at_step", "return_with_leftover_noise",
    ],
    "KSamplerSelect": ["sampler_name"],
    "KarrasScheduler": ["steps", "sigma_max", "sigma_min", "rho"],
    "LatentUpscale": ["upscale_method", "width", "height", "crop"],
    "LatentUpscaleBy": ["upscale_method", "scale_by"],
    "LoraLoader": ["lora_name", "strength_model", "strength_clip"],
    "LoraLoaderModelOnly": ["lora_name", "strength_model"],
    "PrimitiveFloat": ["value"],
    "PrimitiveInt": ["value"],
    "PrimitiveNode": ["value"],
    "PrimitiveString": ["value"],
    "PrimitiveStringMultiline": ["value"],
    "RandomNoise": ["noise_seed"],
    "SDTurboScheduler": ["steps", "denoise"],
    "SamplerCustom": ["add_noise", "noise_seed", "cfg"],
    "SetNode": ["value"],
    "StableCascade_EmptyLatentImage": ["width", "height", "compression", "batch_size"],
    "StringConcatenate": ["string_a", "string_b", "delimiter"],
    "UNETLoader": ["unet_name", "weight_dtype"],
    "unCLIPCheckpointLoader": ["ckpt_name"],
  ]
}
