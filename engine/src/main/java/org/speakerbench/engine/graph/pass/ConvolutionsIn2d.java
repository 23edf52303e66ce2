package org.speakerbench.engine.graph.pass;

import org.speakerbench.engine.graph.Graph;
import org.speakerbench.engine.graph.OnnxModel;

/**
 * Convolutions along frames as convolutions of images of height 1: ONNX Runtime has a blocked
 * layout (NCHWc), with kernels made for it, for two spatial axes only.
 */
final class ConvolutionsIn2d implements Pass {
  @Override
  public String name() {
    return "convolutions-in-2d";
  }

  @Override
  public String does() {
    return "neighbouring convolutions over [batch, channels, frames], and what stands between them,"
        + " run over [batch, channels, 1, frames]";
  }

  @Override
  public String exact() {
    return "an axis of size 1 changes which numbers are multiplied and added in nothing";
  }

  @Override
  public String unless() {
    return "a convolution stands alone, or its weights are no constants of float32";
  }

  @Override
  public int apply(OnnxModel model) {
    Graph graph = model.graph();
    int convolutions = 0;
    for (FrameRegion region : FrameRegion.in(graph)) {
      if (region.convolutions() > 1) {
        new AxisInserted(graph, model.opset(), region).apply();
        convolutions += (int) region.convolutions();
      }
    }
    return convolutions;
  }
}
