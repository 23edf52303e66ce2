package org.speakerbench.engine.graph;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.speakerbench.engine.graph.internal.proto.StringStringEntryProto;
import org.speakerbench.engine.graph.internal.proto.TensorProto;
import org.speakerbench.engine.internal.AtomicFile;

/**
 * Large tensors of a graph in a file beside the ONNX file: a runtime maps it, where it would read
 * and copy what is inside. Values that are in a file of the same folder already stay there.
 */
final class WeightsFile {
  /** Less is inside, where runtimes look for shapes while they load a model. */
  private static final int LEAST_BYTES = 1024;

  /** Of every first byte: the widest vector of a CPU. */
  private static final int ALIGNMENT = 64;

  private final Path folder;
  private final String name;
  private final boolean sameFolder;
  private final Map<String, ExternalRange> ranges = new LinkedHashMap<>();

  /**
   * @param out the ONNX file
   * @param name of the file to write beside it
   * @param source where the model was read from
   */
  WeightsFile(Path out, String name, Path source) {
    folder = out.toAbsolutePath().normalize().getParent();
    this.name = name;
    sameFolder = folder.equals(source.toAbsolutePath().normalize().getParent());
  }

  /** Writes the values, one tensor in memory at a time; writes no file if there are none. */
  void write(Graph graph) throws IOException {
    if (graph.tensors().stream().anyMatch(this::goes)) {
      AtomicFile.write(folder.resolve(name), out -> write(graph, out));
    }
  }

  private void write(Graph graph, OutputStream out) throws IOException {
    WritableByteChannel channel = Channels.newChannel(out);
    long at = 0;
    for (Tensor tensor : graph.tensors()) {
      if (goes(tensor)) {
        int pad = (int) (-at & (ALIGNMENT - 1));
        out.write(new byte[pad]);
        var bytes = tensor.bytes();
        ranges.put(tensor.name(), new ExternalRange(name, at + pad, bytes.remaining()));
        at += pad + bytes.remaining();
        channel.write(bytes);
      }
    }
  }

  private boolean goes(Tensor tensor) {
    return !stays(tensor)
        && tensor
            .type()
            .filter(type -> type != ElementType.STRING)
            .filter(type -> type.bytes(tensor.elements()) >= LEAST_BYTES)
            .isPresent();
  }

  private boolean stays(Tensor tensor) {
    return sameFolder && tensor.external().isPresent();
  }

  /** The tensor as the ONNX file has it, once its values are written. */
  TensorProto of(Tensor tensor) {
    ExternalRange range = ranges.get(tensor.name());
    if (range == null) {
      return stays(tensor) ? tensor.proto() : tensor.whole();
    }
    return TensorProto.newBuilder()
        .setName(tensor.name())
        .setDataType(tensor.proto().getDataType())
        .addAllDims(tensor.shape())
        .setDataLocation(ExternalData.EXTERNAL)
        .addExternalData(entry("location", range.location()))
        .addExternalData(entry("offset", Long.toString(range.offset())))
        .addExternalData(entry("length", Long.toString(range.length())))
        .build();
  }

  private static StringStringEntryProto entry(String key, String value) {
    return StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
  }
}
