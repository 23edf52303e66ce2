package org.speakerbench.engine.graph;

import com.google.protobuf.UnsafeByteOperations;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.graph.internal.proto.TensorProto;

/** A tensor of constants with a name; immutable. Its values are in the ONNX file or beside it. */
public final class Tensor {
  private final TensorProto proto;
  private final ExternalData external;

  Tensor(TensorProto proto, ExternalData external) {
    this.proto = proto;
    this.external = external;
  }

  /**
   * A tensor of floats.
   *
   * @param shape its dimensions; none for a scalar
   * @param values row-major, as many as the dimensions say
   */
  public static Tensor of(String name, List<Long> shape, float... values) {
    ByteBuffer bytes = littleEndian(values.length * Float.BYTES);
    bytes.asFloatBuffer().put(values);
    return ofBytes(name, ElementType.FLOAT, shape, bytes);
  }

  /** A tensor of integers, likewise. */
  public static Tensor of(String name, List<Long> shape, long... values) {
    ByteBuffer bytes = littleEndian(values.length * Long.BYTES);
    bytes.asLongBuffer().put(values);
    return ofBytes(name, ElementType.INT64, shape, bytes);
  }

  /**
   * A tensor of any type.
   *
   * @param bytes its values, row-major, little-endian; not copied, and not to be changed any more
   * @throws SpeakerbenchException if they are not as many as type and dimensions say
   */
  public static Tensor ofBytes(String name, ElementType type, List<Long> shape, ByteBuffer bytes) {
    TensorProto proto =
        TensorProto.newBuilder()
            .setName(name)
            .setDataType(type.number())
            .addAllDims(shape)
            .setRawData(UnsafeByteOperations.unsafeWrap(bytes))
            .build();
    Tensor tensor = new Tensor(proto, null);
    tensor.requireBytes(bytes.remaining());
    return tensor;
  }

  private static ByteBuffer littleEndian(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  public String name() {
    return proto.getName();
  }

  /** The same values by another name. */
  public Tensor named(String name) {
    return new Tensor(proto.toBuilder().setName(name).build(), external);
  }

  /** Type of its elements; empty if it is one that this version does not know. */
  public Optional<ElementType> type() {
    return ElementType.ofNumber(proto.getDataType());
  }

  /** Its dimensions; none for a scalar. */
  public List<Long> shape() {
    return proto.getDimsList();
  }

  /** How many elements its dimensions say. */
  public long elements() {
    try {
      return shape().stream().reduce(1L, Math::multiplyExact);
    } catch (ArithmeticException e) {
      throw refused("more elements than a computer holds", "fewer");
    }
  }

  /** Where its values are, if they are beside the ONNX file. */
  public Optional<ExternalRange> external() {
    return proto.getDataLocation() == ExternalData.EXTERNAL
        ? Optional.of(ExternalRange.of(name(), proto.getExternalDataList()))
        : Optional.empty();
  }

  /**
   * Its values, row-major, little-endian, read-only.
   *
   * @throws SpeakerbenchException if they are not as many as type and dimensions say, are texts, or
   *     their file cannot be read
   */
  public ByteBuffer bytes() {
    Optional<ExternalRange> range = external();
    ByteBuffer bytes =
        (range.isPresent() ? external.read(this, range.get()) : inside())
            .order(ByteOrder.LITTLE_ENDIAN);
    requireBytes(bytes.remaining());
    return bytes;
  }

  private ByteBuffer inside() {
    if (proto.hasRawData()) {
      return proto.getRawData().asReadOnlyByteBuffer().slice(); // it begins somewhere in the file
    }
    return TypedValues.bytes(proto);
  }

  private void requireBytes(long found) {
    ElementType type =
        type().orElseThrow(() -> refused("type " + proto.getDataType(), "one of ONNX"));
    if (type == ElementType.STRING) {
      throw refused("texts", "numbers");
    }
    long expected = type.bytes(elements());
    if (found != expected) {
      throw refused(found + " bytes", expected + " for " + this);
    }
  }

  /**
   * Its values as floats.
   *
   * @throws SpeakerbenchException if they are of another type
   */
  public FloatBuffer floats() {
    require(ElementType.FLOAT);
    return bytes().asFloatBuffer();
  }

  /**
   * Its values as integers of 64 bits.
   *
   * @throws SpeakerbenchException if they are of another type
   */
  public LongBuffer longs() {
    require(ElementType.INT64);
    return bytes().asLongBuffer();
  }

  private void require(ElementType expected) {
    if (!type().equals(Optional.of(expected))) {
      throw refused(this.toString(), expected.toString());
    }
  }

  private SpeakerbenchException refused(String found, String expected) {
    return new SpeakerbenchException(
        "tensor " + name() + ": found " + found + ", expected " + expected);
  }

  TensorProto proto() {
    return proto;
  }

  /** The tensor with its values inside, whatever it took them from. */
  TensorProto whole() {
    if (external().isEmpty()) {
      return proto;
    }
    return proto.toBuilder()
        .clearExternalData()
        .clearDataLocation()
        .setRawData(UnsafeByteOperations.unsafeWrap(bytes()))
        .build();
  }

  /** Type and dimensions, for example {@code float [512, 80, 5]}. */
  @Override
  public String toString() {
    return type().map(ElementType::toString).orElse("type " + proto.getDataType())
        + " "
        + shape().stream().map(String::valueOf).collect(Collectors.joining(", ", "[", "]"));
  }
}
