package org.speakerbench.engine.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.FloatBuffer;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.speakerbench.engine.internal.RelativeL2;
import org.speakerbench.engine.internal.SplitMix64;

/**
 * Whether a tuned graph gives what the official one gives, by this ONNX Runtime: both run on noise
 * of a deviation of 1.
 */
final class SameOutput {
  /**
   * Relative L2: float32 forms of one graph are some 1e-5 apart on noise, a few up to 1e-4; an
   * operator that a runtime computes wrongly makes 3e-3 and more.
   */
  static final double LIMIT = 5e-4;

  /** The same in a reduced precision, however far off the official graph is: a cosine of 0.9. */
  static final double REDUCED_LIMIT = 0.45;

  /** Below and above a segment of CAM++, and few. */
  private static final int[] FRAMES = {9, 50, 201};

  private static final int BINS = 80;
  private static final float AMPLITUDE = (float) Math.sqrt(3);

  private SameOutput() {}

  /** Why the tuned graph must not run, one clause; empty if it may. */
  static Optional<String> refusal(OpenSession official, OpenSession tuned) throws OrtException {
    return refusal(official, tuned, LIMIT);
  }

  /** How far another session is from the official one: the largest relative L2. */
  static double error(OpenSession official, OpenSession other) throws OrtException {
    double worst = 0;
    for (int frames : FRAMES) {
      try {
        float[] expected = run(official.session(), frames);
        worst = Math.max(worst, RelativeL2.of(expected, run(other.session(), frames)));
      } catch (OrtException e) {
        continue; // fewer frames than the model takes
      }
    }
    return worst;
  }

  /** Why the tuned graph must not run where a relative L2 up to a limit is right. */
  static Optional<String> refusal(OpenSession official, OpenSession tuned, double limit)
      throws OrtException {
    int compared = 0;
    for (int frames : FRAMES) {
      float[] expected;
      try {
        expected = run(official.session(), frames);
      } catch (OrtException e) {
        continue; // fewer frames than the model takes
      }
      double error;
      try {
        error = RelativeL2.of(expected, run(tuned.session(), frames));
      } catch (OrtException e) {
        return Optional.of("it fails on " + frames + " frames, which the official graph takes");
      }
      if (!(error <= limit)) {
        return Optional.of(
            String.format(
                Locale.ROOT,
                "its answer on %d frames is a relative L2 of %.1e off, expected at most %.0e",
                frames,
                error,
                limit));
      }
      compared++;
    }
    return compared > 0 ? Optional.empty() : Optional.of("the official graph runs on no noise");
  }

  private static float[] run(OrtSession session, int frames) throws OrtException {
    Map.Entry<String, NodeInfo> input = session.getInputInfo().entrySet().iterator().next();
    long[] shape = shape(((TensorInfo) input.getValue().getInfo()).getShape(), frames);
    int size = 1;
    for (long dimension : shape) {
      size = Math.multiplyExact(size, Math.toIntExact(dimension));
    }
    float[] noise = new SplitMix64(frames).noise(size, AMPLITUDE);
    try (OnnxTensor tensor =
            OnnxTensor.createTensor(OnnxRuntime.environment(), FloatBuffer.wrap(noise), shape);
        OrtSession.Result result = session.run(Map.of(input.getKey(), tensor))) {
      FloatBuffer found = ((OnnxTensor) result.get(0)).getFloatBuffer();
      float[] values = new float[found.remaining()];
      found.get(values);
      return values;
    }
  }

  /** [batch, frames, bins] or [batch, bins, frames]: what varies besides the batch is frames. */
  private static long[] shape(long[] declared, int frames) {
    long[] shape = declared.clone();
    shape[0] = shape[0] < 0 ? 2 : shape[0];
    boolean noBins = shape.length == 3 && shape[1] < 0 && shape[2] < 0;
    for (int axis = 1; axis < shape.length; axis++) {
      if (shape[axis] < 0) {
        shape[axis] = noBins && axis == 2 ? BINS : frames;
      }
    }
    return shape;
  }
}
