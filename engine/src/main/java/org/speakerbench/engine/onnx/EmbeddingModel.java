package org.speakerbench.engine.onnx;

import ai.onnxruntime.OrtException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.fbank.ClipTooShortException;
import org.speakerbench.engine.fbank.Features;
import org.speakerbench.engine.fbank.MeanNormalization;
import org.speakerbench.engine.graph.OnnxModel;
import org.speakerbench.engine.provider.Provider;
import org.speakerbench.engine.spec.KnownModel;
import org.speakerbench.engine.spec.ModelSpec;

/**
 * A speaker-embedding model in ONNX Runtime: features [frames, bins] to embeddings [dim].
 *
 * <p>Takes any model with a single float input [batch, frames, bins] or [batch, bins, frames] whose
 * frame count is dynamic, and a float output [batch, dim] or [batch, 1, dim], whatever their names;
 * what it expects is its {@link ModelSpec}. One session serves all threads; the memory of a call is
 * kept for the next one, up to {@link #KEPT_FRAMES}. Closing waits for calls in progress.
 */
public final class EmbeddingModel implements AutoCloseable {
  /**
   * Most frames of a call, those of its clips together, whose memory is kept for the next one: a
   * minute. What a longer call took goes back to the system after it: a clip of an hour would leave
   * gigabytes for as long as the model is open.
   */
  public static final int KEPT_FRAMES = 6000;

  private final ModelSignature signature;
  private final OpenSession session;
  private final Loader loader;
  private final Provider provider;

  /** Of a plugin; null for ONNX Runtime's own provider, which says when it cannot compute. */
  private final StaleAnswers stale;

  /** Memory that no call uses at the moment: as many as there were calls at the same time. */
  final ConcurrentLinkedDeque<IoBuffers> idle = new ConcurrentLinkedDeque<>();

  private final ReadWriteLock open = new ReentrantReadWriteLock();
  private boolean closed;

  /** Bytes per frame, once it was asked for. */
  private OptionalDouble runMemory;

  private EmbeddingModel(
      ModelSignature signature, OpenSession session, Loader loader, Provider provider) {
    this.signature = signature;
    this.session = session;
    this.loader = loader;
    this.provider = provider;
    stale = provider.isPlugin() ? new StaleAnswers() : null;
  }

  /** Opens a model file with {@link SessionSettings#DEFAULT}; named after the file. */
  public static EmbeddingModel open(Path onnx) {
    return open(onnx, SessionSettings.DEFAULT);
  }

  /** Opens a model file; named after the file. */
  public static EmbeddingModel open(Path onnx, SessionSettings settings) {
    return open(onnx, KnownModel.file(String.valueOf(onnx.getFileName())), settings);
  }

  /**
   * Opens a model file; external data is looked for beside it.
   *
   * @throws SpeakerbenchException if it is missing, is no ONNX file, or does not map features to
   *     embeddings as described above; or if this ONNX Runtime would compute it wrongly and nothing
   *     helps, see {@link #remedy}
   */
  public static EmbeddingModel open(Path onnx, KnownModel known, SessionSettings settings) {
    return open(
        onnx,
        known,
        settings.provider(),
        () ->
            settings.graph() == GraphForm.TUNED
                ? TunedGraph.inCacheFolder(onnx).open(settings)
                : RightGraph.of(onnx, OnnxRuntime.version(), settings.provider())
                    .open(settings.options()));
  }

  /**
   * Opens a model file, and keeps its optimised graph beside it for the next time, and its tuned
   * graph if the settings ask for that.
   *
   * @throws SpeakerbenchException as above
   */
  public static EmbeddingModel open(
      Path onnx, KnownModel known, SessionSettings settings, OptimizedGraph optimized) {
    return open(onnx, known, settings.provider(), () -> optimized.open(onnx, settings));
  }

  /** Loads a session. */
  @FunctionalInterface
  private interface Loader {
    OpenSession load() throws OrtException;
  }

  private static EmbeddingModel open(
      Path onnx, KnownModel known, Provider provider, Loader loader) {
    OnnxModel.requireFile(onnx);
    OnnxRuntime.environment(); // tells why if the native library does not load
    try {
      OpenSession session = loader.load();
      try {
        ModelSignature signature = ModelSignature.of(session.session(), known, onnx);
        return new EmbeddingModel(signature, session, loader, provider);
      } catch (OrtException | RuntimeException e) {
        session.close();
        throw e;
      }
    } catch (OrtException e) {
      throw LoadFailure.of(onnx, provider, NativeMessage.sentence(e), e);
    }
  }

  /** What the model expects and gives. */
  public ModelSpec spec() {
    return signature.spec();
  }

