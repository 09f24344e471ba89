import Dialects
import Render
import Testing

@Suite("Easy Diffusion, NovelAI, Draw Things, mold and SwarmUI")
struct OtherProgramTests {
  @Test("Easy Diffusion's prompt is plain text, and None is no value")
  func easyDiffusion() throws {
    var texts = [
      "prompt": "{red|blue} ball", "negative_prompt": "None", "seed": "3", "clip_skip": "False",
      "use_stable_diffusion_model": "sd-v1-5", "use_vae_model": "None", "sampler_name": "euler_a",
      "width": "512", "height": "640", "num_inference_steps": "25", "guidance_scale": "7.5",
    ]
    let recipe = try #require(ForeignRecipe.read(texts))
    #expect(recipe.program == "Easy Diffusion" && recipe.prompt == "{red|blue} ball")
    #expect(recipe.negative == nil && recipe.seed?.whole == "3" && recipe.size == "512x640")
    #expect(recipe.steps?.integer == 25 && recipe.guidance?.text == "7.5")
    #expect(recipe.sampler == "euler_a" && recipe.model == "sd-v1-5" && recipe.others == [])
    texts["prompt"] = "None"
    #expect(ForeignRecipe.read(texts)?.prompt == "None")
    let json =
      #"{"prompt": "a", "negative_prompt": "", "seed": 3, "num_inference_steps": 25, "#
      + #""use_lora_model": null, "tiling": false, "use_stable_diffusion_model": "sd-v1-5"}"#
    let comment = try #require(ForeignRecipe.read(.exif(.userComment), json))
    #expect(comment.program == "Easy Diffusion" && comment.negative == "")
    #expect(comment.steps?.integer == 25 && comment.model == "sd-v1-5" && comment.others == [])
  }

  @Test("NovelAI has its settings as JSON in the comment")
  func novelAI() throws {
    let comment =
      #"{"steps": 28, "height": 1216, "width": 832, "scale": 5.0, "seed": 3735928559, "#
      + #""sampler": "k_euler_ancestral", "uc": "lowres", "noise_schedule": "karras"}"#
    let texts = [
      "Software": "NovelAI", "Description": "1girl", "Comment": comment,
      "Source": "Stable Diffusion XL C1E1DE52",
    ]
    let recipe = try #require(ForeignRecipe.read(texts))
    #expect(recipe.program == "NovelAI" && recipe.prompt == "1girl" && recipe.negative == "lowres")
    #expect(recipe.seed?.whole == "3735928559" && recipe.steps?.integer == 28)
    #expect(recipe.guidance?.text == "5.0" && recipe.size == "832x1216")
    #expect(recipe.sampler == "k_euler_ancestral" && recipe.model == texts["Source"])
    #expect(ForeignRecipe.read(["Comment": comment, "Software": "GIMP"]) == nil)
  }

