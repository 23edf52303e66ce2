package org.speakerbench.engine.graph.pass;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** All passes, in the order in which they run: each leaves what the next ones look for. */
public final class Passes {
  /** Of what they make of a graph together: another one makes another graph. */
  public static final int VERSION = 1;

  private static final Pass SEGMENT_CONTEXT = new SegmentContextPass();
  private static final Pass UNCOUNTED_PADS = new UncountedPads();

  private static final List<Pass> CPU =
      List.of(
          SEGMENT_CONTEXT,
          new SplitConvolutions(),
          new SharedStride(),
          new MergedShortcut(),
          new BlendAsSigmoids(),
          new ClipActivation(),
          new PaddedChannels(),
          new ConcatConvolutions(),
          new ConvolutionsIn2d(),
          new ConcatInBlocks());
  private static final List<Pass> PORTABLE = List.of(SEGMENT_CONTEXT, UNCOUNTED_PADS);

  private Passes() {}

  /** Those of all targets. */
  public static List<Pass> all() {
    return Stream.concat(CPU.stream(), PORTABLE.stream()).distinct().toList();
  }

  public static List<Pass> of(Target target) {
    return switch (target) {
      case CPU -> CPU;
      case PORTABLE -> PORTABLE;
    };
  }

  public static Optional<Pass> named(String name) {
    return all().stream().filter(pass -> pass.name().equals(name)).findFirst();
  }
}
