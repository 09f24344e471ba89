import Dialects
import Render
import Testing

@Suite("Programs that write A1111's text with a name of their own")
struct InfotextProgramTests {
  @Test("SD.Next is known by its name, and always has a negative prompt")
  func sdNext() throws {
    let text =
      "dog\nNegative prompt: \nSteps: 8, Size: 832x1216, Sampler: UniPC, Seed: 12, CFG scale: 6.0, "
      + "App: SD.Next, Version: 0abc12, Operations: txt2img, Model: sdxl-base"
    for place in [PictureText.Place.keyword("parameters"), .exif(.userComment)] {
      let recipe = try #require(ForeignRecipe.read(place, text))
      #expect(recipe.program == "SD.Next" && recipe.prompt == "dog" && recipe.negative == "")
      #expect(recipe.size == "832x1216" && recipe.sampler == "UniPC" && recipe.seed?.whole == "12")
      #expect(recipe.guidance?.text == "6.0" && recipe.model == "sdxl-base")
    }
  }

  private static let cpp =
    "Käfer, Steps: 3, Seed: 4, Size: 1x1\nNegative prompt: fog\nSteps: 30, CFG scale: 5.000000, "
    + "Guidance: 3.500000, Eta: 0.000000, Seed: 197583933, Size: 512x640, Model: v1-5.safetensors, "
    + "RNG: cuda, Sampler: euler_a karras, TE: a.gguf, TE: b.gguf, Version: stable-diffusion.cpp"

  @Test("stable-diffusion.cpp joins sampler and schedule")
  func stableDiffusionCpp() throws {
    let recipe = try #require(ForeignRecipe.read(["parameters": Self.cpp]))
    #expect(recipe.program == "stable-diffusion.cpp" && recipe.sampler == "euler_a karras")
    #expect(recipe.prompt == "Käfer, Steps: 3, Seed: 4, Size: 1x1" && recipe.negative == "fog")
    #expect(recipe.guidance?.float == 5 && recipe.seed?.whole == "197583933")
    #expect(recipe.size == "512x640" && recipe.model == "v1-5.safetensors")
  }

  @Test("the object of JSON at the end of stable-diffusion.cpp's line is one value")
  func trailingJSON() throws {
    let json =
      #"{"seed":1,"width":9,"prompt":{"positive":"x, Steps: 99, Seed: 7","negative":"Sampler: bad"}}"#
    let recipe = try #require(ForeignRecipe.read(["parameters": Self.cpp + ", SDCPP: " + json]))
    #expect(recipe.steps?.integer == 30 && recipe.seed?.whole == "197583933")
    #expect(recipe.sampler == "euler_a karras" && recipe["SDCPP"] == json)
  }

  @Test("a model in parts is called by the file that draws")
  func parts() throws {
    let text = "a\nSteps: 4, Seed: 1, Model: , Unet: flux.gguf, Version: stable-diffusion.cpp"
    #expect(ForeignRecipe.read(["parameters": text])?.model == "flux.gguf")
  }

  @Test("WebP files of stable-diffusion.cpp have the text in XMP")
  func xmp() throws {
    let packet =
      "<?xpacket begin=\"\"?><x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF><rdf:Description "
      + "xmlns:sdcpp=\"https://github.com/leejet/stable-diffusion.cpp/ns/1.0/\"><sdcpp:parameters>"
      + "a &lt;b&gt; &amp; &quot;c&quot;\nSteps: 4, Seed: 18446744073709551615, Size: 8x8, "
      + "Version: stable-diffusion.cpp</sdcpp:parameters></rdf:Description></rdf:RDF></x:xmpmeta>"
    let recipe = try #require(ForeignRecipe.read(.xmp, packet))
    #expect(recipe.program == "stable-diffusion.cpp" && recipe.prompt == "a <b> & \"c\"")
    #expect(recipe.seed?.whole == "18446744073709551615")
  }

  private static let fooocus =
    "cinematic a fox\nNegative prompt: unrealistic\nSteps: 30, Sampler: DPM++ 2M SDE Karras, "
    + "Seed: 77, Size: 1152x896, CFG scale: 4.0, ADM Guidance: \"(1.5, 0.8, 0.3)\", "
    + "Model: juggernautXL_v8, VAE: Default (model), Raw prompt: \"a fox, red\", "
    + "Raw negative prompt: "

  @Test("Fooocus has what the user wrote beside the prompt with its styles")
  func fooocusText() throws {
    let scheme = ["parameters": Self.fooocus + ", User: me", "fooocus_scheme": "a1111"]
    let version = ["parameters": Self.fooocus + ", Version: Fooocus v2.5.5"]
    for texts in [scheme, version] {
      let recipe = try #require(ForeignRecipe.read(texts))
      #expect(recipe.program == "Fooocus" && recipe.prompt == "a fox, red" && recipe.negative == "")
      #expect(recipe.sampler == "DPM++ 2M SDE Karras" && recipe.size == "1152x896")
      #expect(recipe["ADM Guidance"] == "(1.5, 0.8, 0.3)" && recipe.model == "juggernautXL_v8")
    }
  }

  private static let json =
    #"{"base_model": "juggernautXL_v8", "full_prompt": ["cinematic a fox"], "guidance_scale": 4.0, "#
    + #""negative_prompt": "", "prompt": "a f\u00f6x", "resolution": "(1152, 896)", "#
    + #""sampler": "dpmpp_2m_sde_gpu", "scheduler": "karras", "seed": "9007199254740993", "#
    + #""steps": 30, "version": "Fooocus v2.5.5"}"#

  @Test("Fooocus has its seed as text and its size as a pair, in PNG and in EXIF data")
  func fooocusJSON() throws {
    let texts = ["parameters": Self.json, "fooocus_scheme": "fooocus"]
    let exif = ForeignRecipe.read(
      PictureSurvey(texts: [
        PictureText(.exif(.software), "Fooocus v2.5.5"),
        PictureText(.exif(.makerNote), "fooocus"), PictureText(.exif(.userComment), Self.json),
      ]))
    for recipe in [try #require(ForeignRecipe.read(texts)), try #require(exif)] {
      #expect(recipe.program == "Fooocus" && recipe.prompt == "a föx" && recipe.negative == "")
      #expect(recipe.seed?.whole == "9007199254740993" && recipe.size == "1152x896")
      #expect(recipe.sampler == "dpmpp_2m_sde_gpu" && recipe["scheduler"] == "karras")
      #expect(recipe.guidance?.text == "4.0" && recipe.steps?.integer == 30)
    }
  }

  @Test("wurst's own text is known where its recipe was lost")
  func own() throws {
    let text = "a ball\nSteps: 60, Seed: 42, Size: 8x8, Version: wurst 0.1.0"
    #expect(ForeignRecipe.read(["parameters": text])?.program == "wurst")
  }
}
