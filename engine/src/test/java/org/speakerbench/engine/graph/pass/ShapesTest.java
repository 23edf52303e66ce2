package org.speakerbench.engine.graph.pass;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.speakerbench.engine.graph.Attribute;
import org.speakerbench.engine.graph.OnnxModel;

class ShapesTest {
  private final Planes planes = new Planes(1, 11);
  private final String in = planes.convolution(planes.features(), 1, 4, 3, 1);

  private Shapes shapes() {
    OnnxModel model = planes.ending(in, 4);
    return new Shapes(model.graph());
  }

  @Test
  void aProductKeepsChannelsBesideAMatrixOnly() {
    String matrix = planes.tensor(List.of(2L, 3L), 1, 2, 3, 4, 5, 6);
    String stack = planes.tensor(List.of(1L, 7L, 2L, 3L), new float[42]);
    String with = planes.node("MatMul", List.of(in, matrix));
    String repeated = planes.node("MatMul", List.of(in, stack));
    assertThat(shapes().channels(with)).contains(4L);
    assertThat(shapes().rank(repeated)).contains(4);
    assertThat(shapes().channels(repeated)).isEmpty();
  }

  @Test
  void whereTheRankIsNotKnownAnAxisIsNotThatOfChannels() {
    String unknown = planes.node("Softplus", List.of(in));
    String part =
        planes.node(
            "Split",
            List.of(unknown),
            Attribute.of("axis", 2L),
            Attribute.of("split", List.of(6L)));
    assertThat(shapes().rank(unknown)).isEmpty();
    assertThat(shapes().channels(part)).isEmpty();
  }
}
