package org.speakerbench.bench.report;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.speakerbench.bench.environment.SoftwareFacts;
import org.speakerbench.bench.format.Clock;
import org.speakerbench.bench.format.Decimal;
import org.speakerbench.bench.format.ReportData;
import org.speakerbench.bench.format.RunSettings;
import org.speakerbench.bench.format.Scenario;
import org.speakerbench.bench.format.Stage;
import org.speakerbench.bench.format.SummaryRow;
import org.speakerbench.bench.format.Work;

/**
 * How far the work of one core is from what the machine can reach: operations per second by wall
 * clock, and their shares of the two ceilings, all from the rows of {@code summary.csv}.
 */
final class CeilingTable {
  static final String TITLE = "How far from the machine's ceiling";

  static final String METHOD =
      "One thread, wall clock. gemm is a large matrix product through ONNX Runtime: what a model could"
          + " reach that were nothing else. fma is multiply-adds in registers: what one core can"
          + " reach. gemm-int8, -f16 and -bf16 are the same product of other numbers by ONNX Runtime's CPU"
          + " provider, where it has one. GFLOP/s is twice the multiply-accumulates of a call (macs) over its mean time; of"
          + " fbank it is a count of its additions and multiplications (docs/performance.md).";

  private static final String NOTHING = "-";
  private static final double FLOP_PER_MAC = 2;
  private static final double GIGA = 1e9;

  /** Operations per ms to GFLOP/s. */
  private static final double GFLOP_PER_S = 1e-6;

  private final ReportData report;

  CeilingTable(ReportData report) {
    this.report = report;
  }

  /** Empty if the run measured neither ceiling. */
  Optional<TextTable> table() {
    if (ceiling(Stage.GEMM).isEmpty() && ceiling(Stage.FMA).isEmpty()) {
      return Optional.empty();
    }
    TextTable table =
        new TextTable(
            "Work", "GFLOP\na call", "Mean ms", "GFLOP/s", "Of GEMM", "Of FMA peak", "Validity");
    for (SummaryRow row : report.summary()) {
      OptionalDouble flop = isCounted(row) ? flop(row) : OptionalDouble.empty();
      if (ofOneCore(row) && flop.isPresent()) {
        double rate = rate(row, flop.getAsDouble());
        table.row(
            Described.work(row.work(), row.clock()),
            Decimal.fixed(flop.getAsDouble() / GIGA, 4),
            Decimal.fixed(row.ms().mean(), 3),
            Decimal.fixed(rate, 1),
            share(
                rate,
                row.work().stage() == Stage.FBANK ? OptionalDouble.empty() : ceiling(Stage.GEMM)),
            share(rate, ceiling(Stage.FMA)),
            Standing.of(row).label());
      }
    }
    return Optional.of(table);
  }

  /** What has to be known with the table. */
  String method() {
    String reason = report.environment().fact("jvm", SoftwareFacts.FMA_PEAK).unavailable();
    return ceiling(Stage.FMA).isPresent()
        ? METHOD
        : METHOD + " The FMA peak was not measured" + (reason == null ? "." : ": " + reason + ".");
  }

  private OptionalDouble ceiling(Stage stage) {
    return report.summary().stream()
        .filter(row -> row.work().stage() == stage && row.clock() == Clock.WALL)
        .filter(row -> flop(row).isPresent())
        .mapToDouble(row -> rate(row, flop(row).getAsDouble()))
        .findFirst();
  }

  /** The operations of FBank are counted for the standard front end. */
  private boolean isCounted(SummaryRow row) {
    return row.work().stage() != Stage.FBANK
        || RunSettings.otherFrontEnd(report.environment()).isEmpty();
  }

  private static double rate(SummaryRow row, double flop) {
    return flop / row.ms().mean() * GFLOP_PER_S;
  }

  private static boolean ofOneCore(SummaryRow row) {
    Work work = row.work();
    return row.clock() == Clock.WALL
        && work.scenario() == Scenario.SINGLE_STREAM
        && work.intraOpThreads() <= 1;
  }

  /** Of one call, of the stages whose operations are counted. */
  private static OptionalDouble flop(SummaryRow row) {
    OptionalLong macs = row.macs();
    return switch (row.work().stage()) {
      case FBANK -> OptionalDouble.of(FbankFlop.of(row.work().audioMs()));
      case INFER, E2E, GEMM, GEMM_INT8, GEMM_F16, GEMM_BF16, FMA ->
          macs.isPresent()
              ? OptionalDouble.of(FLOP_PER_MAC * macs.getAsLong())
              : OptionalDouble.empty();
      case E2E_IN_TURN, E2E_NEW, READ, EXTRACT, LOAD, COLD -> OptionalDouble.empty();
    };
  }

  private static String share(double rate, OptionalDouble ceiling) {
    return ceiling.isEmpty() ? NOTHING : Decimal.fixed(100 * rate / ceiling.getAsDouble(), 1) + "%";
  }
}
