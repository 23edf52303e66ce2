package org.speakerbench.engine.zoo;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.speakerbench.engine.internal.SplitMix64;

/** Writes the weights file of a recipe: the same bytes as {@code golden/python/zoo.py}. */
final class WeightWriter {
  private static final int BUFFER_BYTES = 1 << 16;

  private final OutputStream out;
  private final ByteBuffer buffer =
      ByteBuffer.allocate(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
  private long written;

  private WeightWriter(OutputStream out) {
    this.out = out;
  }

  /** Writes all tensors of the recipe at their offsets, zeros between them. */
  static void write(ZooRecipe recipe, OutputStream out) throws IOException {
    WeightWriter writer = new WeightWriter(out);
    for (ZooRecipe.Tensor tensor : recipe.tensors()) {
      writer.pad(tensor.offset());
      writer.tensor(tensor);
    }
    writer.flush();
  }

  private void pad(long offset) throws IOException {
    while (written + buffer.position() < offset) {
      require(1).put((byte) 0);
    }
  }

  private void tensor(ZooRecipe.Tensor tensor) throws IOException {
    SplitMix64 random = new SplitMix64(tensor.seedBits());
    float bound = tensor.boundValue();
    int rows = tensor.shape()[0];
    long rowLength = tensor.length() / Float.BYTES / rows;
    for (int row = 0; row < rows; row++) {
      float scale = tensor.scale().isEmpty() ? 1f : tensor.scaleOf(row);
      for (long i = 0; i < rowLength; i++) {
        // Two roundings to float, in this order: one combined factor would give other bits.
        require(Float.BYTES).putFloat(random.nextSymmetric() * bound * scale);
      }
    }
  }

  private ByteBuffer require(int bytes) throws IOException {
    if (buffer.remaining() < bytes) {
      flush();
    }
    return buffer;
  }

  private void flush() throws IOException {
    out.write(buffer.array(), 0, buffer.position());
    written += buffer.position();
    buffer.clear();
  }
}
