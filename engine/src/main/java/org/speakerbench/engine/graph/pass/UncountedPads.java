package org.speakerbench.engine.graph.pass;

import java.util.List;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.graph.Attribute;
import org.speakerbench.engine.graph.Graph;
import org.speakerbench.engine.graph.Node;
import org.speakerbench.engine.graph.OnnxModel;

/** Average poolings whose last window is disputed among runtimes, without pads that are none. */
final class UncountedPads implements Pass {
  @Override
  public String name() {
    return "uncounted-pads";
  }

  @Override
  public String does() {
    return "an average pooling with a partial last window that counts pads, or has a node Pad in"
        + " front, is written without either";
  }

  @Override
  public String exact() {
    return "the pads are none, and then to count them or not is the same";
  }

  @Override
  public String unless() {
    return "all releases of ONNX Runtime compute it right as it is; pads that are some are refused";
  }

  /** A pooling without pads that are none gives the same values. */
  @Override
  public boolean movesRoundings() {
    return false;
  }

  @Override
  public int apply(OnnxModel model) {
    Graph graph = model.graph();
    int rewritten = 0;
    for (CeilingPool pool : CeilingPool.in(graph)) {
      if (pool.form(model).isPresent()) {
        requireUnpadded(model, pool);
        Node node = pool.node().taking(List.of(pool.input()));
        graph.replace(pool.node(), List.of(node.with(Attribute.of("count_include_pad", 0L))));
        rewritten++;
      }
    }
    return rewritten;
  }

  private static void requireUnpadded(OnnxModel model, CeilingPool pool) {
    if (!pool.isUnpadded(model.graph())) {
      throw new SpeakerbenchException(
          "node "
              + pool.node().name()
              + " of "
              + model.file()
              + ": found "
              + pool.node().operator()
              + " with ceil_mode and pads of its own or in front, expected none: its last window"
              + " cannot be written so that all runtimes agree");
    }
  }
}