  @Test("Draw Things has JSON inside XML, with the size as a pair")
  func drawThings() throws {
    let packet = """
      <x:xmpmeta xmlns:x="adobe:ns:meta/" x:xmptk="XMP > 6.0">
        <rdf:RDF><rdf:Description rdf:about="" xmlns:exif="http://ns.adobe.com/exif/1.0/">
          <dc:description><rdf:Alt><rdf:li xml:lang="x-default">a&#xA;-b&#xA;Steps: 99, Seed: 1, \
      Size: 1x1</rdf:li></rdf:Alt></dc:description>
          <!-- <exif:UserComment>none</exif:UserComment> -->
          <xmp:CreatorTool>Draw Things</xmp:CreatorTool>
          <exif:UserComment><rdf:Alt>
            <rdf:li xml:lang="x-default">{"c":"a &lt;cat&gt; &amp; \\"dog\\"\\nline","uc":"ugly \
      &amp;amp; b","model":"m.ckpt","sampler":"DPM++ 2M Karras","scale":4.5,"seed":2441935286,\
      "size":"1024x576","steps":8,"v2":{"seed":1,"width":9,"steps":2}}</rdf:li>
          </rdf:Alt></exif:UserComment>
        </rdf:Description></rdf:RDF>
      </x:xmpmeta>
      """
    let recipe = try #require(ForeignRecipe.read(.xmp, packet))
    #expect(recipe.program == "Draw Things" && recipe.prompt == "a <cat> & \"dog\"\nline")
    #expect(recipe.negative == "ugly &amp; b" && recipe.size == "1024x576")
    #expect(recipe.seed?.whole == "2441935286" && recipe.steps?.integer == 8)
    #expect(recipe.guidance?.text == "4.5" && recipe.sampler == "DPM++ 2M Karras")
    #expect(recipe.model == "m.ckpt")
    let attribute =
      "<rdf:Description exif:UserComment='{&quot;c&quot;:&quot;a > b&quot;}' xmp:CreatorTool=\"x\"/>"
    #expect(ForeignRecipe.read(.xmp, attribute)?.prompt == "a > b")
    #expect(ForeignRecipe.read(.xmp, "<rdf:Description xmp:CreatorTool='Photoshop'/>") == nil)
  }

  private static let mold =
    #"{"prompt":"a Bär 🐻 & <b>","negative_prompt":"fog","model":"wuerstchen-v2:fp16","#
    + #""seed":18446744073709551615,"steps":30,"guidance":4.0,"width":1024,"height":576,"#
    + #""scheduler":"ddim","version":"0.9.1"}"#

  @Test("mold's object stands in a text, a comment or XMP, and its seed has 64 bits")
  func mold() throws {
    let escaped = Self.mold.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
      .replacing("\"", with: "&quot;")
    let packet =
      "<rdf:RDF><rdf:Description xmlns:mold=\"m\"><mold:prompt>other</mold:prompt>"
      + "<mold:parameters>\(escaped)</mold:parameters></rdf:Description></rdf:RDF>"
    let text = PictureText(.keyword("mold:parameters"), Self.mold)
    let comment = PictureText(.comment, "mold:parameters " + Self.mold)
    let cut = PictureText(.comment, String(comment.text.prefix(60)))
    let xmp = PictureText(.xmp, packet)
    for texts in [[text], [comment], [cut, xmp], [comment, xmp]] {
      let recipe = try #require(ForeignRecipe.read(PictureSurvey(texts: texts)))
      #expect(recipe.program == "mold" && recipe.prompt == "a Bär 🐻 & <b>")
      #expect(recipe.negative == "fog" && recipe.seed?.whole == "18446744073709551615")
      #expect(recipe.steps?.integer == 30 && recipe.guidance?.text == "4.0")
      #expect(recipe.size == "1024x576" && recipe.sampler == "ddim")
      #expect(recipe.model == "wuerstchen-v2:fp16")
    }
  }

  @Test("mold's settings are read one by one where the object is lost")
  func moldPieces() throws {
    let texts = ["prompt": "a", "seed": "5", "steps": "4", "version": "0.1"]
    let recipe = try #require(
      ForeignRecipe.read(Dictionary(uniqueKeysWithValues: texts.map { ("mold:" + $0, $1) })))
    #expect(recipe.program == "mold" && recipe.prompt == "a" && recipe.seed?.whole == "5")
  }

  @Test("SwarmUI has an object under a name of its own")
  func swarmUI() throws {
    let json =
      #"{"sui_image_params": {"prompt": "a", "negativeprompt": "", "model": "Flux/dev", "#
      + #""seed": 305223794, "steps": 25, "cfgscale": 1.0, "width": 8, "height": 4, "#
      + #""sampler": "euler"}}"#
    let recipe = try #require(ForeignRecipe.read(["parameters": json]))
    #expect(recipe.program == "SwarmUI" && recipe.prompt == "a" && recipe.model == "Flux/dev")
    #expect(recipe.seed?.whole == "305223794" && recipe.size == "8x4")
  }
}
