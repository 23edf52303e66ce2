package org.speakerbench.engine.graph.pass;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** All passes, in the order in which they run: each leaves what the next ones look for. */
public final class Passes {
  /** Of what they make of a graph together: another one makes another graph. */
  public static final int VERSION = 2;

  private static final Pass SEGMENT_CONTEXT = new SegmentContextPass();
  private static final Pass SPLIT_CONVOLUTIONS = new SplitConvolutions();
  private static final Pass SHARED_STRIDE = new SharedStride();
  private static final Pass MERGED_SHORTCUT = new MergedShortcut();
  private static final Pass PADDED_CHANNELS = new PaddedChannels();
  private static final Pass CONCAT_CONVOLUTIONS = new ConcatConvolutions();
  private static final Pass UNCOUNTED_PADS = new UncountedPads();

  private static final List<Pass> CPU =
      List.of(
          SEGMENT_CONTEXT,
          SPLIT_CONVOLUTIONS,
          SHARED_STRIDE,
          MERGED_SHORTCUT,
          new BlendAsSigmoids(),
          new ClipActivation(),
          PADDED_CHANNELS,
          CONCAT_CONVOLUTIONS,
          new ConvolutionsIn2d(),
          new ConcatInBlocks());
  private static final List<Pass> OPENVINO =
      List.of(
          SEGMENT_CONTEXT,
          SPLIT_CONVOLUTIONS,
          SHARED_STRIDE,
          MERGED_SHORTCUT,
          PADDED_CHANNELS,
          CONCAT_CONVOLUTIONS,
          new NarrowContext(),
          new FramesAsRows());
  private static final List<Pass> PORTABLE = List.of(SEGMENT_CONTEXT, UNCOUNTED_PADS);

  private Passes() {}

  /** Those of all targets. */
  public static List<Pass> all() {
    return Stream.of(CPU, OPENVINO, PORTABLE).flatMap(List::stream).distinct().toList();
  }

  public static List<Pass> of(Target target) {
    return switch (target) {
      case CPU -> CPU;
      case OPENVINO -> OPENVINO;
      case PORTABLE -> PORTABLE;
    };
  }

  public static Optional<Pass> named(String name) {
    return all().stream().filter(pass -> pass.name().equals(name)).findFirst();
  }
}
