package org.speakerbench.bench.measure;

import java.util.Optional;
import org.speakerbench.bench.environment.VectorApi;
import org.speakerbench.bench.format.Stage;
import org.speakerbench.bench.jmh.ceiling.Arithmetic;

/** Ceilings that this machine, JVM or runtime does not have. */
public final class Missing {
  private Missing() {}

  /** Why a stage cannot be measured here; empty if it can. A product is tried. */
  public static Optional<String> reason(Stage stage) {
    return switch (stage) {
      case FMA -> VectorApi.noFmaPeak();
      case GEMM_INT8 -> Arithmetic.INT8.missing();
      case GEMM_F16 -> Arithmetic.F16.missing();
      case GEMM_BF16 -> Arithmetic.BF16.missing();
      case GEMM, READ, FBANK, INFER, E2E, E2E_IN_TURN, E2E_NEW, EXTRACT, LOAD, COLD ->
          Optional.empty();
    };
  }
}
