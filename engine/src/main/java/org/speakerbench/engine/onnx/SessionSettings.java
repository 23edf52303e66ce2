package org.speakerbench.engine.onnx;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import java.nio.file.Path;
import org.speakerbench.engine.Setting;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.graph.pass.Passes;
import org.speakerbench.engine.provider.Provider;

/**
 * Settings of an ONNX Runtime session. Besides the threads they are fixed, each for a measured
 * reason: sequential execution and all graph optimisations are fastest for these models; memory
 * patterns are off because clips differ in length and each length would keep its own plan (84 MB
 * instead of 27 MB); the arena stays on: without it runs are slower and take more memory. Denormals
 * as zero must never be set: in a JVM it falsifies Java's own arithmetic in the thread that opens
 * the first model. Figures of these and of others that save nothing:
 * bench/experiments/session-settings.
 *
 * @param intraOpThreads threads inside one operator; 1 is best per core, and what is published
 * @param graph the model's graph as its file has it, or tuned for this runtime: made once, kept in
 *     the cache folder, and never written beside a file of the user's. Where no tuned form is known
 *     to be right the official one runs, and {@link EmbeddingModel#graph()} says so
 * @param provider where it is computed, and in which precision
 * @param profile start of the path of the file in which ONNX Runtime's profiler notes each node
 *     that runs, see {@link EmbeddingModel#endProfiling()}; null for no profile. It costs time
 */
public record SessionSettings(
    int intraOpThreads, GraphForm graph, Provider provider, Path profile) {
  /** Most threads inside one operator. */
  public static final int MAX_THREADS = 1024;

  /** One thread per call: throughput comes from parallel calls. */
  public static final SessionSettings DEFAULT = new SessionSettings(1);

  public SessionSettings {
    if (intraOpThreads < 1 || intraOpThreads > MAX_THREADS) {
      throw new SpeakerbenchException(
          "intra-op threads (",
          Setting.INTRA_OP_THREADS,
          "): found " + intraOpThreads + ", expected 1 to " + MAX_THREADS);
    }
  }

  /** The official graph on ONNX Runtime's own provider. */
  public SessionSettings(int intraOpThreads) {
    this(intraOpThreads, GraphForm.OFFICIAL, Provider.CPU, null);
  }

  /** The same settings with another form of the graph. */
  public SessionSettings with(GraphForm form) {
    return new SessionSettings(intraOpThreads, form, provider, profile);
  }

  /** The same settings with another provider. */
  public SessionSettings with(Provider other) {
    return new SessionSettings(intraOpThreads, graph, other, profile);
  }

  /** The same settings under ONNX Runtime's profiler. */
  public SessionSettings profiled(Path prefix) {
    return new SessionSettings(intraOpThreads, graph, provider, prefix);
  }

  /** What decides the graph that comes of optimisation. */
  static final String GRAPH = "optimization=all";

  /** These settings as ONNX Runtime takes them; the caller closes them after their session. */
  public OrtSession.SessionOptions options() throws OrtException {
    OnnxRuntime.environment(); // tells why if the native library does not load
    OrtSession.SessionOptions options = new OrtSession.SessionOptions();
    // Errors are thrown; what else it logs is for its own developers.
    options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
    options.setIntraOpNumThreads(intraOpThreads);
    options.setInterOpNumThreads(1);
    options.setExecutionMode(OrtSession.SessionOptions.ExecutionMode.SEQUENTIAL);
    options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
    options.setMemoryPatternOptimization(false);
    options.setCPUArenaAllocator(true);
    try {
      if (provider.isPlugin()) {
        Plugins.add(provider, intraOpThreads, options);
      }
      if (profile != null) {
        options.enableProfiling(profile.toString());
      }
    } catch (OrtException | RuntimeException e) {
      options.close();
      throw e;
    } catch (LinkageError e) {
      options.close();
      throw PluginDevice.tooOld(provider, e);
    }
    return options;
  }

  /** The same for a graph that was optimised with {@link #options()} before. */
  OrtSession.SessionOptions optionsForOptimized() throws OrtException {
    OrtSession.SessionOptions options = options();
    options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.NO_OPT);
    return options;
  }

  @Override
  public String toString() {
    return "intra_op_threads="
        + intraOpThreads
        + " inter_op_threads=1 execution=sequential "
        + GRAPH
        + " memory_pattern=off arena=on"
        + (graph == GraphForm.TUNED ? " graph=tuned passes=" + Passes.VERSION : "")
        + (provider.isPlugin() ? " provider=" + provider.label() + " " + provider.options() : "");
  }
}
