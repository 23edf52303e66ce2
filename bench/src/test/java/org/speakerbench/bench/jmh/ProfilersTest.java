package org.speakerbench.bench.jmh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.IterationResultMetaData;
import org.openjdk.jmh.results.Result;
import org.speakerbench.golden.EndToEndReference;
import org.speakerbench.golden.GoldenPack;

class ProfilersTest {
  @TempDir private Path folder;

  @Test
  void cpuTimeIsOneValuePerIteration() {
    CpuTimeProfiler profiler = new CpuTimeProfiler();
    profiler.beforeIteration(null, null);

    assertThat(profiler.afterIteration(null, null, iterationOf(3)))
        .singleElement()
        .satisfies(
            result -> {
              assertThat(result.getLabel()).isEqualTo(CpuTimeProfiler.METRIC);
              assertThat(result.getScoreUnit()).isEqualTo("ms/op");
              assertThat(result.getScore()).isNotNegative();
            });
  }

  @Test
  void cpuTimeOfNoOperationIsNothing() {
    CpuTimeProfiler profiler = new CpuTimeProfiler();
    profiler.beforeIteration(null, null);

    assertThat(profiler.afterIteration(null, null, iterationOf(0))).isEmpty();
  }

  @Test
  void theOutcomeOfTheCheckIsCarriedOver() {
    ReferenceProfiler profiler = new ReferenceProfiler();
    EndToEndReference reference =
        GoldenPack.embedded().endToEnd(BenchClip.DEFAULT, "campplus").orElseThrow();

    AnswerCheck.embedding(Optional.of(reference), reference.expected(), "campplus");
    assertThat(profiler.afterIteration(null, null, iterationOf(1)))
        .extracting(Result::getLabel)
        .containsExactly(ReferenceProfiler.VERIFIED, ReferenceProfiler.COSINE);

    AnswerCheck.embedding(Optional.empty(), reference.expected(), "campplus");
    assertThat(profiler.afterIteration(null, null, iterationOf(1))).isEmpty();
  }

  @Test
  void peakMemoryIsReadFromTheStatus() throws Exception {
    Path status = folder.resolve("status");
    Files.writeString(status, "Name:\tjava\nVmHWM:\t  123456 kB\nVmRSS:\t    7 kB\n");

    assertThat(PeakRssProfiler.peakMegabytes(status)).isCloseTo(126.418944, within(1e-9));
  }

  @Test
  void peakMemoryIsUnknownWhereNoFileTellsIt() throws Exception {
    Path status = folder.resolve("status");
    assertThat(PeakRssProfiler.peakMegabytes(status)).isNaN();
    Files.writeString(status, "Name:\tjava\n");
    assertThat(PeakRssProfiler.peakMegabytes(status)).isNaN();
    Files.writeString(status, "VmHWM:\tmuch\n");
    assertThat(PeakRssProfiler.peakMegabytes(status)).isNaN();
  }

  private static IterationResult iterationOf(long operations) {
    return new IterationResult(null, null, new IterationResultMetaData(operations, operations));
  }
}
