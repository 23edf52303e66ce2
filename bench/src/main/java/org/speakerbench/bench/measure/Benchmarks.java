package org.speakerbench.bench.measure;

import org.speakerbench.bench.format.Stage;
import org.speakerbench.bench.jmh.ColdStart;
import org.speakerbench.bench.jmh.EndToEnd;
import org.speakerbench.bench.jmh.Extraction;
import org.speakerbench.bench.jmh.FbankOnly;
import org.speakerbench.bench.jmh.Inference;
import org.speakerbench.bench.jmh.LengthsInTurn;
import org.speakerbench.bench.jmh.NewLengths;
import org.speakerbench.bench.jmh.SessionLoad;
import org.speakerbench.bench.jmh.WavRead;
import org.speakerbench.bench.jmh.ceiling.Fma;
import org.speakerbench.bench.jmh.ceiling.Gemm;
import org.speakerbench.bench.jmh.ceiling.GemmBf16;
import org.speakerbench.bench.jmh.ceiling.GemmF16;
import org.speakerbench.bench.jmh.ceiling.GemmInt8;

/** Which JMH benchmark times a stage. */
final class Benchmarks {
  private Benchmarks() {}

  static Class<?> of(Stage stage) {
    return switch (stage) {
      case READ -> WavRead.class;
      case FBANK -> FbankOnly.class;
      case INFER -> Inference.class;
      case E2E -> EndToEnd.class;
      case E2E_IN_TURN -> LengthsInTurn.class;
      case E2E_NEW -> NewLengths.class;
      case EXTRACT -> Extraction.class;
      case LOAD -> SessionLoad.class;
      case COLD -> ColdStart.class;
      case GEMM -> Gemm.class;
      case GEMM_INT8 -> GemmInt8.class;
      case GEMM_F16 -> GemmF16.class;
      case GEMM_BF16 -> GemmBf16.class;
      case FMA -> Fma.class;
    };
  }
}
