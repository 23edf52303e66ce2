package org.speakerbench.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.speakerbench.bench.jmh.state.BenchZoo;
import org.speakerbench.engine.spec.AxisOrder;
import org.speakerbench.engine.zoo.Zoo;

class MacsTest {
  private static final Zoo ZOO = zoo();

  private static Zoo zoo() {
    String folder = System.getProperty(BenchZoo.PROPERTY);
    return folder == null ? Zoo.inCacheFolder() : new Zoo(Path.of(folder));
  }

  /** Counted in PyTorch 1.13 by forward hooks on Conv1d, Conv2d and Linear of the classes. */
  @ParameterizedTest
  @CsvSource({
    "campplus, 1, 298, 1677792256",
    "campplus, 2, 97, 1099441152",
    "eres2net-base, 1, 298, 5044741120",
    "eres2net-base, 2, 97, 3368678400",
    "eres2netv2, 1, 298, 12466759040",
    "ecapa-tdnn, 1, 298, 5587468288",
    "ecapa-tdnn, 2, 97, 3640131584",
    "resnet34, 1, 298, 6787257344",
    "res2net, 1, 298, 2563712000",
    "xvector, 1, 298, 805720064"
  })
  void theCountIsThatOfTheModelsInPyTorch(String model, int batch, int frames, long macs) {
    Path onnx = ZOO.materialize(model);

    assertThat(Macs.count(onnx, AxisOrder.BATCH_FRAMES_BINS, batch, frames, 80)).hasValue(macs);
  }

  @Test
  void whatCannotBeRunIsNotCounted(@TempDir Path folder) throws Exception {
    Path broken = Files.writeString(folder.resolve("broken.onnx"), "no model");

    assertThat(Macs.count(broken, AxisOrder.BATCH_FRAMES_BINS, 1, 298, 80)).isEmpty();
    assertThat(Macs.count(ZOO.materialize("campplus"), AxisOrder.BATCH_FRAMES_BINS, 1, 298, 79))
        .isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        // CAM++'s first convolution: 32 x 80 x 298 outputs of a 3 x 3 kernel over one channel
        "Conv | [1,1,80,298] [32,1,3,3] [32] | [1,32,80,298] | 6865920",
        // 4 groups of 8 channels, stride 2: a kernel sees 2 channels
        "Conv | [2,8,100] [16,2,5] | [2,16,48] | 15360",
        "QLinearConv | [1,3,10] [] [] [4,3,3] [] [] | [1,4,8] | 288",
        // 3 x 10 inputs, each into 4 channels of a kernel of 2
        "ConvTranspose | [1,3,10] [3,4,2] | [1,4,20] | 240",
        "FusedConv | [1,320,298] [128,320,5] [128] | [1,128,149] | 30515200",
        "QLinearMatMul | [2,5] [] [] [5,3] [] [] [] [] | [2,3] | 30",
        // a packed factor is not in the profile any more
        "MatMul | [2,7,5] | [2,7,3] | 210",
        "QGemm | [2,512] [] [] [] [] | [2,192] | 196608",
        "MatMul | [2,7,5] [5,3] | [2,7,3] | 210",
        "MatMul | [5] [5,3] | [3] | 15",
        "Gemm | [2,512] [192,512] [192] | [2,192] | 196608",
        "Gemm | [512,2] [512,192] | [2,192] | 196608",
        "Relu | [1,32,80,298] | [1,32,80,298] | 0"
      })
  void countsByHand(String operator, String inputs, String outputs, long macs) throws Exception {
    assertThat(NodeMacs.of(arguments(operator, inputs, outputs))).hasValue(macs);
  }

  @Test
  void whatShapesDoNotTellIsNotGuessed() throws Exception {
    JsonNode lstm = arguments("LSTM", "[5,1,8] [1,32,8]", "[5,1,1,8]");
    JsonNode withoutShapes = new ObjectMapper().readTree("{\"op_name\":\"Conv\"}");

    assertThat(NodeMacs.of(lstm)).isEmpty();
    assertThat(NodeMacs.of(withoutShapes)).isEmpty();
    // packed weights: what stands in their place is a scale
    assertThat(NodeMacs.of(arguments("QLinearConv", "[1,3,10] [] [] [4] [4] []", "[1,4,8]")))
        .isEmpty();
    assertThat(sum("LSTM", lstm)).isEmpty();
    assertThat(Macs.sum(Macs.byNode(new ObjectMapper().readTree("[]")))).isEmpty();
  }

  private static OptionalLong sum(String name, JsonNode arguments) throws Exception {
    return Macs.sum(
        Macs.byNode(
            new ObjectMapper()
                .readTree(
                    "[{\"cat\":\"Node\",\"name\":\""
                        + name
                        + "_kernel_time\",\"args\":"
                        + arguments
                        + "}]")));
  }

  private static JsonNode arguments(String operator, String inputs, String outputs)
      throws Exception {
    return new ObjectMapper()
        .readTree(
            "{\"op_name\":\"%s\",\"input_type_shape\":%s,\"output_type_shape\":%s}"
                .formatted(operator, tensors(inputs), tensors(outputs)));
  }

  private static String tensors(String shapes) {
    return "[{\"float\":" + shapes.replace(" ", "},{\"float\":") + "}]";
  }
}
