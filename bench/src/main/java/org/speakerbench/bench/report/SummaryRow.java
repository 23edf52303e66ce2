package org.speakerbench.bench.report;

import org.speakerbench.bench.measure.ModelFacts;
import org.speakerbench.bench.measure.Stage;

/**
 * One row of {@code summary.csv}: a stage, of a model where it matters, by one clock.
 *
 * @param run what all rows share
 * @param model null for stages without a model
 * @param stage what is timed
 * @param clock wall or CPU
 * @param intraOpThreads threads of ONNX Runtime inside one operator
 * @param audioMs length of the audio, ms
 * @param forks number of forks that succeeded
 * @param ms statistics of the times, ms
 * @param interval of the mean time, ms
 * @param publishedRtf NaN where there is none to compare with
 * @param peakRssMb largest of the forks, 10^6 bytes; NaN if unknown
 * @param cosine smallest of the forks; NaN without a reference
 * @param verdict what the figure may be used for
 * @param note what else to know; may be empty
 */
record SummaryRow(
    RunFacts run,
    ModelFacts model,
    Stage stage,
    Clock clock,
    int intraOpThreads,
    int audioMs,
    int forks,
    SampleStatistics ms,
    Interval interval,
    double publishedRtf,
    double peakRssMb,
    double cosine,
    Verdict verdict,
    String note) {

  /** Real-time factor: mean time over the length of the audio. */
  double rtf() {
    return ms.mean() / audioMs;
  }

  double rtfLow() {
    return interval.low() / audioMs;
  }

  double rtfHigh() {
    return interval.high() / audioMs;
  }

  /** Measured over published: below 1 is faster. NaN where nothing is published. */
  double publishedRatio() {
    return rtf() / publishedRtf;
  }
}
