package org.speakerbench.bench.jmh.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.speakerbench.bench.jmh.FbankOnly;
import org.speakerbench.engine.fbank.Fbank;

/** What a user of plain JMH sees, without any profiler; tests run with the Vector API. */
class FbankUsedTest {
  private static final int ITERATIONS = 2;

  /** Other JMH runs on this machine disturb times, which do not matter here. */
  @BeforeAll
  static void shareTheMachine() {
    System.setProperty("jmh.ignoreLock", "true");
  }

  @Test
  void jmhSaysByWhichInstructions() throws Exception {
    boolean vectors = Fbank.warmUp().startsWith("vectors of ");

    check("plain", false, "FBank by plain Java, as asked for");
    check("auto", vectors, "FBank by " + Fbank.warmUp());
    if (vectors) {
      check("vector", true, "FBank by vectors, as asked for");
    } else {
      assertThat(Fbank.warmUp()).startsWith("plain Java: ");
    }
  }

  private static void check(String provider, boolean vectors, String said) throws Exception {
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
        .isEqualTo(vectors ? ITERATIONS : 0);
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
        .measurementIterations(ITERATIONS)
        .measurementTime(TimeValue.milliseconds(10))
        .verbosity(VerboseMode.SILENT)
        .shouldFailOnError(true)
        .build();
  }
}
