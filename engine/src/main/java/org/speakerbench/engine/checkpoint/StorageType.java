package org.speakerbench.engine.checkpoint;

import java.util.Locale;

/** Types of the elements of a storage. */
enum StorageType {
  FLOAT64("torch.DoubleStorage", 8),
  FLOAT32("torch.FloatStorage", 4),
  FLOAT16("torch.HalfStorage", 2),
  BFLOAT16("torch.BFloat16Storage", 2),
  INT64("torch.LongStorage", 8),
  INT32("torch.IntStorage", 4),
  INT16("torch.ShortStorage", 2),
  INT8("torch.CharStorage", 1),
  UINT8("torch.ByteStorage", 1),
  BOOL("torch.BoolStorage", 1),
  COMPLEX64("torch.ComplexFloatStorage", 8),
  COMPLEX128("torch.ComplexDoubleStorage", 16),
  /** Bytes whose type stands at each tensor: uint16, the float8 types and others that came late. */
  UNTYPED("torch.storage.UntypedStorage", 1);

  private final String className;
  private final int bytes;

  StorageType(String className, int bytes) {
    this.className = className;
    this.bytes = bytes;
  }

  /** PyTorch's class. */
  String className() {
    return className;
  }

  /** Bytes of an element. */
  int bytes() {
    return bytes;
  }

  /** PyTorch's name of the type, for example {@code float32}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
