package org.speakerbench.bench.measure;

import java.util.EnumMap;
import java.util.Map;
import org.speakerbench.bench.format.Stage;
import org.speakerbench.bench.jmh.ColdStart;
import org.speakerbench.bench.jmh.EndToEnd;
import org.speakerbench.bench.jmh.Extraction;
import org.speakerbench.bench.jmh.FbankOnly;
import org.speakerbench.bench.jmh.Inference;
import org.speakerbench.bench.jmh.SessionLoad;
import org.speakerbench.bench.jmh.WavRead;
import org.speakerbench.bench.jmh.ceiling.Fma;
import org.speakerbench.bench.jmh.ceiling.Gemm;

/** Which JMH benchmark times a stage. */
final class Benchmarks {
  private static final Map<Stage, Class<?>> CLASSES = new EnumMap<>(Stage.class);

  static {
    CLASSES.put(Stage.READ, WavRead.class);
    CLASSES.put(Stage.FBANK, FbankOnly.class);
    CLASSES.put(Stage.INFER, Inference.class);
    CLASSES.put(Stage.E2E, EndToEnd.class);
    CLASSES.put(Stage.EXTRACT, Extraction.class);
    CLASSES.put(Stage.LOAD, SessionLoad.class);
    CLASSES.put(Stage.COLD, ColdStart.class);
    CLASSES.put(Stage.GEMM, Gemm.class);
    CLASSES.put(Stage.FMA, Fma.class);
  }

  private Benchmarks() {}

  static Class<?> of(Stage stage) {
    return CLASSES.get(stage);
  }
}
