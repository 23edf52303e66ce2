package org.speakerbench.bench.jmh.state;

import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Which model, and how its session is set. */
@State(Scope.Benchmark)
public abstract class ModelParams {
  /** Zoo key, path of an ONNX file, or NAME=PATH. */
  @Param({"campplus", "eres2net-base", "eres2net-large", "eres2net-huge", "eres2netv2"})
  public String model;

  /** Threads of ONNX Runtime inside one operator. */
  @Param("1")
  public int intraOpThreads;
}
