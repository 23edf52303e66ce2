package org.speakerbench.bench.jmh;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.BenchmarkListEntry;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.speakerbench.bench.format.Published;
import org.speakerbench.bench.jmh.state.ModelState;

class BenchmarksTest {

  @Test
  void theModelsAreThePublishedOnes() throws Exception {
    Param models = ModelState.class.getField("model").getAnnotation(Param.class);

    assertThat(models.value()).containsExactlyElementsOf(Published.load().keys());
  }

  @ParameterizedTest
  @CsvSource({
    "EndToEnd, EndToEnd.embed",
    "FbankOnly, FbankOnly.compute",
    "StreamedFbank, StreamedFbank.compute",
    "Inference, Inference.embed",
    "WavRead, WavRead.read",
    "Extraction, Extraction.extract",
    "ExtractJobs, ExtractJobs.extract",
    "SessionLoad, SessionLoad.load",
    "ColdStart, ColdStart.firstEmbedding",
    "Gemm.multiply, Gemm.multiply",
    "Fma, Fma.peak",
    "CommandStart, CommandStart.run"
  })
  void aUserOfJmhSelectsAStageByItsName(String regex, String benchmark) {
    OutputFormat quiet =
        OutputFormatFactory.createFormatInstance(
            new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8),
            VerboseMode.SILENT);

    assertThat(BenchmarkList.defaultList().find(quiet, List.of(regex), List.of()))
        .singleElement()
        .satisfies(
            found -> {
              assertThat(found.getUsername()).endsWith("." + benchmark);
              assertThat(found.getMode()).isEqualTo(Mode.SampleTime);
            })
        .isInstanceOf(BenchmarkListEntry.class);
  }
}
