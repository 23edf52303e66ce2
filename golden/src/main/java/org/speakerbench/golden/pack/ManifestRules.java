package org.speakerbench.golden.pack;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.audio.Resampler;
import org.speakerbench.engine.fbank.config.FbankOptions;
import org.speakerbench.engine.fbank.config.FrameOptions;

/**
 * What must hold inside a manifest, so that nothing can be left out of a check unseen: all arrays
 * of all clips, with the shapes that the front end gives, and an embedding for every clip that is
 * long enough for its model.
 */
final class ManifestRules {
  private final String where;
  private final FrontEnds frontEnds;

  /**
   * @param where what messages call the manifest
   * @param frontEnds the front ends that the manifest asks for
   */
  ManifestRules(String where, FrontEnds frontEnds) {
    this.where = where;
    this.frontEnds = frontEnds;
  }

  void check(Manifest manifest) {
    present("name", manifest.name());
    present("generator", manifest.generator());
    present("generator: versions", manifest.generator().versions());
    present("models", manifest.models());
    present("clips", manifest.clips());
    present("embeddings", manifest.embeddings());
    present("sweeps", manifest.sweeps());
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
    manifest.sweeps().forEach((name, sweep) -> checkSweep(name, sweep, manifest));
  }

  private void checkClip(Manifest.Clip clip) {
    String at = "clip " + clip.id() + ": ";
    present(at + "group", clip.group());
    present(at + "description", clip.description());
    present(at + "wav", clip.wav());
    present(at + "wav.path", clip.wav().path());
    present(at + "arrays", clip.arrays());
    FbankOptions options = frontEnds.of(clip);
    if (!options.frame().accepts(clip.sampleRateHz())) {
      throw wrong(
          at + "found " + clip.sampleRateHz() + " Hz",
          options.sampleRateHz() + " Hz (sample_freq)");
    }
    Manifest.Arrays arrays = clip.arrays();
    checkArray(at + "samples", arrays.samples(), "float32", -1);
    int frames = frames(arrays.samples().shape()[0], clip.sampleRateHz(), options.frame());
    if (clip.frames() != frames || frames < 1) {
      throw wrong(
          at + "found " + clip.frames() + " frames",
          (frames < 1 ? "at least 1" : frames)
              + " for "
              + arrays.samples().shape()[0]
              + " samples");
    }
    int dim = options.dim();
    checkArray(at + "fbank_float64", arrays.fbankFloat64(), "float64", frames, dim);
    checkIfPresent(at + "fbank_torchaudio", arrays.fbankTorchaudio(), frames, dim);
    checkIfPresent(at + "fbank_knf", arrays.fbankKnf(), frames, dim);
    if (arrays.fbankTorchaudio() == null && arrays.fbankKnf() == null) {
      throw wrong(
          at + "found no library that computes its options", "one to hold the truth against");
    }
    checkIfPresent(at + "fbank_normalised", arrays.fbankNormalised(), frames, dim);
    if (arrays.fbankNormalised() != null) {
      present(at + "fbank_torchaudio", arrays.fbankTorchaudio()); // it is made from that
    }
  }

  private static int frames(int samples, int rateHz, FrameOptions frame) {
    int target = (int) frame.sampleRateHz();
    return frame.count(
        rateHz == target ? samples : (int) Resampler.length(samples, rateHz, target));
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
    clips.stream()
        .filter(clip -> longEnough.contains(clip.id()))
        .forEach(
            clip -> {
              String of = "clip " + clip.id() + ": ";
              present(of + "fbank_normalised", clip.arrays().fbankNormalised());
              present(of + "fbank_knf", clip.arrays().fbankKnf());
            });
    int rows = longEnough.size();
    int dim = model.embeddingDim();
    checkIfPresent(at + "pytorch", found.pytorch(), rows, dim);
    checkArray(at + "onnxruntime", found.onnxruntime(), "float32", rows, dim);
    checkArray(at + "onnxruntime_knf", found.onnxruntimeKnf(), "float32", rows, dim);
  }

  private void checkSweep(String name, Manifest.Sweep sweep, Manifest manifest) {
    String at = "sweep of " + name + ": ";
    Manifest.Model model = manifest.models().get(name);
    present(at + "model", model);
    present(at + "cases", sweep);
    present(at + "cases", sweep.cases());
    Manifest.Clip clip =
        manifest.clips().stream()
            .filter(candidate -> candidate.id().equals(sweep.clip()))
            .findFirst()
            .orElseThrow(() -> wrong(at + "found clip " + sweep.clip(), "one of the pack"));
    present(at + "fbank_normalised of " + clip.id(), clip.arrays().fbankNormalised());
    if (sweep.cases().isEmpty()) {
      throw wrong(at + "found no cases", "at least one");
    }
    for (Manifest.SweepCase one : sweep.cases()) {
      int last = (one.batch() - 1) * sweep.rowOffset() + one.frames();
      if (one.batch() < 1 || one.frames() < model.minFrames() || last > clip.frames()) {
        throw wrong(
            at + "found " + one,
            "at least " + model.minFrames() + " frames, the last of at most " + clip.frames());
      }
    }
    checkIfPresent(at + "pytorch", sweep.pytorch(), sweep.rows(), model.embeddingDim());
    checkArray(
        at + "onnxruntime", sweep.onnxruntime(), "float32", sweep.rows(), model.embeddingDim());
  }

  /** A float32 array that a library may not have. */
  private void checkIfPresent(String at, Manifest.ArrayEntry array, int rows, int columns) {
    if (array != null) {
      checkArray(at, array, "float32", rows, columns);
    }
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
