package org.speakerbench.engine.graph.pass;

import org.speakerbench.engine.graph.Graph;
import org.speakerbench.engine.graph.OnnxModel;

/**
 * Images whose rows are frames. PyTorch's models take the frames as the long last axis of an image;
 * kernels that take channels last, as OpenVINO's on AMX, then have a whole clip between two bins,
 * and none of it is left in the nearest cache when the next row of a kernel comes.
 */
final class FramesAsRows implements Pass {
  @Override
  public String name() {
    return "frames-as-rows";
  }

  @Override
  public String does() {
    return "images [batch, 1, bins, frames] that a Transpose makes of features are taken as"
        + " [batch, 1, frames, bins], without it, and so is all that convolutions, poolings and"
        + " operators on single values make of them; what others take is turned back";
  }

  @Override
  public String exact() {
    return "a convolution whose two axes are exchanged, with its kernel, strides and pads, gives the"
        + " exchanged image";
  }

  @Override
  public String unless() {
    return "fewer than two convolutions are on such images, or their weights are no constants of"
        + " float32";
  }

  @Override
  public int apply(OnnxModel model) {
    Graph graph = model.graph();
    ImageRegion region = ImageRegion.in(graph);
    if (region.convolutions() < 2) {
      return 0;
    }
    new TurnedImages(graph, region).apply();
    return (int) region.convolutions();
  }
}
