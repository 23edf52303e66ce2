package org.speakerbench.engine.onnx;

import ai.onnxruntime.OrtException;
import java.util.OptionalDouble;
import org.speakerbench.engine.fbank.Features;
import org.speakerbench.engine.fbank.MeanNormalization;
import org.speakerbench.engine.internal.ResidentMemory;

/**
 * What a model takes for the values between its nodes while it computes a clip, by trial: a session
 * that has run nothing has no memory for them, so what the process grows by in its first run is
 * theirs. They grow with the frames. What other threads take meanwhile is counted too: "about".
 */
final class RunMemory {
  /** Half a minute: long enough for what does not grow with the clip to count little. */
  static final int TRIED_FRAMES = 3000;

  private RunMemory() {}

  /**
   * Bytes per frame.
   *
   * @param untouched a session that has run nothing
   * @return empty where the system does not tell the memory of a process
   */
  static OptionalDouble bytesPerFrame(OpenSession untouched, ModelSignature model)
      throws OrtException {
    int bins = model.spec().frontEnd().fbank().dim();
    Features noise = StaleAnswers.noise(TRIED_FRAMES, bins);
    try (IoBuffers buffers = new IoBuffers(model, false)) {
      buffers.start(1, noise.frames(), bins);
      buffers.put(noise, MeanNormalization.NONE);
      double before = ResidentMemory.now().nowMb();
      buffers.run(untouched.session());
      double growth = ResidentMemory.now().nowMb() - before;
      return growth > 0 ? OptionalDouble.of(growth * 1e6 / TRIED_FRAMES) : OptionalDouble.empty();
    }
  }
}
