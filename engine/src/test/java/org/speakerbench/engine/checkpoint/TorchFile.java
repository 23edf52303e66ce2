package org.speakerbench.engine.checkpoint;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes files as torch.save does. */
public final class TorchFile {
  private final Map<String, byte[]> entries = new LinkedHashMap<>();

  /** With a pickle, in a folder named as PyTorch before 2.0 names it. */
  public static TorchFile of(byte[] pickle) {
    return new TorchFile().with("archive/data.pkl", pickle).with("archive/version", "3\n");
  }

  /**
   * A plain state dict of contiguous float32 tensors.
   *
   * @param values of each name
   */
  public static TorchFile of(Map<String, List<Long>> shapes, Map<String, float[]> values) {
    PickleWriter pickle = new PickleWriter().global("collections", "OrderedDict").codes(")R(");
    Map<String, byte[]> storages = new LinkedHashMap<>();
    shapes.forEach(
        (name, shape) -> {
          String key = String.valueOf(storages.size());
          float[] floats = values.get(name);
          long[] dimensions = shape.stream().mapToLong(d -> d).toArray();
          pickle
              .text(name)
              .tensor("FloatStorage", key, floats.length, 0, dimensions, contiguous(dimensions));
          storages.put(key, bytes(floats));
        });
    TorchFile file = of(pickle.codes("u").end());
    storages.forEach((key, bytes) -> file.with("archive/data/" + key, bytes));
    return file;
  }

  public static long[] contiguous(long... shape) {
    long[] strides = new long[shape.length];
    long step = 1;
    for (int i = shape.length - 1; i >= 0; i--) {
      strides[i] = step;
      step *= shape[i];
    }
    return strides;
  }

  public static byte[] bytes(float... values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return bytes.array();
  }

  public TorchFile with(String name, byte[] content) {
    entries.put(name, content);
    return this;
  }

  public TorchFile with(String name, String content) {
    return with(name, content.getBytes(StandardCharsets.US_ASCII));
  }

  public Path write(Path file) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      write(out);
    }
    return file;
  }

  private void write(OutputStream out) throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        CRC32 sum = new CRC32();
        sum.update(entry.getValue());
        ZipEntry stored = new ZipEntry(entry.getKey());
        stored.setMethod(ZipEntry.STORED);
        stored.setSize(entry.getValue().length);
        stored.setCrc(sum.getValue());
        zip.putNextEntry(stored);
        zip.write(entry.getValue());
      }
    }
  }
}
