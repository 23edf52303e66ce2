package org.speakerbench.engine.graph;

import org.speakerbench.engine.graph.internal.proto.GraphProto;
import org.speakerbench.engine.graph.internal.proto.ModelProto;
import org.speakerbench.engine.graph.internal.proto.NodeProto;

/**
 * What exporters write into a model for its author: where in which source file each node comes
 * from. No runtime reads it.
 */
final class Folders {
  private Folders() {}

  static ModelProto.Builder removed(ModelProto.Builder model) {
    model.setGraph(removed(model.getGraph()));
    for (int i = 0; i < model.getFunctionsCount(); i++) {
      var function = model.getFunctionsBuilder(i).clearDocString().clearMetadataProps();
      for (int j = 0; j < function.getNodeCount(); j++) {
        function.setNode(j, removed(function.getNode(j)));
      }
    }
    return model;
  }

  private static GraphProto removed(GraphProto graph) {
    GraphProto.Builder clean = graph.toBuilder().clearDocString().clearMetadataProps();
    for (int i = 0; i < clean.getNodeCount(); i++) {
      clean.setNode(i, removed(clean.getNode(i)));
    }
    for (int i = 0; i < clean.getInitializerCount(); i++) {
      clean.setInitializer(
          i, clean.getInitializer(i).toBuilder().clearDocString().clearMetadataProps());
    }
    clean.getInputBuilderList().forEach(value -> value.clearDocString().clearMetadataProps());
    clean.getOutputBuilderList().forEach(value -> value.clearDocString().clearMetadataProps());
    clean.getValueInfoBuilderList().forEach(value -> value.clearDocString().clearMetadataProps());
    return clean.build();
  }

  private static NodeProto removed(NodeProto node) {
    NodeProto.Builder clean = node.toBuilder().clearDocString().clearMetadataProps();
    for (int i = 0; i < clean.getAttributeCount(); i++) {
      var attribute = clean.getAttributeBuilder(i).clearDocString();
      if (attribute.hasG()) {
        attribute.setG(removed(attribute.getG()));
      }
      for (int j = 0; j < attribute.getGraphsCount(); j++) {
        attribute.setGraphs(j, removed(attribute.getGraphs(j)));
      }
    }
    return clean.build();
  }
}
