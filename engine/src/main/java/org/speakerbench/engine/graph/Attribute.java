package org.speakerbench.engine.graph;

import com.google.protobuf.ByteString;
import java.util.List;
import org.speakerbench.engine.graph.internal.proto.AttributeProto;

/** An attribute of a node, to be made: what is there already is read from the {@link Node}. */
public final class Attribute {
  private static final int FLOAT = 1;
  private static final int INT = 2;
  private static final int STRING = 3;
  private static final int TENSOR = 4;
  private static final int INTS = 7;

  private final AttributeProto proto;

  private Attribute(AttributeProto proto) {
    this.proto = proto;
  }

  public static Attribute of(String name, long value) {
    return new Attribute(
        AttributeProto.newBuilder().setName(name).setType(INT).setI(value).build());
  }

  public static Attribute of(String name, float value) {
    return new Attribute(
        AttributeProto.newBuilder().setName(name).setType(FLOAT).setF(value).build());
  }

  public static Attribute of(String name, List<Long> values) {
    return new Attribute(
        AttributeProto.newBuilder().setName(name).setType(INTS).addAllInts(values).build());
  }

  public static Attribute of(String name, String text) {
    return new Attribute(
        AttributeProto.newBuilder()
            .setName(name)
            .setType(STRING)
            .setS(ByteString.copyFromUtf8(text))
            .build());
  }

  public static Attribute of(String name, Tensor tensor) {
    return new Attribute(
        AttributeProto.newBuilder().setName(name).setType(TENSOR).setT(tensor.whole()).build());
  }

  AttributeProto proto() {
    return proto;
  }
}
