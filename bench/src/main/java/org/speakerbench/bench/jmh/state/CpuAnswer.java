package org.speakerbench.bench.jmh.state;

import java.io.IOException;
import java.util.Optional;
import org.speakerbench.engine.zoo.ModelRef;
import org.speakerbench.golden.pack.EndToEndReference;

/**
 * What an embedding is held against: the golden pack's; of a plugin or a form for which no pack has
 * any, that of the model itself, by its official graph on the CPU provider. That is computed in a
 * process of its own, so that what is timed has neither its memory nor its session.
 */
final class CpuAnswer {
  private static ModelRef known;
  private static float[] answer;

  private CpuAnswer() {}

  /** Throws if an embedding is wrong, and notes what came of it for the profiler. */
  static void check(BenchClip clip, float[] found, ModelRef ref)
      throws IOException, InterruptedException {
    ModelRef model = ref.formOf() == null ? ref.official() : ref.formOf();
    Optional<EndToEndReference> golden = clip.reference(ref.formOf() == null ? ref : model);
    if (golden.isEmpty() && (ref.formOf() != null || ref.provider().isPlugin())) {
      AnswerCheck.embedding(of(model, clip), found, ref, clip.name());
    } else {
      AnswerCheck.embedding(golden, found, ref, clip.name());
    }
  }

  /** A forked JVM has one clip and one model. */
  private static synchronized float[] of(ModelRef model, BenchClip clip)
      throws IOException, InterruptedException {
    if (!model.equals(known)) {
      answer = EmbeddingProcess.of(model, 1).embed(clip.writeWav());
      known = model;
    }
    return answer;
  }
}
