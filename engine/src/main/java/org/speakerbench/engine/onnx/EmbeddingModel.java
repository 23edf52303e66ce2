package org.speakerbench.engine.onnx;

import ai.onnxruntime.OrtException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.BiConsumer;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.fbank.ClipTooShortException;
import org.speakerbench.engine.fbank.Features;
import org.speakerbench.engine.graph.OnnxModel;

/**
 * A speaker-embedding model in ONNX Runtime: features [batch, frames, bins] to embeddings [batch,
 * dim].
 *
 * <p>Takes any model with a single rank-3 float input whose frame count is dynamic, and a float
 * output [batch, dim] or [batch, 1, dim], whatever their names. One session serves all threads; the
 * memory that a call feeds it through is kept for the next call. Closing waits for calls in
 * progress.
 */
public final class EmbeddingModel implements AutoCloseable {
  private final ModelSignature signature;
  private final OpenSession session;

  /** Memory that no call uses at the moment: as many as there were calls at the same time. */
  final ConcurrentLinkedDeque<IoBuffers> idle = new ConcurrentLinkedDeque<>();

  private final ReadWriteLock open = new ReentrantReadWriteLock();
  private boolean closed;

  private EmbeddingModel(ModelSignature signature, OpenSession session) {
    this.signature = signature;
    this.session = session;
  }

  /** Opens a model file with {@link SessionSettings#DEFAULT}; named after the file. */
  public static EmbeddingModel open(Path onnx) {
    return open(onnx, ModelSpec.file(String.valueOf(onnx.getFileName())), SessionSettings.DEFAULT);
  }

  /**
   * Opens a model file; external data is looked for beside it.
   *
   * @throws SpeakerbenchException if it is missing, is no ONNX file, or does not map features to
   *     embeddings as described above; or if this ONNX Runtime would compute it wrongly and nothing
   *     helps, see {@link #remedy}
   */
  public static EmbeddingModel open(Path onnx, ModelSpec spec, SessionSettings settings) {
    return open(
        onnx, spec, () -> RightGraph.of(onnx, OnnxRuntime.version()).open(settings.options()));
  }

  /**
   * Opens a model file, and keeps its optimised graph beside it for the next time.
   *
   * @throws SpeakerbenchException as above
   */
  public static EmbeddingModel open(
      Path onnx, ModelSpec spec, SessionSettings settings, OptimizedGraph optimized) {
    return open(onnx, spec, () -> optimized.open(onnx, settings));
  }

  /** Loads a session. */
  @FunctionalInterface
  private interface Loader {
    OpenSession load() throws OrtException;
  }

  private static EmbeddingModel open(Path onnx, ModelSpec spec, Loader loader) {
    OnnxModel.requireFile(onnx);
    OnnxRuntime.environment(); // tells why if the native library does not load
    try {
      OpenSession session = loader.load();
      try {
        return new EmbeddingModel(ModelSignature.of(session.session(), spec, onnx), session);
      } catch (OrtException | RuntimeException e) {
        session.close();
        throw e;
      }
    } catch (OrtException e) {
      throw LoadFailure.of(onnx, firstLine(e), e);
    }
  }

  private static String firstLine(Exception e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("no reason given");
  }

  /** What the model expects of its front end. */
  public ModelSpec spec() {
    return signature.spec();
  }

  /** Bins per frame that the model takes; 0 if it takes any number. */
  public int featureBins() {
    return signature.bins();
  }

  /** The only number of clips that the model takes in one call; -1 if it takes any. */
  public int fixedBatch() {
    return signature.fixedBatch();
  }

  /** Length of an embedding; -1 if the file does not say. */
  public int embeddingDim() {
    return signature.embeddingDim();
  }

  /**
   * What was done so that embeddings are right: some versions of ONNX Runtime before 1.29 compute
   * some models wrongly, CAM++ for example, without an error.
   */
  public Remedy remedy() {
    return session.remedy();
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
   * Embedding of one clip from raw features: the same bits as {@code embed(raw.meanNormalized())},
   * but the mean is subtracted on the way to the model, without a copy of the features.
   */
  public float[] embedRaw(Features raw) {
    return run(List.of(raw), IoBuffers::putNormalized)[0];
  }

  /**
   * Embeddings of clips of equal length in one call, [batch][dim]. Lengths must be equal because
   * padding changes embeddings.
   */
  public float[][] embed(List<Features> batch) {
    return run(batch, IoBuffers::put);
  }

  private float[][] run(List<Features> batch, BiConsumer<IoBuffers, Features> put) {
    signature.requireFits(batch);
    open.readLock().lock();
    try {
      if (closed) {
        throw new IllegalStateException("model " + spec().name() + " is closed");
      }
      IoBuffers buffers = idle.poll();
      if (buffers == null) {
        buffers = new IoBuffers(signature);
      }
      try {
        return run(buffers, batch, put);
      } finally {
        idle.push(buffers);
      }
    } finally {
      open.readLock().unlock();
    }
  }

  private float[][] run(
      IoBuffers buffers, List<Features> batch, BiConsumer<IoBuffers, Features> put) {
    Features first = batch.get(0);
    try {
      buffers.start(batch.size(), first.frames(), first.bins());
      for (Features features : batch) {
        put.accept(buffers, features);
      }
      return buffers.run(session.session());
    } catch (OrtException e) {
      throw new SpeakerbenchException(
          "model "
              + spec().name()
              + " failed on features ["
              + batch.size()
              + ", "
              + first.frames()
              + ", "
              + first.bins()
              + "]: "
              + firstLine(e),
          e);
    }
  }

  /** Frees the session; waits for calls in progress. Closing twice does nothing. */
  @Override
  public void close() {
    open.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        idle.forEach(IoBuffers::close); // all of them: no call is in progress
        idle.clear();
        session.close();
      }
    } catch (OrtException e) {
      throw new SpeakerbenchException("closing model " + spec().name() + ": " + firstLine(e), e);
    } finally {
      open.writeLock().unlock();
    }
  }
}
