package org.speakerbench.engine.checkpoint;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.ShortBuffer;
import java.util.List;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.internal.HalfFloat;

/** A tensor of a state dict. */
public final class StateTensor {
  private final String name;
  private final View view;

  StateTensor(String name, View view) {
    this.name = name;
    this.view = view;
  }

  public String name() {
    return name;
  }

  /** PyTorch's name of the type of its elements, for example {@code float32}. */
  public String type() {
    return view.type();
  }

  /** Its dimensions; none for a scalar. */
  public List<Long> shape() {
    return view.strides().shape();
  }

  /** Whether {@link #floats} gives its values: float32, float16 and bfloat16. */
  public boolean isFloat() {
    return switch (view.storage().type()) {
      case FLOAT32, FLOAT16, BFLOAT16 -> true;
      default -> false;
    };
  }

  /**
   * Its values, row-major; those of 16 bits are widened, which is exact.
   *
   * @throws SpeakerbenchException if they are of another type, or the file cannot be read
   */
  public float[] floats() {
    if (!isFloat()) {
      throw refused("float32, float16 or bfloat16");
    }
    ByteBuffer bytes = view.storage().read();
    Strides strides = view.strides();
    float[] values = new float[Math.toIntExact(strides.elements())];
    Cursor cursor = new Cursor();
    switch (view.storage().type()) {
      case FLOAT32 -> {
        FloatBuffer source = bytes.asFloatBuffer();
        if (strides.isContiguous()) {
          source.position(Math.toIntExact(strides.offset())).get(values);
        } else {
          strides.visit(index -> values[cursor.next++] = source.get(index));
        }
      }
      case FLOAT16 -> {
        ShortBuffer source = bytes.asShortBuffer();
        strides.visit(index -> values[cursor.next++] = HalfFloat.widened(source.get(index)));
      }
      default -> {
        ShortBuffer source = bytes.asShortBuffer();
        strides.visit(
            index -> values[cursor.next++] = Float.intBitsToFloat(source.get(index) << Short.SIZE));
      }
    }
    return values;
  }

  /**
   * Its values, row-major.
   *
   * @throws SpeakerbenchException if they are no int64, or the file cannot be read
   */
  public long[] longs() {
    if (view.storage().type() != StorageType.INT64) {
      throw refused("int64");
    }
    LongBuffer source = view.storage().read().asLongBuffer();
    long[] values = new long[Math.toIntExact(view.strides().elements())];
    Cursor cursor = new Cursor();
    view.strides().visit(index -> values[cursor.next++] = source.get(index));
    return values;
  }

  private static final class Cursor {
    private int next;
  }

  private SpeakerbenchException refused(String expected) {
    return new SpeakerbenchException(
        "tensor " + Shown.of(name) + ": found " + type() + ", expected " + expected);
  }

  /** For example {@code float32 [512, 80, 5]}. */
  @Override
  public String toString() {
    return type() + " " + shape();
  }
}