  /** Bins per frame that the model takes; 0 if it takes any number. */
  public int featureBins() {
    return spec().featureBins();
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
   * Which graph runs: the official one too where a tuned one was asked for, but no pass finds
   * anything in the model, or this version of ONNX Runtime was not tried with them.
   */
  public GraphForm graph() {
    return session.graph();
  }

  /**
   * Embedding of one clip, [dim].
   *
   * @param features what the model takes, by its front end mean-normalised or not, [frames, bins]
   * @throws ClipTooShortException if there are fewer frames than the model pools over
   * @throws SpeakerbenchException if the bins are not the model's, or the result is not finite
   */
  public float[] embed(Features features) {
    return embed(List.of(features))[0];
  }

  /**
   * Embedding of one clip from raw features, [frames, bins]: the same bits as {@link #embed} gives
   * of features that the model's front end has normalised, without a copy of them.
   */
  public float[] embedRaw(Features raw) {
    return embedRaw(raw, spec().frontEnd().mean());
  }

  /** The same with another normalisation than the model's. */
  public float[] embedRaw(Features raw, MeanNormalization mean) {
    return run(List.of(raw), mean)[0];
  }

  /**
   * Embeddings of clips of equal length in one call, [batch][dim]. Lengths must be equal because
   * padding changes embeddings.
   */
  public float[][] embed(List<Features> batch) {
    return run(batch, MeanNormalization.NONE);
  }

  private float[][] run(List<Features> batch, MeanNormalization mean) {
    signature.requireFits(batch);
    open.readLock().lock();
    try {
      requireOpen();
      return isLong(batch) ? runOnce(batch, mean) : runAgain(batch, mean);
    } finally {
      open.readLock().unlock();
    }
  }

  private static boolean isLong(List<Features> batch) {
    return (long) batch.size() * batch.get(0).frames() > KEPT_FRAMES;
  }

  private float[][] runAgain(List<Features> batch, MeanNormalization mean) {
    IoBuffers buffers = idle.poll();
    if (buffers == null) {
      buffers = new IoBuffers(signature, false);
    }
    try {
      return run(buffers, batch, mean);
    } finally {
      idle.push(buffers);
    }
  }

  private float[][] runOnce(List<Features> batch, MeanNormalization mean) {
    try (IoBuffers buffers = new IoBuffers(signature, true)) {
      return run(buffers, batch, mean);
    }
  }

  private float[][] run(IoBuffers buffers, List<Features> batch, MeanNormalization mean) {
    Features first = batch.get(0);
    try {
      put(buffers, batch, mean);
      return stale == null ? buffers.run(session.session()) : fresh(buffers, batch, mean);
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
              + NativeMessage.sentence(e),
          e);
    }
  }

  private static void put(IoBuffers buffers, List<Features> batch, MeanNormalization mean)
      throws OrtException {
    Features first = batch.get(0);
    buffers.start(batch.size(), first.frames(), first.bins());
    for (Features features : batch) {
      buffers.put(features, mean);
    }
  }

  /**
   * An answer of a plugin that is no earlier one. Where it has the bits of one, noise of that shape
   * tells: features that are nearly the same may have one embedding, noise has another, unless the
   * plugin cannot compute that shape.
   */
  private float[][] fresh(IoBuffers buffers, List<Features> batch, MeanNormalization mean)
      throws OrtException {
    long input = buffers.inputHash();
    float[][] embeddings = buffers.run(session.session());
    if (!stale.contain(input, embeddings)) {
      return embeddings;
    }
    Features first = batch.get(0);
    Features noise = StaleAnswers.noise(first.frames(), first.bins());
    put(buffers, Collections.nCopies(batch.size(), noise), MeanNormalization.NONE);
    if (!stale.contain(buffers.inputHash(), buffers.run(session.session()))) {
      put(buffers, batch, mean);
      return buffers.run(session.session()); // the first after a run that failed is stale too
    }
    throw new SpeakerbenchException(
        "model "
            + spec().name()
            + ", provider "
            + provider.label()
            + ": found the embedding of other features for features ["
            + first.frames()
            + ", "
            + first.bins()
            + "], expected one of its own: the plugin cannot compute them, and does not say so");
  }

  /**
   * About how many bytes a clip of so many frames takes inside the model while it is computed, its
   * features and embedding aside; empty where the system does not tell, or the model cannot be
   * loaded again. Found by a trial the first time, which loads it and runs half a minute of noise.
   */
  public OptionalLong runBytes(int frames) {
    open.readLock().lock();
    try {
      requireOpen();
      OptionalDouble perFrame = runMemory();
      return perFrame.isEmpty()
          ? OptionalLong.empty()
          : OptionalLong.of(Math.round(perFrame.getAsDouble() * frames));
    } finally {
      open.readLock().unlock();
    }
  }

  private synchronized OptionalDouble runMemory() {
    if (runMemory == null) {
      try (OpenSession untouched = loader.load()) {
        runMemory = RunMemory.bytesPerFrame(untouched, signature);
      } catch (OrtException | SpeakerbenchException e) {
        runMemory = OptionalDouble.empty();
      }
    }
    return runMemory;
  }

  /** Where the model is computed. */
  public Provider provider() {
    return provider;
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("model " + spec().name() + " is closed");
    }
  }

  /**
   * Ends the profile that the settings asked for: what runs after it is in none.
   *
   * @return the file that ONNX Runtime's profiler wrote
   * @throws SpeakerbenchException if the settings asked for none, or it cannot be written
   */
  public Path endProfiling() {
    String file;
    open.readLock().lock();
    try {
      requireOpen();
      file = session.session().endProfiling();
    } catch (OrtException e) {
      throw new SpeakerbenchException(
          "the profile of model " + spec().name() + ": " + NativeMessage.sentence(e), e);
    } finally {
      open.readLock().unlock();
    }
    if (file.isEmpty()) {
      throw new SpeakerbenchException(
          "model " + spec().name() + ": found no profile, expected settings that ask for one");
    }
    return Path.of(file);
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
      throw new SpeakerbenchException(
          "closing model " + spec().name() + ": " + NativeMessage.sentence(e), e);
    } finally {
      open.writeLock().unlock();
    }
  }
}
