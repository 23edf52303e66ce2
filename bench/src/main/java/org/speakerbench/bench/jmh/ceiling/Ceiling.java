package org.speakerbench.bench.jmh.ceiling;

import ai.onnxruntime.OrtException;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.onnx.SessionSettings;
import org.speakerbench.engine.provider.Provider;

/**
 * What the machine can do at most, ready to be timed beside something else in one process; its
 * answer was checked. Alone, each is a JMH benchmark.
 *
 * @param work of one call: multiply-accumulates, of a copy bytes
 * @param call does it once
 */
public record Ceiling(long work, Call call) {
  /**
   * As fast as {@link GemmShape#DEFAULT} and a sixth of it: a call lasts no longer than an operator
   * of a model, so that what else the machine does meets both alike.
   */
  private static final String SHAPE = "256x512x512";

  /** One call. */
  @FunctionalInterface
  public interface Call {
    void run() throws OrtException;
  }

  /**
   * A matrix product through ONNX Runtime.
   *
   * @throws SpeakerbenchException if the provider has none
   */
  public static Ceiling product(Arithmetic arithmetic, Provider provider) {
    GemmState state = new GemmState();
    state.shape = SHAPE;
    try {
      state.setUp(SessionSettings.DEFAULT.with(provider), arithmetic);
    } catch (OrtException e) {
      throw new SpeakerbenchException(
          "a product in " + arithmetic + " cannot be measured: " + e.getMessage(), e);
    }
    return new Ceiling(GemmShape.parse(SHAPE).macs(), state::timed);
  }

  /**
   * Multiply-adds in registers.
   *
   * @throws SpeakerbenchException if this JVM cannot measure them
   */
  public static Ceiling fma() {
    FmaState state = new FmaState();
    state.setUp();
    return new Ceiling(FmaState.MACS, state::timed);
  }

  /** Reading and writing. */
  public static Ceiling copy() {
    CopyState state = new CopyState();
    state.setUp();
    return new Ceiling(CopyState.BYTES, state::timed);
  }
}
