package org.speakerbench.bench.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.speakerbench.bench.format.Clock;
import org.speakerbench.bench.format.ComparisonRow;
import org.speakerbench.bench.format.ComparisonVerdict;
import org.speakerbench.bench.format.MeasurementRow;
import org.speakerbench.bench.format.Phase;
import org.speakerbench.bench.format.ReportData;
import org.speakerbench.bench.format.Scenario;
import org.speakerbench.bench.format.Stage;
import org.speakerbench.bench.format.Work;
import org.speakerbench.engine.SpeakerbenchException;

class ComparisonTest {
  private static final double[] BASE = {100, 101, 99, 100.5, 99.5};

  @Test
  void aSlowerRunIsWorseAndAFasterOneBetter() {
    ComparisonRow worse = compare(scaled(1.1));

    assertThat(worse.verdict()).isEqualTo(ComparisonVerdict.WORSE);
    assertThat(worse.ratio()).isCloseTo(1.1, within(1e-9));
    assertThat(worse.ratioLow()).isBetween(1.08, 1.1);
    assertThat(worse.ratioHigh()).isBetween(1.1, 1.12);
    assertThat(worse.pValue()).isCloseTo(2.0 / 252, within(1e-12));
    assertThat(worse.baseMs()).isEqualTo(100);
    assertThat(worse.newMs()).isCloseTo(110, within(1e-9));
    assertThat(compare(scaled(0.9)).verdict()).isEqualTo(ComparisonVerdict.BETTER);
  }

  @Test
  void theSameTwiceIsNoDifference() {
    ComparisonRow same = compare(new double[] {100.2, 99.8, 100.4, 99.6, 100.1});

    assertThat(same.verdict()).isEqualTo(ComparisonVerdict.NO_DIFFERENCE);
    assertThat(same.reason()).isEqualTo("the interval is inside the noise band of 2%");
  }

  /** A difference that is sure but lies within the noise band is none. */
  @Test
  void whatIsSmallerThanTheBandIsNoDifference() {
    ComparisonRow row = compare(new double[] {101.02, 101.03, 101.04, 101.05, 101.06});

    assertThat(row.pValue()).isLessThan(0.01);
    assertThat(row.verdict()).isEqualTo(ComparisonVerdict.NO_DIFFERENCE);
  }

  @Test
  void whatIsTooNoisyCannotBeTold() {
    ComparisonRow row = compare(new double[] {90, 115, 99, 120, 98});

    assertThat(row.verdict()).isEqualTo(ComparisonVerdict.CANNOT_TELL);
    assertThat(row.reason()).contains("expected below 0.01");
  }

  @Test
  void fourForksCannotTell() {
    ComparisonRow row = compare(new double[] {200, 201, 202, 203});

    assertThat(row.verdict()).isEqualTo(ComparisonVerdict.CANNOT_TELL);
    assertThat(row.reason()).isEqualTo("5 forks against 4, expected at least 5 on each side");
    assertThat(row.pValue()).isNaN();
    assertThat(row.ratio()).isCloseTo(2.015, within(1e-9));
    assertThat(row.ratioLow()).isNaN();
  }

  @Test
  void aRowThatIsNoEvidenceCannotTell() {
    ComparisonRow row =
        Comparison.of(
                base(),
                Runs.named("new")
                    .invalid("load on the machine: 50%")
                    .row(Runs.E2E, scaled(1.5))
                    .report(),
                0.02)
            .rows()
            .get(0);

    assertThat(row.verdict()).isEqualTo(ComparisonVerdict.CANNOT_TELL);
    assertThat(row.reason()).isEqualTo("the new side is INVALID: load on the machine: 50%");
    assertThat(row.pValue()).isNaN();
  }

  @Test
  void differentWorkIsRefused() {
    refused(next().sha256("bb22").row(Runs.E2E, BASE), "found model_sha256 of campplus bb22");
    refused(next().fact("run", "clip", "chirp").row(Runs.E2E, BASE), "found audio chirp");
    refused(
        next().fact("run", "front_end", "mel.bins 72 and not 80").row(Runs.E2E, BASE),
        "found front end mel.bins 72 and not 80 in the new report, expected that of the base,"
            + " standard");
    refused(
        next()
            .row(new Work("speakerbench", Scenario.OFFLINE, Stage.E2E, "campplus", 1, 2, 1, 3000)),
        "found work campplus e2e offline x2 3000 ms wall in the new report");
    assertThatThrownBy(() -> Comparison.of(base(), base(), 0.02))
        .isInstanceOf(SpeakerbenchException.class)
        .hasMessage("both reports are of run base, expected two runs");
  }

