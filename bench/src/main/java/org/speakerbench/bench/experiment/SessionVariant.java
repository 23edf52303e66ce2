package org.speakerbench.bench.experiment;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.OrtSession.SessionOptions.ExecutionMode;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import java.util.List;
import org.speakerbench.engine.onnx.SessionSettings;

/**
 * One setting of a session that differs from the engine's own.
 *
 * @param name in tables
 * @param threads threads that a run uses
 * @param change made to the options of {@link SessionSettings#DEFAULT}
 */
record SessionVariant(String name, int threads, Change change) {
  /** Names of the dynamic axes in the zoo's graphs, as 3D-Speaker's exporter writes them. */
  private static final String BATCH_AXIS = "batch_size";

  private static final String FRAMES_AXIS = "frame_num";

  /** Frames of the clip that is timed, 3000 ms. */
  private static final int FRAMES = 298;

  /** The engine's own settings. */
  static final SessionVariant CURRENT = new SessionVariant("current", 1, options -> {});

  /**
   * Takes effect once in a process: in the thread that makes the first session, for good, whatever
   * else runs in that thread.
   */
  private static final SessionVariant DENORMALS_AS_ZERO =
      config("denormals as zero", "session.set_denormal_as_zero");

  /**
   * All that is tried, first the engine's own settings twice: how far the second is from the first
   * is what the others have to exceed.
   */
  static final List<SessionVariant> ALL =
      List.of(
          CURRENT,
          new SessionVariant("current again", 1, options -> {}),
          new SessionVariant(
              "memory pattern on", 1, options -> options.setMemoryPatternOptimization(true)),
          new SessionVariant("arena off", 1, options -> options.setCPUArenaAllocator(false)),
          config("prepacking off", "session.disable_prepacking"),
          config(
              "initializers outside of the arena", "session.use_device_allocator_for_initializers"),
          config("allocators of the environment", "session.use_env_allocators"),
          new SessionVariant(
              "optimization extended", 1, o -> o.setOptimizationLevel(OptLevel.EXTENDED_OPT)),
          new SessionVariant(
              "optimization basic", 1, o -> o.setOptimizationLevel(OptLevel.BASIC_OPT)),
          new SessionVariant("optimization off", 1, o -> o.setOptimizationLevel(OptLevel.NO_OPT)),
          new SessionVariant(
              "batch fixed to 1", 1, o -> o.setSymbolicDimensionValue(BATCH_AXIS, 1)),
          new SessionVariant(
              "batch and frames fixed",
              1,
              options -> {
                options.setSymbolicDimensionValue(BATCH_AXIS, 1);
                options.setSymbolicDimensionValue(FRAMES_AXIS, FRAMES);
              }),
          new SessionVariant("deterministic", 1, o -> o.setDeterministicCompute(true)),
          new SessionVariant(
              "parallel execution with 2 inter-op threads",
              2,
              options -> {
                options.setExecutionMode(ExecutionMode.PARALLEL);
                options.setInterOpNumThreads(2);
              }),
          new SessionVariant("2 intra-op threads", 2, o -> o.setIntraOpNumThreads(2)),
          new SessionVariant(
              "2 intra-op threads without spinning",
              2,
              options -> {
                options.setIntraOpNumThreads(2);
                options.addConfigEntry("session.intra_op.allow_spinning", "0");
              }),
          DENORMALS_AS_ZERO);

  /** All that can be tried beside each other in one process. */
  static final List<SessionVariant> INTERLEAVED =
      ALL.stream().filter(variant -> variant != DENORMALS_AS_ZERO).toList();

  /** What is done to the options. */
  @FunctionalInterface
  interface Change {
    void apply(SessionOptions options) throws OrtException;
  }

  private static SessionVariant config(String name, String key) {
    return new SessionVariant(name, 1, options -> options.addConfigEntry(key, "1"));
  }

  /** The variant of a name. */
  static SessionVariant named(String name) {
    return ALL.stream()
        .filter(variant -> variant.name.equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "variant "
                        + name
                        + " found, expected one of "
                        + ALL.stream().map(SessionVariant::name).toList()));
  }

  /** The options; the caller closes them after their session. */
  SessionOptions options() throws OrtException {
    SessionOptions options = SessionSettings.DEFAULT.options();
    change.apply(options);
    return options;
  }
}
