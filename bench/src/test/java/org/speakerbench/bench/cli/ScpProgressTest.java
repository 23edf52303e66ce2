package org.speakerbench.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.speakerbench.engine.extract.RunListener.Progress;

class ScpProgressTest {
  @Test
  void rateAndTimeLeftAreThoseOfThisRun() {
    assertThat(ScpProgress.line(new Progress(1000, 200, 300, 3, 4500), 60))
        .isEqualTo(
            "note: 500 of 1000 utterances (50.0%), 3 failed, 5.00 a second, 75.0 times real"
                + " time, 1 min 40 s left");
    assertThat(ScpProgress.line(new Progress(1000, 0, 1, 0, 2), 100))
        .endsWith("(0.1%), 0.01 a second, 0.02 times real time, 27 h 45 min left");
    assertThat(ScpProgress.line(new Progress(4, 2, 0, 0, 0), 1))
        .isEqualTo("note: 2 of 4 utterances (50.0%) are there from before");
  }

  @Test
  void itIsToldAsOftenAsIsAskedFor() {
    StringWriter err = new StringWriter();
    for (double seconds : new double[] {0, 1000}) {
      ScpProgress never = new ScpProgress(new PrintWriter(err, true), Path.of("i"), seconds);
      never.progress(new Progress(2, 0, 1, 0, 1));
    }
    assertThat(err.toString()).isEmpty();
    ScpProgress always = new ScpProgress(new PrintWriter(err, true), Path.of("i"), 1e-9);
    always.progress(new Progress(2, 0, 1, 0, 1));
    assertThat(err.toString()).startsWith("note: 1 of 2 utterances (50.0%), ");
  }
}
