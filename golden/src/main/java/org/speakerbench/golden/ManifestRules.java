package org.speakerbench.golden;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.fbank.FbankOptions;

/**
 * What must hold inside a manifest, so that nothing can be left out of a check unseen: all arrays
 * of all clips, with the shapes that the front end gives, and an embedding for every clip that is
 * long enough for its model.
 */
final class ManifestRules {
  private final String where;
  private final FbankOptions options;

  /**
   * @param where what messages call the manifest
   * @param options the front end that the manifest asks for
   */
  ManifestRules(String where, FbankOptions options) {
    this.where = where;
    this.options = options;
  }

  void check(Manifest manifest) {
    present("name", manifest.name());
    present("generator", manifest.generator());
    present("generator: versions", manifest.generator().versions());
    present("models", manifest.models());
    present("clips", manifest.clips());
    present("embeddings", manifest.embeddings());
    if (!options.useLog()) {
      throw wrong("found use_log_fbank false", "true: the limits are those of log-mel features");
    }
    if (manifest.clips().isEmpty()) {
      throw wrong("found no clips", "at least one");
    }
    Set<String> ids = new HashSet<>();
    for (Manifest.Clip clip : manifest.clips()) {
      present("clips", clip);
      present("clips: id", clip.id());
      if (!ids.add(clip.id())) {
        throw wrong("found two clips " + clip.id(), "each id once");
      }
      checkClip(clip);
    }
    if (!manifest.models().keySet().equals(manifest.embeddings().keySet())) {
      throw wrong(
          "found embeddings of " + manifest.embeddings().keySet(),
          "those of the models " + manifest.models().keySet());
    }
    manifest
        .models()
        .forEach((name, model) -> checkModel(name, model, manifest.clips(), manifest.embeddings()));
  }

  private void checkClip(Manifest.Clip clip) {
    String at = "clip " + clip.id() + ": ";
    present(at + "group", clip.group());
    present(at + "description", clip.description());
    present(at + "wav", clip.wav());
    present(at + "wav.path", clip.wav().path());
    present(at + "arrays", clip.arrays());
    if (clip.sampleRateHz() != options.sampleRateHz()) {
      throw wrong(
          at + "found " + clip.sampleRateHz() + " Hz",
          options.sampleRateHz() + " Hz (sample_freq)");
    }
    Manifest.Arrays arrays = clip.arrays();
    checkArray(at + "samples", arrays.samples(), "float32", -1);
    int frames = options.frame().count(arrays.samples().shape()[0]);
    if (clip.frames() != frames || frames < 1) {
      throw wrong(
          at + "found " + clip.frames() + " frames",
          frames + " for " + arrays.samples().shape()[0] + " samples");
    }
    int bins = options.dim();
    checkArray(at + "fbank_torchaudio", arrays.fbankTorchaudio(), "float32", frames, bins);
    checkArray(at + "fbank_knf", arrays.fbankKnf(), "float32", frames, bins);
    checkArray(at + "fbank_float64", arrays.fbankFloat64(), "float64", frames, bins);
    checkArray(at + "fbank_normalised", arrays.fbankNormalised(), "float32", frames, bins);
  }

  private void checkModel(
      String name,
      Manifest.Model model,
      List<Manifest.Clip> clips,
      Map<String, Manifest.Embeddings> embeddings) {
    String at = "model " + name + ": ";
    present(at + "description", model);
    present(at + "kind", model.kind());
    present(at + "graph_sha256", model.graphSha256());
    if (!model.isSynthetic() && !model.kind().equals("file")) {
      throw wrong(at + "found kind " + model.kind(), "synthetic or file");
    }
    Manifest.Embeddings found = embeddings.get(name);
    present(at + "embeddings", found);
    List<String> longEnough =
        clips.stream()
            .filter(clip -> clip.frames() >= model.minFrames())
            .map(Manifest.Clip::id)
            .toList();
    if (!longEnough.equals(found.clips()) || longEnough.isEmpty()) {
      throw wrong(
          at + "found embeddings of the clips " + found.clips(),
          "those of at least " + model.minFrames() + " frames " + longEnough);
    }
    int rows = longEnough.size();
    int dim = model.embeddingDim();
    if (found.pytorch() != null) {
      checkArray(at + "pytorch", found.pytorch(), "float32", rows, dim);
    }
    checkArray(at + "onnxruntime", found.onnxruntime(), "float32", rows, dim);
    checkArray(at + "onnxruntime_knf", found.onnxruntimeKnf(), "float32", rows, dim);
  }

  /** A size of -1 stands for any. */
  private void checkArray(String at, Manifest.ArrayEntry array, String dtype, int... shape) {
    present(at, array);
    present(at + ".path", array.path());
    present(at + ".shape", array.shape());
    int[] found = array.shape();
    boolean agrees = dtype.equals(array.dtype()) && found.length == shape.length;
    for (int i = 0; agrees && i < shape.length; i++) {
      agrees = shape[i] < 0 ? found[i] > 0 : found[i] == shape[i];
    }
    if (!agrees) {
      throw wrong(
          at + ": found " + array.dtype() + " " + Arrays.toString(found),
          dtype + " " + Arrays.toString(shape).replace("-1", "samples"));
    }
  }

  private void present(String what, Object value) {
    if (value == null) {
      throw wrong(what + ": found nothing", "a value");
    }
  }

  private SpeakerbenchException wrong(String found, String expected) {
    return new SpeakerbenchException(where + ": " + found + ", expected " + expected);
  }
}
