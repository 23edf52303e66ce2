package org.speakerbench.bench.jmh.ceiling;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.platform.Fp16Conversions;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.onnx.SessionSettings;

/**
 * What a product is computed in. Each has factors of small numbers such that its sums, and all
 * parts of them, are exact: the answer does not depend on the order of the additions.
 */
public enum Arithmetic {
  /** Multiples of 1/8 of at most 1. */
  F32("float32", "MatMul", Type.FLOAT, Type.FLOAT, Type.FLOAT, 8, 1 / 8f),
  /** -1, 0 and 1: sums of up to 2048 of them are exact in 11 bits. */
  F16("float16", "MatMul", Type.FLOAT16, Type.FLOAT16, Type.FLOAT16, 1, 1),
  /**
   * -1, 0 and 1: sums are exact in 8 bits up to 256, and stay far below it, being of products of
   * either sign.
   */
  BF16("bfloat16", "MatMul", Type.BFLOAT16, Type.BFLOAT16, Type.BFLOAT16, 1, 1),
  /**
   * Unsigned by signed bytes into integers of 32 bits: what VNNI and AMX take, and what
   * convolutions of quantised models come down to. So small that instructions which add pairs of
   * products in 16 bits do not saturate.
   */
  INT8("bytes", "MatMulInteger", Type.UINT8, Type.INT8, Type.INT32, 8, 1),
  /** Tensors of float32 that a provider computes in less: -1, 0 and 1, exact in all of it. */
  REDUCED("float32", "MatMul", Type.FLOAT, Type.FLOAT, Type.FLOAT, 1, 1);

  /** Element types, with their numbers in {@code onnx.proto}. */
  enum Type {
    FLOAT(1, OnnxJavaType.FLOAT),
    UINT8(2, OnnxJavaType.UINT8),
    INT8(3, OnnxJavaType.INT8),
    INT32(6, OnnxJavaType.INT32),
    FLOAT16(10, OnnxJavaType.FLOAT16),
    BFLOAT16(16, OnnxJavaType.BFLOAT16);

    final int number;
    final OnnxJavaType java;

    Type(int number, OnnxJavaType java) {
      this.number = number;
      this.java = java;
    }

    /** A buffer for so many values, in the order of bytes of the machine. */
    ByteBuffer buffer(int values) {
      return ByteBuffer.allocateDirect(values * java.size).order(ByteOrder.nativeOrder());
    }

    /** Values that the type holds exactly. */
    ByteBuffer encode(float[] values) {
      ByteBuffer bytes = buffer(values.length);
      for (float value : values) {
        switch (this) {
          case FLOAT -> bytes.putFloat(value);
          case UINT8, INT8 -> bytes.put((byte) value);
          case INT32 -> bytes.putInt((int) value);
          case FLOAT16 -> bytes.putShort(Fp16Conversions.floatToFp16(value));
          case BFLOAT16 -> bytes.putShort(Fp16Conversions.floatToBf16(value));
        }
      }
      return bytes.flip();
    }

    /** One value. */
    float get(ByteBuffer values, int index) {
      int at = index * java.size;
      return switch (this) {
        case FLOAT -> values.getFloat(at);
        case UINT8 -> Byte.toUnsignedInt(values.get(at));
        case INT8 -> values.get(at);
        case INT32 -> values.getInt(at);
        case FLOAT16 -> Fp16Conversions.fp16ToFloat(values.getShort(at));
        case BFLOAT16 -> Fp16Conversions.bf16ToFloat(values.getShort(at));
      };
    }
  }

  /** What is multiplied, in words. */
  final String words;

  /** Operator of ONNX. */
  final String operator;

  final Type first;
  final Type second;
  final Type product;
  private final int levels;
  private final float step;

  Arithmetic(
      String words,
      String operator,
      Type first,
      Type second,
      Type product,
      int levels,
      float step) {
    this.words = words;
    this.operator = operator;
    this.first = first;
    this.second = second;
    this.product = product;
    this.levels = levels;
    this.step = step;
  }

  /** Values of the first factor. */
  float[] firstFactor(int count) {
    return values(count, 7, first == Type.UINT8 ? levels : 0);
  }

  /** Values of the second factor. */
  float[] secondFactor(int count) {
    return values(count, 11, 0);
  }

  /** From a linear congruential generator. */
  private float[] values(int count, int seed, int offset) {
    float[] values = new float[count];
    int state = seed;
    for (int i = 0; i < count; i++) {
      state = state * 1_664_525 + 1_013_904_223;
      values[i] = (Math.floorMod(state >>> 8, 2 * levels + 1) - levels + offset) * step;
    }
    return values;
  }

  /**
   * Why ONNX Runtime's CPU provider cannot compute in it; empty if it can. Opens a product of one
   * value by one.
   */
  public Optional<String> missing() {
    GemmState smallest = new GemmState();
    smallest.shape = "1x1x1";
    try {
      smallest.setUp(SessionSettings.DEFAULT, this);
      return Optional.empty();
    } catch (OrtException | SpeakerbenchException e) {
      return Optional.of(e.getMessage());
    }
  }
}
