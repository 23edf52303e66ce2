package org.speakerbench.engine.graph;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Types of a tensor's elements, in the order of their numbers in ONNX, from 1 on. */
public enum ElementType {
  FLOAT(32),
  UINT8(8),
  INT8(8),
  UINT16(16),
  INT16(16),
  INT32(32),
  INT64(64),
  STRING(0),
  BOOL(8),
  FLOAT16(16),
  DOUBLE(64),
  UINT32(32),
  UINT64(64),
  COMPLEX64(64),
  COMPLEX128(128),
  BFLOAT16(16),
  FLOAT8E4M3FN(8),
  FLOAT8E4M3FNUZ(8),
  FLOAT8E5M2(8),
  FLOAT8E5M2FNUZ(8),
  UINT4(4),
  INT4(4),
  FLOAT4E2M1(4);

  private final int bits;

  ElementType(int bits) {
    this.bits = bits;
  }

  /** The type of a number in an ONNX file; empty if a newer ONNX has made it up. */
  public static Optional<ElementType> ofNumber(int number) {
    return Arrays.stream(values()).filter(type -> type.number() == number).findFirst();
  }

  /** Its number in an ONNX file. */
  public int number() {
    return ordinal() + 1;
  }

  /** Bytes of this many elements; of texts none are known. */
  public long bytes(long elements) {
    return (elements * bits + 7) / 8;
  }

  /** As ONNX writes it, for example {@code float16}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
