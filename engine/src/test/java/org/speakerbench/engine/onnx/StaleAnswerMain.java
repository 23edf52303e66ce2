package org.speakerbench.engine.onnx;

import ai.onnxruntime.OrtException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.speakerbench.engine.fbank.MeanNormalization;
import org.speakerbench.engine.graph.CamGraph;
import org.speakerbench.engine.provider.Provider;
import org.speakerbench.engine.spec.KnownModel;

/**
 * Runs a model as its file has it, on a plugin that pools over no fewer frames than a segment.
 * Arguments: provider, the file to write.
 */
final class StaleAnswerMain {
  /** Printed where the second answer is seen to be the first. */
  static final String SEEN = "the second answer is that of the first features";

  private StaleAnswerMain() {}

  public static void main(String[] args) throws IOException, OrtException {
    Path file = Path.of(args[1]);
    Files.write(file, new CamGraph(11, CamGraph.Pooling.PAD_IN_FRONT).bytes());
    SessionSettings settings = SessionSettings.DEFAULT.with(Provider.parse(args[0]));
    try (OpenSession raw = OpenSession.of(file, settings.options(), Remedy.NONE)) {
      IoBuffers buffers =
          new IoBuffers(ModelSignature.of(raw.session(), KnownModel.file("cam"), file), false);
      StaleAnswers answers = new StaleAnswers();
      boolean first = isStale(answers, buffers, raw, 4 * CamGraph.SEGMENT);
      boolean second = isStale(answers, buffers, raw, CamGraph.SEGMENT / 2);
      System.out.println(!first && second ? SEEN : "found " + first + " and " + second);
    }
  }

  private static boolean isStale(
      StaleAnswers answers, IoBuffers buffers, OpenSession session, int frames)
      throws OrtException {
    buffers.start(1, frames, CamGraph.CHANNELS);
    buffers.put(CamGraph.noise(frames, CamGraph.CHANNELS, frames), MeanNormalization.NONE);
    long input = buffers.inputHash();
    return answers.contain(input, buffers.run(session.session()));
  }
}
