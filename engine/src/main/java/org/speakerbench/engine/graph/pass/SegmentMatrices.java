package org.speakerbench.engine.graph.pass;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.speakerbench.engine.graph.ElementType;
import org.speakerbench.engine.graph.Graph;
import org.speakerbench.engine.graph.Node;

/**
 * Matrices, computed in the graph from the number of frames T, which take frames to their S =
 * ceil(T / K) segments of K frames and back. They are made once for all values that have the same
 * number of frames for sure ({@link FrameAxis}).
 */
final class SegmentMatrices {
  private static final String PREFIX = "segments/";

  private final Graph graph;
  private final int opset;
  private final Map<Key, Pair> made = new HashMap<>();

  SegmentMatrices(Graph graph, int opset) {
    this.graph = graph;
    this.opset = opset;
  }

  private record Key(String origin, long segment, boolean wholeMean, ElementType type) {}

  /**
   * Two values of the graph.
   *
   * @param averaging [T, S]: frames times it are the mean of each segment, plus the mean of all
   *     frames if it is asked for
   * @param spreading [S, T]: 1 where a frame is of a segment, else 0; values of segments times it
   *     are those of each frame, exactly
   */
  record Pair(String averaging, String spreading) {}

  /** The matrices for a context; made in front of a node if they are not there yet. */
  Pair of(SegmentContext context, ElementType type, Node before) {
    Key key =
        new Key(
            FrameAxis.origin(graph, context.frames()),
            context.segment(),
            context.wholeMean(),
            type);
    return made.computeIfAbsent(key, missing -> make(missing, before));
  }

  /**
   * In integers and float32, of which every release has all operators: Min of integers, for
   * example, came later than opset 11.
   */
  private Pair make(Key key, Node before) {
    Writer writer = new Writer(graph, opset, before, PREFIX);
    String zero = writer.scalar(0L);
    String one = writer.scalar(1L);
    String length = writer.scalar(key.segment());
    String shape = writer.add("Shape", "shape", key.origin());
    String frames = writer.add("Gather", "frames", shape, writer.scalar(2L));
    String rounded = writer.add("Add", "rounded", frames, writer.scalar(key.segment() - 1));
    String count = writer.add("Div", "count", rounded, length);
    String frame = writer.add("Range", "frame", zero, frames, one);
    String segment = writer.add("Range", "segment", zero, count, one);
    String ofFrame = writer.add("Div", "segment_of_frame", frame, length);
    String same =
        writer.add(
            "Equal",
            "same",
            writer.unsqueeze("segments", segment, 1),
            writer.unsqueeze("segments_of_frames", ofFrame, 0));
    String spreading = writer.cast("spreading", same, ElementType.FLOAT);

    String floatLength = writer.scalar((float) key.segment());
    String floatFrames = writer.cast("frames_float", frames, ElementType.FLOAT);
    String floatSegment = writer.cast("segment_float", segment, ElementType.FLOAT);
    String start = writer.add("Mul", "start", floatSegment, floatLength);
    String left = writer.add("Sub", "left", floatFrames, start);
    String size = writer.add("Min", "size", left, floatLength);
    String averaging =
        writer.add("Div", "means", writer.add("Transpose", "transposed", spreading), size);
    if (key.wholeMean()) {
      String share = writer.add("Div", "share", writer.scalar(1f), floatFrames);
      averaging = writer.add("Add", "averaging", averaging, share);
    }
    return key.type() == ElementType.FLOAT
        ? new Pair(averaging, spreading)
        : new Pair(
            writer.cast("averaging_cast", averaging, key.type()),
            writer.cast("spreading_cast", spreading, key.type()));
  }

  /** A product of a value with a matrix, in front of a node. */
  String product(String name, String value, String matrix, Node before) {
    return new Writer(graph, opset, before, PREFIX).add("MatMul", name, List.of(value, matrix));
  }
}
