package org.speakerbench.engine.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.fbank.ClipTooShortException;
import org.speakerbench.engine.fbank.Features;

/**
 * A speaker-embedding model in ONNX Runtime: features [batch, frames, bins] to embeddings [batch,
 * dim].
 *
 * <p>Takes any model with a single rank-3 float input whose frame count is dynamic, and a rank-2
 * float output, whatever their names. One session serves all threads; the direct buffers that feed
 * it are reused. Closing waits for calls in progress.
 */
public final class EmbeddingModel implements AutoCloseable {
  private final ModelSpec spec;
  private final Path file;
  private final OrtSession.SessionOptions options;
  private final OrtSession session;
  private final String inputName;
  private final String outputName;
  private final int bins;
  private final int fixedBatch;
  private final int embeddingDim;
  private final ConcurrentLinkedDeque<FloatBuffer> inputBuffers = new ConcurrentLinkedDeque<>();
  private final ReadWriteLock open = new ReentrantReadWriteLock();
  private boolean closed;

  private EmbeddingModel(
      ModelSpec spec, Path file, OrtSession.SessionOptions options, OrtSession session)
      throws OrtException {
    this.spec = spec;
    this.file = file;
    this.options = options;
    this.session = session;
    Map.Entry<String, NodeInfo> input = onlyInput(session.getInputInfo());
    inputName = input.getKey();
    TensorInfo inputInfo = tensor(input.getValue());
    long[] shape = inputInfo.getShape();
    if (shape[1] >= 0) {
      throw refused(
          "input "
              + inputName
              + " has a fixed frame count of "
              + shape[1]
              + ", expected a dynamic axis: export it with dynamic_axes for the frames");
    }
    fixedBatch = (int) shape[0];
    if (shape[2] >= 0 && spec.featureBins() > 0 && shape[2] != spec.featureBins()) {
      throw refused(
          "input " + inputName + " takes " + shape[2] + " bins, expected " + spec.featureBins());
    }
    bins = shape[2] >= 0 ? (int) shape[2] : spec.featureBins();
    Map.Entry<String, NodeInfo> output = embeddingOutput(session.getOutputInfo());
    outputName = output.getKey();
    embeddingDim = (int) tensor(output.getValue()).getShape()[1];
    session
        .getMetadata()
        .getCustomMetadataValue("normalize_samples")
        .filter("0"::equals)
        .ifPresent(
            found -> {
              throw refused(
                  "its metadata says normalize_samples=0 (samples scaled to 16 bits), expected a"
                      + " model for samples in [-1, 1): this front end is not supported yet");
            });
  }

  /** Opens a model file with {@link SessionSettings#DEFAULT}; named after the file. */
  public static EmbeddingModel open(Path onnx) {
    return open(onnx, ModelSpec.file(String.valueOf(onnx.getFileName())), SessionSettings.DEFAULT);
  }

  /**
   * Opens a model file; external data is looked for beside it.
   *
   * @throws SpeakerbenchException if it is missing, is no ONNX file, or does not map features to
   *     embeddings as described above
   */
  public static EmbeddingModel open(Path onnx, ModelSpec spec, SessionSettings settings) {
    if (!Files.isRegularFile(onnx)) {
      throw new SpeakerbenchException(
          onnx
              + ": found "
              + (Files.isDirectory(onnx) ? "a folder" : "no such file")
              + ", expected an ONNX model");
    }
    OrtEnvironment environment = OnnxRuntime.environment();
    OrtSession.SessionOptions options = null;
    OrtSession session = null;
    try {
      options = settings.options();
      session = environment.createSession(onnx.toString(), options);
      return new EmbeddingModel(spec, onnx, options, session);
    } catch (OrtException | RuntimeException e) {
      closeAfter(e, session, options);
      if (e instanceof RuntimeException unusable) {
        throw unusable;
      }
      throw cannotLoad(onnx, e);
    }
  }

  /** Options are closed after their session, which may still use them. */
  private static void closeAfter(
      Exception e, OrtSession session, OrtSession.SessionOptions options) {
    if (session != null) {
      try {
        session.close();
      } catch (OrtException suppressed) {
        e.addSuppressed(suppressed);
      }
    }
    if (options != null) {
      options.close();
    }
  }

  private static SpeakerbenchException cannotLoad(Path onnx, Exception e) {
    String reason = firstLine(e);
    String expected =
        reason.toLowerCase(Locale.ROOT).contains("external")
            ? "expected the whole of its external data beside it"
            : "expected an ONNX model that ONNX Runtime " + OnnxRuntime.version() + " can load";
    return new SpeakerbenchException(onnx + ": " + expected + ", found: " + reason, e);
  }

  private static String firstLine(Exception e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("no reason given");
  }

  private SpeakerbenchException refused(String reason) {
    return new SpeakerbenchException("model " + spec.name() + " (" + file + "): " + reason);
  }

  private Map.Entry<String, NodeInfo> onlyInput(Map<String, NodeInfo> inputs) {
    if (inputs.size() != 1) {
      throw refused(
          "found " + inputs.size() + " inputs " + inputs.keySet() + ", expected one of rank 3");
    }
    Map.Entry<String, NodeInfo> input = inputs.entrySet().iterator().next();
    if (!isFloatOfRank(input.getValue(), 3)) {
      throw refused(
          "input "
              + input.getKey()
              + " is "
              + describe(input.getValue())
              + ", expected float [batch, frames, bins]");
    }
    return input;
  }

