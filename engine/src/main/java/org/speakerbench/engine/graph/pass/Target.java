package org.speakerbench.engine.graph.pass;

import java.util.Locale;

/** What a graph is rewritten for. */
public enum Target {
  /** Fast on ONNX Runtime's CPU provider. */
  CPU,
  /** Fast on OpenVINO, as a provider of ONNX Runtime or by itself, on CPUs with AMX in bfloat16. */
  OPENVINO,
  /** Right on every runtime: only what some compute wrongly is rewritten. */
  PORTABLE;

  /** As the command line says it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
