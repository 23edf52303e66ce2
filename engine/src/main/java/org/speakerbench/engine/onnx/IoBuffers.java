package org.speakerbench.engine.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.speakerbench.engine.fbank.Features;
import org.speakerbench.engine.fbank.MeanNormalization;

/**
 * The memory through which one call at a time feeds a session and receives its embeddings: direct
 * buffers, which ONNX Runtime reads and writes in place, and the tensors that describe them.
 * Buffers grow to the longest clip; tensors are kept while the shape stays the same.
 *
 * <p>Embeddings are received in place (a pinned output) once a call has shown that the model gives
 * the shape that its file says; where the file says no length they never are.
 */
final class IoBuffers implements AutoCloseable {
  /** Source: onnxruntime_run_options_config_keys.h. */
  private static final String SHRINK_ARENA = "memory.enable_memory_arena_shrinkage";

  private final ModelSignature model;
  private final boolean once;
  private final InputWriter writer;
  private FloatBuffer input = direct(0);
  private FloatBuffer output = direct(0);
  private long[] shape = {0, 0, 0};
  private final List<OnnxTensor> tensors = new ArrayList<>(2);
  private Map<String, OnnxTensor> inputs;
  private Map<String, OnnxTensor> outputs;
  private boolean shapeConfirmed;

  /**
   * @param once whether what the runtime takes for a call is to be given back after it
   */
  IoBuffers(ModelSignature model, boolean once) {
    this.model = model;
    this.once = once;
    writer = new InputWriter(model.spec().axes());
  }

  /** Prepares for a call; as many features of this shape as the batch has are put next. */
  void start(int batch, int frames, int bins) throws OrtException {
    long[] wanted = model.spec().axes().shape(batch, frames, bins);
    if (Arrays.equals(shape, wanted)) {
      input.clear();
      return;
    }
    close();
    input = ofSize(input, (long) batch * frames * bins);
    inputs = Map.of(model.spec().input(), tensor(input, wanted));
    if (model.embeddingDim() > 0) {
      output = ofSize(output, (long) batch * model.embeddingDim());
      outputs = Map.of(model.spec().output(), tensor(output, model.outputShape(batch)));
    }
    shape = wanted;
  }

  private OnnxTensor tensor(FloatBuffer values, long... dimensions) throws OrtException {
    OnnxTensor tensor = OnnxTensor.createTensor(OnnxRuntime.environment(), values, dimensions);
    tensors.add(tensor);
    return tensor;
  }

  /** Appends features, normalised on the way. */
  void put(Features features, MeanNormalization mean) {
    writer.put(features, mean, input);
  }

  /** Hash of what was put and of its shape. */
  long inputHash() {
    long hash = Arrays.hashCode(shape);
    for (int i = 0; i < input.position(); i++) {
      hash = StaleAnswers.hash(hash, input.get(i));
    }
    return hash;
  }

  /** Runs the model on what was put, and returns [batch][dim]. */
  float[][] run(OrtSession session) throws OrtException {
    if (once) {
      return runOnce(session);
    }
    if (shapeConfirmed) {
      for (int i = 0; i < output.limit(); i++) {
        output.put(i, Float.NaN); // of a run that writes none no earlier embedding is left
      }
      session.run(inputs, Set.of(), outputs).close(); // closes no pinned output
      return embeddings(output.clear(), model.embeddingDim());
    }
    try (OrtSession.Result result = session.run(inputs, Set.of(model.spec().output()))) {
      OnnxTensor found = (OnnxTensor) result.get(0);
      int dim = model.dim(shape[0], found.getInfo().getShape());
      shapeConfirmed = dim == model.embeddingDim() && canPin();
      return embeddings(found.getFloatBuffer(), dim);
    }
  }

  /** A run after which ONNX Runtime's arena gives back to the system what no other run uses. */
  private float[][] runOnce(OrtSession session) throws OrtException {
    try (OrtSession.RunOptions options = new OrtSession.RunOptions()) {
      options.addRunConfigEntry(SHRINK_ARENA, "cpu:0");
      try (OrtSession.Result result = session.run(inputs, Set.of(model.spec().output()), options)) {
        OnnxTensor found = (OnnxTensor) result.get(0);
        return embeddings(found.getFloatBuffer(), model.dim(shape[0], found.getInfo().getShape()));
      }
    }
  }

  /** Whether this ONNX Runtime has pinned outputs: since 1.17. */
  private static boolean canPin() {
    try {
      OrtSession.class.getMethod("run", Map.class, Set.class, Map.class);
      return true;
    } catch (NoSuchMethodException e) {
      return false;
    }
  }

  private float[][] embeddings(FloatBuffer values, int dim) {
    float[][] embeddings = new float[(int) shape[0]][dim];
    for (float[] embedding : embeddings) {
      values.get(embedding);
      requireDirection(embedding);
    }
    return embeddings;
  }

  /** Throws if it has no direction that could be compared: a value is not finite, or all are 0. */
  private void requireDirection(float[] embedding) {
    boolean zero = true;
    for (int i = 0; i < embedding.length; i++) {
      if (!Float.isFinite(embedding[i])) {
        throw model.refused(
            "value "
                + i
                + " of the embedding is "
                + embedding[i]
                + ", expected finite values (features "
                + Arrays.toString(shape)
                + "; the clip may be too short for it)");
      }
      zero &= embedding[i] == 0;
    }
    if (zero) {
      throw model.refused(
          "all "
              + embedding.length
              + " values of the embedding are 0, expected one with a length (features "
              + Arrays.toString(shape)
              + "; the clip may be silent)");
    }
  }

  /** The buffer, or a larger one, with room for exactly so many values. */
  private FloatBuffer ofSize(FloatBuffer buffer, long values) {
    if (values > Integer.MAX_VALUE / Float.BYTES) {
      throw model.refused(
          "found "
              + values
              + " values in one call, expected at most "
              + Integer.MAX_VALUE / Float.BYTES);
    }
    FloatBuffer large = buffer.capacity() < values ? direct((int) values) : buffer;
    return large.clear().limit((int) values);
  }

  private static FloatBuffer direct(int values) {
    return ByteBuffer.allocateDirect(values * Float.BYTES)
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }

  /** The tensors that are not closed: the input, and the output if it may be pinned. */
  List<OnnxTensor> tensors() {
    return List.copyOf(tensors);
  }

  /** Frees the tensors; a next {@link #start} makes new ones. */
  @Override
  public void close() {
    shape = new long[3];
    tensors.forEach(OnnxTensor::close);
    tensors.clear();
  }
}