  private Map.Entry<String, NodeInfo> embeddingOutput(Map<String, NodeInfo> outputs) {
    List<Map.Entry<String, NodeInfo>> candidates =
        outputs.entrySet().stream().filter(o -> isFloatOfRank(o.getValue(), 2)).toList();
    if (candidates.size() == 1) {
      return candidates.get(0);
    }
    return candidates.stream()
        .filter(output -> output.getKey().equals("embedding"))
        .findFirst()
        .orElseThrow(
            () ->
                refused(
                    "found "
                        + candidates.size()
                        + " outputs of float [batch, dim] among "
                        + outputs.keySet()
                        + ", expected one, or one named embedding"));
  }

  private static boolean isFloatOfRank(NodeInfo node, int rank) {
    TensorInfo info = tensor(node);
    return info != null && info.type == OnnxJavaType.FLOAT && info.getShape().length == rank;
  }

  private static TensorInfo tensor(NodeInfo node) {
    return node.getInfo() instanceof TensorInfo info ? info : null;
  }

  private static String describe(NodeInfo node) {
    TensorInfo info = tensor(node);
    return info == null ? "no tensor" : info.type + " " + Arrays.toString(info.getShape());
  }

  /** What the model expects of its front end. */
  public ModelSpec spec() {
    return spec;
  }

  /** Bins per frame that the model takes; 0 if it takes any number. */
  public int featureBins() {
    return bins;
  }

  /** Length of an embedding; -1 if the file does not say. */
  public int embeddingDim() {
    return embeddingDim;
  }

  /**
   * Embedding of one clip, [dim].
   *
   * @param features mean-normalised, [frames, bins]
   * @throws ClipTooShortException if there are fewer frames than the model pools over
   * @throws SpeakerbenchException if the bins are not the model's, or the result is not finite
   */
  public float[] embed(Features features) {
    return embed(List.of(features))[0];
  }

  /**
   * Embeddings of clips of equal length in one call, [batch][dim]. Lengths must be equal because
   * padding changes embeddings.
   */
  public float[][] embed(List<Features> batch) {
    if (batch.isEmpty()) {
      throw refused("found an empty batch, expected at least one clip");
    }
    Features first = batch.get(0);
    check(batch, first);
    int values = first.frames() * first.bins();
    FloatBuffer input = borrow((long) values * batch.size());
    try {
      for (Features features : batch) {
        input.put(features.data(), 0, values);
      }
      input.flip();
      return run(input, new long[] {batch.size(), first.frames(), first.bins()});
    } finally {
      inputBuffers.push(input);
    }
  }

  private void check(List<Features> batch, Features first) {
    if (bins > 0 && first.bins() != bins) {
      throw refused("found features of " + first.bins() + " bins, expected " + bins);
    }
    if (first.frames() < spec.minFrames()) {
      throw ClipTooShortException.frames(spec.name(), first.frames(), spec.minFrames());
    }
    if (fixedBatch >= 0 && fixedBatch != batch.size()) {
      throw refused(
          "found a batch of "
              + batch.size()
              + ", expected "
              + fixedBatch
              + ": it was exported with a fixed batch size");
    }
    for (Features features : batch) {
      if (features.frames() != first.frames() || features.bins() != first.bins()) {
        throw refused(
            "found clips of "
                + first
                + " and "
                + features
                + " in one batch, expected equal shapes");
      }
    }
  }

  private float[][] run(FloatBuffer input, long[] shape) {
    open.readLock().lock();
    try {
      if (closed) {
        throw new IllegalStateException("model " + spec.name() + " is closed");
      }
      try (OnnxTensor tensor = OnnxTensor.createTensor(OnnxRuntime.environment(), input, shape);
          OrtSession.Result result = session.run(Map.of(inputName, tensor), Set.of(outputName))) {
        OnnxTensor output = (OnnxTensor) result.get(0);
        return embeddings(output.getFloatBuffer(), output.getInfo().getShape(), shape);
      }
    } catch (OrtException e) {
      throw new SpeakerbenchException(
          "model "
              + spec.name()
              + " failed on features "
              + Arrays.toString(shape)
              + ": "
              + firstLine(e),
          e);
    } finally {
      open.readLock().unlock();
    }
  }

  private float[][] embeddings(FloatBuffer values, long[] found, long[] inputShape) {
    if (found[0] != inputShape[0]) {
      throw refused("found " + found[0] + " embeddings for a batch of " + inputShape[0]);
    }
    float[][] embeddings = new float[(int) found[0]][(int) found[1]];
    for (float[] embedding : embeddings) {
      values.get(embedding);
      for (int i = 0; i < embedding.length; i++) {
        if (!Float.isFinite(embedding[i])) {
          throw refused(
              "value "
                  + i
                  + " of the embedding is "
                  + embedding[i]
                  + ", expected finite values (features "
                  + Arrays.toString(inputShape)
                  + "; the clip may be too short for it)");
        }
      }
    }
    return embeddings;
  }

  private FloatBuffer borrow(long values) {
    if (values * Float.BYTES > Integer.MAX_VALUE) {
      throw refused(
          "found "
              + values
              + " feature values in one call, expected at most "
              + Integer.MAX_VALUE / Float.BYTES);
    }
    FloatBuffer buffer = inputBuffers.poll();
    if (buffer == null || buffer.capacity() < values) {
      buffer =
          ByteBuffer.allocateDirect((int) values * Float.BYTES)
              .order(ByteOrder.nativeOrder())
              .asFloatBuffer();
    }
    return buffer.clear();
  }

  /** Frees the session; waits for calls in progress. Closing twice does nothing. */
  @Override
  public void close() {
    open.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        session.close();
        options.close(); // only now: the session may use them
      }
    } catch (OrtException e) {
      throw new SpeakerbenchException("closing model " + spec.name() + ": " + firstLine(e), e);
    } finally {
      open.writeLock().unlock();
    }
  }
}
