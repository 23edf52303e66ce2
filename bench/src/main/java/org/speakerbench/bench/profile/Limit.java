package org.speakerbench.bench.profile;

import java.util.Set;

/** A ceiling of the machine: work per second that nothing on one core of it can pass by much. */
enum Limit {
  /** A float32 product through ONNX Runtime. */
  GEMM("gemm"),
  /** The same of bytes. */
  INT8("gemm-int8"),
  /** The same of float16. */
  F16("gemm-f16"),
  /** The same of bfloat16. */
  BF16("gemm-bf16"),
  /** The same of float32 tensors by the plugin that computes the model, in its precision. */
  PROVIDER("gemm-provider"),
  /** Multiply-adds of float32 in registers. */
  FMA("fma"),
  /** Reading and writing of values outside a core's own cache, bytes. */
  COPY("copy");

  /** Operators that multiply bytes. */
  private static final Set<String> QUANTISED =
      Set.of(
          "ConvInteger",
          "DynamicQuantizeMatMul",
          "MatMulInteger",
          "MatMulIntegerToFloat",
          "QGemm",
          "QLinearConv",
          "QLinearMatMul");

  private final String label;

  Limit(String label) {
    this.label = label;
  }

  /** As tables and the CSV have it. */
  String label() {
    return label;
  }

  /** The product that an operator of ONNX Runtime's own is compared with. */
  static Limit of(String operator) {
    return QUANTISED.contains(operator) ? INT8 : GEMM;
  }
}
