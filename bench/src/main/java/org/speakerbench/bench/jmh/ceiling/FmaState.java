package org.speakerbench.bench.jmh.ceiling;

import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.speakerbench.bench.environment.VectorApi;
import org.speakerbench.bench.jmh.state.AnswerCheck;
import org.speakerbench.engine.SpeakerbenchException;

/**
 * Times multiply-adds in registers. All values are small integers, so that the sums are exact and
 * none of them can be left out unnoticed.
 */
@State(Scope.Thread)
public class FmaState {
  /** Multiply-adds of one call, whatever the width of the vectors: about a millisecond. */
  public static final long MACS = (long) FmaKernel.SUMS << 22;

  private static final String KERNEL = "org.speakerbench.bench.jmh.ceiling.VectorFmaKernel";

  private FmaKernel kernel;
  private float[] a;
  private float[] b;
  private float[] sums;

  /** What the benchmark times; the sums, [SUMS x lanes]. */
  float[] timed() {
    reset();
    kernel.run(steps(), a, b, sums);
    return sums;
  }

  @Setup(Level.Trial)
  public void setUp() {
    setUp(load());
  }

  void setUp(FmaKernel fma) {
    kernel = fma;
    int lanes = kernel.lanes();
    a = new float[lanes];
    b = new float[lanes];
    for (int lane = 0; lane < lanes; lane++) {
      a[lane] = 1 + lane % 2;
      b[lane] = 1 + lane % 3 % 2;
    }
    sums = new float[FmaKernel.SUMS * lanes];
    AnswerCheck.exact(expected(), timed(), "multiply-adds");
  }

  private int steps() {
    return (int) (MACS / FmaKernel.SUMS / kernel.lanes());
  }

  private void reset() {
    for (int i = 0; i < sums.length; i++) {
      sums[i] = i;
    }
  }

  private float[] expected() {
    float[] expected = new float[sums.length];
    for (int i = 0; i < expected.length; i++) {
      int lane = i % a.length;
      expected[i] = (float) (i + (double) a[lane] * b[lane] * steps());
    }
    return expected;
  }

  private static FmaKernel load() {
    VectorApi.noFmaPeak()
        .ifPresent(
            reason -> {
              throw new SpeakerbenchException("the FMA peak cannot be measured: " + reason);
            });
    try {
      return (FmaKernel) Class.forName(KERNEL).getDeclaredConstructor().newInstance();
    } catch (ReflectiveOperationException | LinkageError e) {
      throw new SpeakerbenchException(
          "the FMA peak cannot be measured: found no module "
              + VectorApi.MODULE
              + " in this JVM, expected one that was started with --add-modules "
              + VectorApi.MODULE,
          e);
    }
  }
}
