package org.speakerbench.bench.jmh.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.speakerbench.bench.jmh.FbankOnly;

/** What a user of plain JMH sees, without any profiler; tests run with the Vector API. */
class FbankUsedTest {
  @ParameterizedTest
  @CsvSource({
    "plain, 0, 'FBank by plain Java, as asked for'",
    "vector, 2, 'FBank by vectors, as asked for'",
    "auto, 2, 'FBank by vectors of '"
  })
  void jmhSaysByWhichInstructions(String provider, int vectorIterations, String said)
      throws Exception {
    PrintStream before = System.out;
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    System.setOut(new PrintStream(text, true, StandardCharsets.UTF_8));
    RunResult result;
    try {
      result = new Runner(options(provider)).runSingle();
    } finally {
      System.setOut(before);
    }

    assertThat(result.getSecondaryResults()).containsKey("fbankVector");
    assertThat(result.getSecondaryResults().get("fbankVector").getScore())
        .isEqualTo(vectorIterations);
    assertThat(text.toString(StandardCharsets.UTF_8)).contains(said);
  }

  private static Options options(String provider) {
    return new OptionsBuilder()
        .include("^" + FbankOnly.class.getName().replace(".", "\\.") + "\\.")
        .param("clip", BenchClip.DEFAULT)
        .param("audioMs", "1000")
        .param("provider", provider)
        .forks(0)
        .warmupIterations(0)
        .measurementIterations(2)
        .measurementTime(TimeValue.milliseconds(10))
        .verbosity(VerboseMode.SILENT)
        .shouldFailOnError(true)
        .build();
  }
}