  /** Another export of the same weights has another file, and other names in it. */
  @Test
  void aModelIsTheSameByItsIdentityWhereBothSidesHaveIt() {
    ReportData known = Runs.named("base").identity("ee55").row(Runs.E2E, BASE).report();
    Runs exported = next().sha256("bb22").fact("models", "campplus weights_sha256", "bb");
    assertThat(
            Comparison.of(known, exported.identity("ee55").row(Runs.E2E, BASE).report(), 0.02)
                .rows())
        .hasSize(1);
    assertThatThrownBy(
            () -> Comparison.of(known, next().identity("ff").row(Runs.E2E, BASE).report(), 0.02))
        .hasMessageContaining("found model_identity of campplus ff");
    assertThatThrownBy(
            () -> Comparison.of(known, next().sha256("bb22").row(Runs.E2E, BASE).report(), 0.02))
        .hasMessageContaining("found model_sha256 of campplus bb22");
  }

  @Test
  void rowsOfOneSideAndOtherMachinesAreTold() {
    Work fbank = new Work("speakerbench", Scenario.SINGLE_STREAM, Stage.FBANK, "", 0, 1, 1, 3000);
    Work read = new Work("speakerbench", Scenario.SINGLE_STREAM, Stage.READ, "", 0, 1, 1, 3000);
    Work infer =
        new Work("speakerbench", Scenario.SINGLE_STREAM, Stage.INFER, "campplus", 1, 1, 1, 3000);

    Comparison comparison =
        Comparison.of(
            Runs.named("base").row(Runs.E2E, BASE).row(fbank, BASE).row(read, BASE).report(),
            next()
                .fact("cpu", "model", "Other CPU")
                .fact("os", "kernel", "6.1")
                .row(Runs.E2E, BASE)
                .row(infer, BASE)
                .report(),
            0.02);

    assertThat(comparison.rows()).hasSize(1);
    assertThat(comparison.notices())
        .containsExactly(
            "the machines are different, so that ratios may be theirs and not those of the"
                + " versions: CPU Test CPU in the base and Other CPU in the new report",
            "different conditions: os kernel is unknown in the base and 6.1 in the new report",
            "only in the new report: campplus infer 3000 ms wall",
            "only in the base: fbank 3000 ms wall; read 3000 ms wall");
  }

  @Test
  void oneRunWithTwoVersionsIsComparedWithin() {
    Work base = Runs.E2E.by(Work.BASE);
    ReportData report = Runs.named("both").row(base, BASE).row(Runs.E2E, scaled(1.2)).report();

    ComparisonRow row = Comparison.within(report, 0.02).orElseThrow().rows().get(0);

    assertThat(row.verdict()).isEqualTo(ComparisonVerdict.WORSE);
    assertThat(row.work()).isEqualTo(Runs.E2E);
    assertThat(row.ratio()).isCloseTo(1.2, within(1e-9));
    assertThat(Comparison.within(base(), 0.02)).isEmpty();
  }

  /** Ratio and interval are information; nothing proves that both sides were disturbed alike. */
  @Test
  void withinOneRunWhatIsNoEvidenceCannotTellEither() {
    Work base = Runs.E2E.by(Work.BASE);
    Runs baseInvalid =
        Runs.named("both").invalid("drift").row(base, BASE).valid().row(Runs.E2E, scaled(1.2));
    Runs newInvalid =
        Runs.named("both").row(base, BASE).invalid("drift").row(Runs.E2E, scaled(1.2));
    Runs smoke = Runs.named("both").smoke().row(base, BASE).row(Runs.E2E, scaled(1.2));

    assertThat(onlyRowWithin(baseInvalid).reason()).isEqualTo("the base is INVALID: drift");
    assertThat(onlyRowWithin(newInvalid).reason()).isEqualTo("the new side is INVALID: drift");
    assertThat(onlyRowWithin(smoke).reason()).isEqualTo("smoke profile: no figure is a result");
    for (Runs runs : List.of(baseInvalid, newInvalid, smoke)) {
      ComparisonRow row = onlyRowWithin(runs);
      assertThat(row.verdict()).isEqualTo(ComparisonVerdict.CANNOT_TELL);
      assertThat(row.pValue()).isNaN();
      assertThat(row.ratioLow()).isBetween(1.18, 1.2);
    }
  }

  private static ComparisonRow onlyRowWithin(Runs runs) {
    return Comparison.within(runs.report(), 0.02).orElseThrow().rows().get(0);
  }

  @Test
  void whatNeverRanOnBothSidesIsTold() {
    Work other =
        new Work("speakerbench", Scenario.SINGLE_STREAM, Stage.E2E, "eres2netv2", 1, 1, 1, 3000);
    ReportData report =
        Runs.named("both")
            .row(Runs.E2E.by(Work.BASE), BASE)
            .row(Runs.E2E, BASE)
            .row(other, BASE)
            .report();

    Comparison comparison = Comparison.within(report, 0.02).orElseThrow();

    assertThat(comparison.unpaired()).containsExactly(other);
    assertThat(comparison.notices())
        .containsExactly("not compared, as no round ran both sides: eres2netv2 e2e 3000 ms");
  }

