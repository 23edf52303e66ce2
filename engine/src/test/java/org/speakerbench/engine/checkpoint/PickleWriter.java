package org.speakerbench.engine.checkpoint;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes pickles of protocol 2, operation by operation. */
public final class PickleWriter {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  public PickleWriter() {
    code(0x80).code(2);
  }

  public PickleWriter code(int code) {
    out.write(code);
    return this;
  }

  /** Operations without arguments, by their letters. */
  public PickleWriter codes(String letters) {
    letters.chars().forEach(out::write);
    return this;
  }

  public PickleWriter text(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return code('X').littleEndian(bytes.length, Integer.BYTES).raw(bytes);
  }

  public PickleWriter number(long number) {
    return code(0x8a).code(Long.BYTES).littleEndian(number, Long.BYTES);
  }

  public PickleWriter global(String module, String name) {
    return raw(("c" + module + "\n" + name + "\n").getBytes(StandardCharsets.UTF_8));
  }

  public PickleWriter tuple(long... numbers) {
    code('(');
    for (long number : numbers) {
      number(number);
    }
    return code('t');
  }

  /** A tensor as torch.save writes it. */
  public PickleWriter tensor(
      String storage, String key, long elements, long offset, long[] shape, long[] strides) {
    return global("torch._utils", "_rebuild_tensor_v2")
        .codes("((")
        .text("storage")
        .global("torch", storage)
        .text(key)
        .text("cpu")
        .number(elements)
        .codes("tQ")
        .number(offset)
        .tuple(shape)
        .tuple(strides)
        .code(0x89)
        .global("collections", "OrderedDict")
        .codes(")RtR");
  }

  public PickleWriter littleEndian(long number, int bytes) {
    ByteBuffer buffer = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    out.write(buffer.putLong(number).array(), 0, bytes);
    return this;
  }

  public PickleWriter raw(byte[] bytes) {
    out.writeBytes(bytes);
    return this;
  }

  /** The pickle so far, and its end. */
  public byte[] end() {
    return code('.').out.toByteArray();
  }
}
