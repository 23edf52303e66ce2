package org.speakerbench.bench.matrix;

import java.nio.file.Path;
import java.util.List;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.internal.ResidentMemory;
import org.speakerbench.engine.onnx.EmbeddingModel;
import org.speakerbench.engine.onnx.OnnxRuntime;
import org.speakerbench.engine.onnx.SessionSettings;
import org.speakerbench.engine.spec.KnownModel;

/**
 * As {@link MatrixWorker}, but opens the model as this program does, which knows what some releases
 * compute wrongly and prevents it. Clips are asked about alone.
 */
public final class EngineWorker {
  private EngineWorker() {}

  public static void main(String[] args) throws Exception {
    Job job = Job.read(Path.of(args[0]));
    try (AnswerFile out = new AnswerFile(Path.of(args[1]))) {
      out.version(OnnxRuntime.version());
      try (EmbeddingModel model =
          EmbeddingModel.open(
              job.model(),
              KnownModel.file("model"),
              SessionSettings.DEFAULT.with(job.provider()))) {
        for (int i = 0; i < job.questions().size(); i++) {
          float[] embedding = model.embed(job.questions().get(i).clips().get(0).features());
          out.answer(i, Answer.of(List.of(embedding)));
        }
        out.end(ResidentMemory.now().peakMb());
      } catch (SpeakerbenchException e) {
        out.refused(e.getMessage());
      }
    }
  }
}
