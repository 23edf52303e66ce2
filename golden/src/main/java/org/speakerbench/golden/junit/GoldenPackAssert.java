package org.speakerbench.golden.junit;

import java.nio.file.Path;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.audio.Waveform;
import org.speakerbench.engine.extract.SpeakerEmbedder;
import org.speakerbench.golden.check.ParityReport;
import org.speakerbench.golden.pack.GoldenPack;

/**
 * Holds a model, an embedder or a service against a golden pack in one assertion, for any framework
 * of tests: what diverges is an {@link AssertionError}, a pack that is missing, damaged or without
 * the model a {@link SpeakerbenchException}.
 */
public final class GoldenPackAssert {
  private GoldenPackAssert() {}

  /**
   * The engine with a model file, stage by stage.
   *
   * @param model its name in the pack
   * @param onnx the file that the pack was made with
   */
  public static void assertModelAgrees(GoldenPack pack, String model, Path onnx) {
    passed(Checks.model(pack, model, onnx));
  }

  /** An embedder as it is configured, end to end. */
  public static void assertAgrees(GoldenPack pack, String model, SpeakerEmbedder embedder) {
    assertWaveformsAgree(pack, model, embedder::embed);
  }

  /** Any way from the path of a WAV to its embedding, end to end. */
  public static void assertFilesAgree(GoldenPack pack, String model, Embedding<Path> own) {
    passed(Checks.files(pack, model, own));
  }

  /** Any way from samples to an embedding, end to end. */
  public static void assertWaveformsAgree(GoldenPack pack, String model, Embedding<Waveform> own) {
    passed(Checks.waveforms(pack, model, own));
  }

  private static void passed(ParityReport report) {
    if (!report.passed()) {
      throw Failure.of(report);
    }
  }
}