  /** Forks of a round are a pair: a round of which one side failed must not shift the others. */
  @Test
  void aFailedForkTakesItsPairAlong() {
    double[] base = {100, Double.NaN, 140, 100, 120, 110, 130};
    double[] next = {110, 110, 154, Double.NaN, 132, 121, 143};
    ReportData report =
        Runs.named("both").row(Runs.E2E.by(Work.BASE), base).row(Runs.E2E, next).report();

    ComparisonRow row = Comparison.within(report, 0.02).orElseThrow().rows().get(0);

    assertThat(row.baseForks()).isEqualTo(5);
    assertThat(row.newForks()).isEqualTo(5);
    assertThat(row.ratioLow()).isCloseTo(1.1, within(1e-9));
    assertThat(row.ratioHigh()).isCloseTo(1.1, within(1e-9));
  }

  /** Each side stands for its own version: what it was interleaved with is another matter. */
  @Test
  void theBaseOfARunIsNoRowOfAComparisonOfTwoRuns() {
    Work base = Runs.E2E.by(Work.BASE);

    Comparison comparison =
        Comparison.of(
            Runs.named("base").row(base, BASE).row(Runs.E2E, BASE).report(),
            next().row(base, BASE).row(Runs.E2E, BASE).report(),
            0.02);

    assertThat(comparison.rows()).singleElement().returns(Runs.E2E, ComparisonRow::work);
    assertThat(comparison.notices()).isEmpty();
  }

  @Test
  void otherWeightsBesideTheSameGraphAreRefused() {
    refused(
        next().fact("models", "campplus weights_sha256", "bb").row(Runs.E2E, BASE),
        "found campplus weights_sha256 bb in the new report");
  }

  /** Two trainings of one architecture have one graph: what is not known may differ. */
  @Test
  void unknownModelsAreNotTheSame() {
    Runs unknown = next().unknown("models", "campplus weights_sha256").row(Runs.E2E, BASE);
    Runs unknownToo =
        Runs.named("base").unknown("models", "campplus weights_sha256").row(Runs.E2E, BASE);

    assertThatThrownBy(() -> Comparison.of(base(), unknown.report(), 0.02))
        .isInstanceOf(SpeakerbenchException.class)
        .hasMessage(
            "maybe different work: found no campplus weights_sha256 in the new report (test),"
                + " expected it in both reports: two unknown models are not the same");
    assertThatThrownBy(() -> Comparison.of(unknownToo.report(), unknown.report(), 0.02))
        .isInstanceOf(SpeakerbenchException.class)
        .hasMessageStartingWith(
            "maybe different work: found no campplus weights_sha256 in the base");
    assertThatThrownBy(
            () ->
                Comparison.of(
                    Runs.named("base").sha256("").row(Runs.E2E, BASE).report(),
                    next().sha256("").row(Runs.E2E, BASE).report(),
                    0.02))
        .isInstanceOf(SpeakerbenchException.class)
        .hasMessageStartingWith(
            "maybe different work: found no model_sha256 of campplus in the base (blank)");
  }

  @Test
  void theMedianOfAForkCountsEveryCall() {
    ForkMedians medians =
        new ForkMedians(
            Arrays.asList(
                measured(1, 10, 3), measured(1, 20, 2), measured(2, 10, 2), measured(2, 20, 2)));

    assertThat(medians.of(Runs.E2E, Clock.WALL)).containsExactly(10, 15);
    assertThat(medians.of(Runs.E2E, Clock.CPU)).isEmpty();
  }

  private static MeasurementRow measured(int fork, double ms, long count) {
    return new MeasurementRow("r", Runs.E2E, Clock.WALL, Phase.MEASURED, fork, 1, ms, count);
  }

  private static void refused(Runs next, String expected) {
    assertThatThrownBy(() -> Comparison.of(base(), next.report(), 0.02))
        .isInstanceOf(SpeakerbenchException.class)
        .hasMessageStartingWith("different work: " + expected)
        .hasMessageContaining("expected that of the base");
  }

  private static ReportData base() {
    return Runs.named("base").row(Runs.E2E, BASE).report();
  }

  private static Runs next() {
    return Runs.named("new");
  }

  private static ComparisonRow compare(double[] next) {
    return Comparison.of(base(), next().row(Runs.E2E, next).report(), 0.02).rows().get(0);
  }

  private static double[] scaled(double factor) {
    return Arrays.stream(BASE).map(ms -> ms * factor).toArray();
  }
}
