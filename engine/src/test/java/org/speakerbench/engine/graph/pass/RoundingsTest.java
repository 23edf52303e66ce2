package org.speakerbench.engine.graph.pass;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.speakerbench.engine.graph.Attribute;
import org.speakerbench.engine.graph.ElementType;
import org.speakerbench.engine.graph.HandMade;
import org.speakerbench.engine.graph.Node;
import org.speakerbench.engine.graph.OnnxModel;
import org.speakerbench.engine.graph.Tensor;

/** Models in 8 or 16 bits are tuned before they are quantised, never after. */
class RoundingsTest {
  /** Half the model is float32 and as passes look for it, behind a value that is rounded. */
  private static OnnxModel quantised() {
    Planes planes = new Planes(1, 13);
    String scale = planes.tensor(List.of(), 0.03f);
    String integers = planes.node("QuantizeLinear", List.of(planes.features(), scale));
    String rounded = planes.node("DequantizeLinear", List.of(integers, scale));
    String stem = planes.convolution(rounded, 1, 8, 3, 1);
    return planes.ending(planes.block(stem, 8, 18, 24, 2, true), 24);
  }

  private static OnnxModel whole() {
    Planes planes = new Planes(1, 13);
    String stem = planes.convolution(planes.features(), 1, 8, 3, 1);
    return planes.ending(planes.block(stem, 8, 18, 24, 2, true), 24);
  }

  @Test
  void whatIsQuantisedStaysAsItIs() {
    assertThat(Roundings.in(whole())).isEmpty();
    assertThat(Tuning.apply(whole(), Passes.of(Target.CPU)).matches()).isPositive();

    OnnxModel model = quantised();
    byte[] before = model.bytes();
    assertThat(Roundings.in(model)).hasValue("QuantizeLinear");
    assertThat(Tuning.apply(model, Passes.of(Target.CPU)).matches()).isZero();
    assertThat(model.bytes()).isEqualTo(before);
  }

  @Test
  void weightsInHalfRoundNothingWhileTheModelRuns() {
    assertThat(Roundings.in(cast(ElementType.FLOAT))).isEmpty();
    assertThat(Roundings.in(cast(ElementType.FLOAT16))).hasValue("Cast to 16 bits");
  }

  private static OnnxModel cast(ElementType to) {
    return HandMade.usual()
        .tensor(Tensor.ofBytes("w", ElementType.FLOAT16, List.of(2L), ByteBuffer.allocate(4)))
        .node(Node.of("Cast", List.of("w"), List.of("v"), Attribute.of("to", (long) to.number())))
        .node(Node.of("Mul", List.of("x", "v"), List.of("y")))
        .model();
  }

  @Test
  void poolingIsStillPutRight() {
    OnnxModel model =
        HandMade.usual()
            .tensor(Tensor.of("s", List.of(), 0.1f))
            .node(Node.of("QuantizeLinear", List.of("x", "s"), List.of("q")))
            .node(Node.of("DequantizeLinear", List.of("q", "s"), List.of("d")))
            .node(
                Node.of(
                    "AveragePool",
                    List.of("d"),
                    List.of("y"),
                    Attribute.of("kernel_shape", List.of(10L)),
                    Attribute.of("strides", List.of(10L)),
                    Attribute.of("ceil_mode", 1L),
                    Attribute.of("count_include_pad", 1L)))
            .model();
    assertThat(PoolingForm.in(model)).isNotEmpty();
    assertThat(Tuning.apply(model, Passes.of(Target.PORTABLE)).toString())
        .isEqualTo("uncounted-pads 1");
    assertThat(PoolingForm.in(model)).isEmpty();
  }
}
