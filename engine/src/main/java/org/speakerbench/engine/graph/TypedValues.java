package org.speakerbench.engine.graph;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.speakerbench.engine.graph.internal.proto.TensorProto;

/** Values that a file holds as lists of numbers instead of bytes. */
final class TypedValues {
  private TypedValues() {}

  /** As bytes, little-endian. Small types are in the list of 32-bit numbers. */
  static ByteBuffer bytes(TensorProto tensor) {
    ElementType type = ElementType.ofNumber(tensor.getDataType()).orElse(ElementType.STRING);
    return switch (type) {
      case FLOAT, COMPLEX64 -> {
        ByteBuffer bytes = allocate(tensor.getFloatDataCount() * Float.BYTES);
        tensor.getFloatDataList().forEach(bytes::putFloat);
        yield bytes.flip();
      }
      case DOUBLE, COMPLEX128 -> {
        ByteBuffer bytes = allocate(tensor.getDoubleDataCount() * Double.BYTES);
        tensor.getDoubleDataList().forEach(bytes::putDouble);
        yield bytes.flip();
      }
      case INT64 -> {
        ByteBuffer bytes = allocate(tensor.getInt64DataCount() * Long.BYTES);
        tensor.getInt64DataList().forEach(bytes::putLong);
        yield bytes.flip();
      }
      case UINT64 -> {
        ByteBuffer bytes = allocate(tensor.getUint64DataCount() * Long.BYTES);
        tensor.getUint64DataList().forEach(bytes::putLong);
        yield bytes.flip();
      }
      case UINT32 -> {
        ByteBuffer bytes = allocate(tensor.getUint64DataCount() * Integer.BYTES);
        tensor.getUint64DataList().forEach(value -> bytes.putInt(value.intValue()));
        yield bytes.flip();
      }
      case INT32 -> {
        ByteBuffer bytes = allocate(tensor.getInt32DataCount() * Integer.BYTES);
        tensor.getInt32DataList().forEach(bytes::putInt);
        yield bytes.flip();
      }
      case INT16, UINT16, FLOAT16, BFLOAT16 -> {
        ByteBuffer bytes = allocate(tensor.getInt32DataCount() * Short.BYTES);
        tensor.getInt32DataList().forEach(value -> bytes.putShort(value.shortValue()));
        yield bytes.flip();
      }
      case STRING -> ByteBuffer.allocate(0);
      default -> {
        ByteBuffer bytes = allocate(tensor.getInt32DataCount());
        tensor.getInt32DataList().forEach(value -> bytes.put(value.byteValue()));
        yield bytes.flip();
      }
    };
  }

  private static ByteBuffer allocate(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
