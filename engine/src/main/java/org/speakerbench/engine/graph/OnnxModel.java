package org.speakerbench.engine.graph;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.UnsafeByteOperations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.graph.internal.proto.GraphProto;
import org.speakerbench.engine.graph.internal.proto.ModelProto;
import org.speakerbench.engine.graph.internal.proto.OperatorSetIdProto;
import org.speakerbench.engine.graph.internal.proto.StringStringEntryProto;
import org.speakerbench.engine.internal.AtomicFile;
import org.speakerbench.engine.internal.Reasons;

/** An ONNX model in memory. What this program does not understand of a file is kept as it is. */
public final class OnnxModel {
  /** The oldest form of the file that all that is written here fits in. */
  private static final long IR_VERSION = 8;

  private final Path file;
  private final ModelProto proto;
  private final Graph graph;
  private final Map<String, String> metadata = new LinkedHashMap<>();
  private long irVersion;

  private OnnxModel(Path file, ModelProto proto) {
    this.file = file;
    this.proto = proto.toBuilder().clearGraph().build();
    this.graph = new Graph(proto.getGraph(), new ExternalData(file));
    this.irVersion = proto.getIrVersion();
    proto.getMetadataPropsList().forEach(entry -> metadata.put(entry.getKey(), entry.getValue()));
  }

  /**
   * Reads a model. Values that are beside it are read when they are asked for.
   *
   * @throws SpeakerbenchException if it cannot be read, or is no ONNX model
   */
  public static OnnxModel read(Path onnx) {
    requireFile(onnx);
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(onnx);
    } catch (IOException | OutOfMemoryError e) {
      throw new SpeakerbenchException("cannot read " + onnx + ": " + Reasons.of(e), e);
    }
    try {
      return parse(onnx, bytes);
    } catch (SpeakerbenchException e) {
      throw FileKind.of(onnx)
          .map(kind -> new SpeakerbenchException(onnx + ": found " + kind.sentence(), e))
          .orElse(e);
    }
  }

  /**
   * Says what is there if it is no file.
   *
   * @throws SpeakerbenchException if nothing is, or a folder
   */
  public static void requireFile(Path onnx) {
    if (!Files.isRegularFile(onnx)) {
      throw new SpeakerbenchException(
          onnx
              + ": found "
              + (Files.isDirectory(onnx) ? "a folder" : "no such file")
              + ", expected an ONNX model");
    }
  }

  /**
   * Reads a model from memory.
   *
   * @param name what messages call it; values beside it are looked for in the folder of this path
   * @param bytes the file; not to be changed any more
   * @throws SpeakerbenchException if it is no ONNX model
   */
  public static OnnxModel parse(Path name, byte[] bytes) {
    try {
      CodedInputStream in = UnsafeByteOperations.unsafeWrap(bytes).newCodedInput();
      in.enableAliasing(true); // values are slices of these bytes
      ModelProto proto = ModelProto.parseFrom(in);
      if (!proto.hasGraph() || proto.getGraph().getNodeCount() == 0) {
        throw new SpeakerbenchException(name + ": found no graph, expected an ONNX model");
      }
      return new OnnxModel(name, proto);
    } catch (IOException e) {
      throw new SpeakerbenchException(
          name + ": found broken protobuf (" + e.getMessage() + "), expected an ONNX model", e);
    }
  }

  /** Where it was read from. */
  public Path file() {
    return file;
  }

  public Graph graph() {
    return graph;
  }

  /** Version of the file's form. */
  public long irVersion() {
    return irVersion;
  }

  /** Version of ONNX's own operators; 0 if the file does not say. */
  public int opset() {
    return opsets().getOrDefault("", 0);
  }

  /** Version of the operators of each domain; the empty one is ONNX's own. */
  public Map<String, Integer> opsets() {
    Map<String, Integer> opsets = new LinkedHashMap<>();
    for (OperatorSetIdProto opset : proto.getOpsetImportList()) {
      String domain = opset.getDomain().equals("ai.onnx") ? "" : opset.getDomain();
      opsets.put(domain, (int) opset.getVersion());
    }
    return opsets;
  }

  /** Name and version of the program that wrote it, for example {@code pytorch 1.13.1}. */
  public String producer() {
    return (proto.getProducerName() + " " + proto.getProducerVersion()).strip();
  }

  /** What the file says of itself; to be changed. */
  public Map<String, String> metadata() {
    return metadata;
  }

  /** All nodes, also those in graphs inside nodes and in functions. */
  public List<Node> allNodes() {
    return everything().nodes();
  }

  /** All tensors, also those in nodes, in graphs inside nodes and in functions. */
  public List<Tensor> allTensors() {
    return everything().tensors();
  }

  private Everything everything() {
    return new Everything(graph, proto.getFunctionsList(), new ExternalData(file));
  }

  /**
   * The files that hold values of its tensors, in the order of their names.
   *
   * @throws SpeakerbenchException if a tensor does not say where its values are
   */
  public List<DataFile> dataFiles() {
    SortedMap<String, Long> needed = new TreeMap<>();
    for (Tensor tensor : allTensors()) {
      tensor
          .external()
          .ifPresent(
              range -> needed.merge(range.location(), range.end(tensor), (a, b) -> Math.max(a, b)));
    }
    return needed.entrySet().stream()
        .map(entry -> DataFile.of(file, entry.getKey(), entry.getValue()))
        .toList();
  }

  /** A folder of its author's machine that it holds, if any: what {@link #write} leaves out. */
  public Optional<String> authorsFolder() {
    return Authors.folder(graph.proto(), allNodes(), proto.getFunctionsList());
  }

  /** The message without graph, for what is read of it in this package. */
  ModelProto proto() {
    return proto;
  }

  /**
   * Writes the model with all its values inside, in the form of IR version 8 if nothing in it needs
   * a newer one, without names of the author's folders.
   *
   * @throws SpeakerbenchException if it takes 2 GB or more, which a file of this kind cannot, or
   *     cannot be written
   */
  public void write(Path out) {
    write(out, whole());
  }

  /**
   * Writes the model with its large values in a file beside it, which a runtime maps into memory
   * instead of copying it; values in another file of the same folder stay there.
   *
   * @param weights name of the file beside it; none is written if there are no such values
   * @throws SpeakerbenchException if they cannot be written
   */
  public void write(Path out, String weights) {
    WeightsFile beside = new WeightsFile(out, weights, file);
    try {
      beside.write(graph);
    } catch (IOException e) {
      throw new SpeakerbenchException(
          "cannot write " + out.resolveSibling(weights) + ": " + Reasons.of(e), e);
    }
    write(out, with(graph.with(beside::of)));
  }

  private static void write(Path out, ModelProto whole) {
    try {
      AtomicFile.write(
          out,
          stream -> {
            CodedOutputStream coded = CodedOutputStream.newInstance(stream);
            coded.useDeterministicSerialization();
            whole.writeTo(coded);
            coded.flush();
          });
    } catch (IOException e) {
      throw new SpeakerbenchException("cannot write " + out + ": " + Reasons.of(e), e);
    }
  }

  /** The bytes of the file that {@link #write} would write. */
  public byte[] bytes() {
    return whole().toByteArray();
  }

  private ModelProto whole() {
    return with(graph.whole());
  }

  private ModelProto with(GraphProto form) {
    ModelProto.Builder model =
        Folders.removed(proto.toBuilder().setGraph(form)).clearMetadataProps();
    model.setIrVersion(Math.min(irVersion, IR_VERSION));
    metadata.forEach(
        (key, value) ->
            model.addMetadataProps(
                StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
    return model.build();
  }
}
