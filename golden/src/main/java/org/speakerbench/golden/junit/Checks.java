package org.speakerbench.golden.junit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.audio.Waveform;
import org.speakerbench.engine.zoo.ModelRef;
import org.speakerbench.engine.zoo.Zoo;
import org.speakerbench.golden.check.EmbedderCheck;
import org.speakerbench.golden.check.ParityCheck;
import org.speakerbench.golden.check.ParityReport;
import org.speakerbench.golden.check.ParityStage;
import org.speakerbench.golden.pack.GoldenClip;
import org.speakerbench.golden.pack.GoldenPack;

/** The checks that tests are made of; none passes without an embedding that was compared. */
final class Checks {
  private Checks() {}

  /** The engine, stage by stage, with a model file. */
  static ParityReport model(GoldenPack pack, String model, Path onnx) {
    if (!Files.isRegularFile(onnx)) {
      throw new SpeakerbenchException(
          "model " + model + ": found no file " + onnx + ", expected its ONNX file");
    }
    ModelRef file = new ModelRef(model, onnx);
    return notEmpty(new ParityCheck(pack, Zoo.inCacheFolder()).run(List.of(file)), model);
  }

  /** An own way from a WAV file. */
  static ParityReport files(GoldenPack pack, String model, Embedding<Path> own) {
    return notEmpty(new EmbedderCheck(pack, model).run(clip -> embedFile(clip, own)), model);
  }

  /** An own way from samples. */
  static ParityReport waveforms(GoldenPack pack, String model, Embedding<Waveform> own) {
    return notEmpty(new EmbedderCheck(pack, model).run(clip -> own.of(clip.waveform())), model);
  }

  /** A WAV may be inside a jar, so each is written to a file that is there for the call. */
  private static float[] embedFile(GoldenClip clip, Embedding<Path> own) throws Exception {
    Path folder = Files.createTempDirectory("golden-clip-");
    Path wav = folder.resolve(clip.id() + ".wav");
    try {
      Files.write(wav, clip.wavBytes());
      return own.of(wav);
    } finally {
      delete(wav);
      delete(folder);
    }
  }

  private static void delete(Path path) {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      path.toFile().deleteOnExit(); // still open somewhere; it must not hide what was found
    }
  }

  private static ParityReport notEmpty(ParityReport report, String model) {
    if (report.rows().stream().noneMatch(row -> row.stage() == ParityStage.END_TO_END)) {
      throw new SpeakerbenchException(
          "golden pack "
              + report.pack()
              + ": found no clip to check model "
              + model
              + " with, expected at least one");
    }
    return report;
  }
}
