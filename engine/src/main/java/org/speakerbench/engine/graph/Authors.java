package org.speakerbench.engine.graph;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.speakerbench.engine.graph.internal.proto.FunctionProto;
import org.speakerbench.engine.graph.internal.proto.GraphProto;
import org.speakerbench.engine.graph.internal.proto.NodeProto;
import org.speakerbench.engine.graph.internal.proto.StringStringEntryProto;
import org.speakerbench.engine.graph.internal.proto.ValueInfoProto;

/** Folders of the author's machine in what exporters write beside nodes and values. */
final class Authors {
  /** A path from the root or a drive to a source file, or into somebody's home. */
  private static final Pattern FOLDERS =
      Pattern.compile(
          "(?<![\\w./\\\\])(?:"
              + "(?:[A-Za-z]:[\\\\/]|/)(?:[\\w .@+-]+[\\\\/])+[\\w.@+-]+\\.py"
              + "|(?:/home/|/Users/|/root/|~/|[A-Za-z]:[\\\\/]Users[\\\\/])[\\w./@+\\\\-]+)");

  private Authors() {}

  /** The first one that a model names. */
  static Optional<String> folder(
      GraphProto graph, List<Node> nodes, List<FunctionProto> functions) {
    Stream<String> ofNodes = nodes.stream().map(Node::proto).flatMap(Authors::texts);
    Stream<String> ofValues =
        Stream.of(graph.getInputList(), graph.getOutputList(), graph.getValueInfoList())
            .flatMap(List::stream)
            .flatMap(Authors::texts);
    Stream<String> ofGraph = texts(graph.getDocString(), graph.getMetadataPropsList());
    Stream<String> ofFunctions =
        functions.stream().flatMap(f -> texts(f.getDocString(), f.getMetadataPropsList()));
    return Stream.of(ofNodes, ofValues, ofGraph, ofFunctions)
        .flatMap(texts -> texts)
        .mapMulti(Authors::find)
        .findFirst();
  }

  private static void find(String text, Consumer<String> found) {
    Matcher matcher = FOLDERS.matcher(text);
    if (matcher.find()) {
      found.accept(matcher.group());
    }
  }

  private static Stream<String> texts(NodeProto node) {
    return texts(node.getDocString(), node.getMetadataPropsList());
  }

  private static Stream<String> texts(ValueInfoProto value) {
    return texts(value.getDocString(), value.getMetadataPropsList());
  }

  private static Stream<String> texts(String docString, List<StringStringEntryProto> metadata) {
    return Stream.concat(
        Stream.of(docString), metadata.stream().map(StringStringEntryProto::getValue));
  }
}
