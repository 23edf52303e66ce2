package org.speakerbench.bench.jmh.state;

import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.speakerbench.engine.provider.ComputePrecision;
import org.speakerbench.engine.provider.Provider;
import org.speakerbench.engine.zoo.ModelRef;

/** Which model, and how its session is set. */
@State(Scope.Benchmark)
public abstract class ModelParams {
  private static final String CPU = "cpu";
  private static final String F32 = "f32";
  private static final String NONE = "none";

  /** Zoo key, path of an ONNX file, or NAME=PATH. */
  @Param({"campplus", "eres2net-base", "eres2net-large", "eres2net-huge", "eres2netv2"})
  public String model;

  /** Threads of ONNX Runtime inside one operator. */
  @Param("1")
  public int intraOpThreads;

  /** {@code cpu}, or NAME=LIBRARY of a plugin and what it is told. */
  @Param(CPU)
  public String provider = CPU;

  /** What the provider computes in. */
  @Param(F32)
  public String precision = F32;

  /** The model that the file is another form of, as {@link #model} is given; {@link #NONE}. */
  @Param(NONE)
  public String formOf = NONE;

  /** The model, computed where it shall be. */
  ModelRef ref() {
    ModelRef ref =
        ModelRef.parse(model).on(Provider.parse(provider).with(ComputePrecision.parse(precision)));
    return formOf.equals(NONE) ? ref : ref.asFormOf(ModelRef.parse(formOf));
  }
}
