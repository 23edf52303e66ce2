package org.speakerbench.bench.summary;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import org.junit.jupiter.api.Test;
import org.speakerbench.bench.environment.Conditions;
import org.speakerbench.bench.format.Clock;
import org.speakerbench.bench.format.Scenario;
import org.speakerbench.bench.format.Stage;
import org.speakerbench.bench.format.Validity;
import org.speakerbench.bench.format.Work;
import org.speakerbench.bench.measure.Cell;
import org.speakerbench.bench.measure.CellResult;
import org.speakerbench.bench.measure.IterationData;
import org.speakerbench.bench.report.Fixture;

class ValidityRulesTest {
  private static final Conditions QUIET = new Conditions(0.01, 0, 0);
  private static final DoubleBinaryOperator STEADY = (fork, i) -> 50 + (fork + i) % 3;

  @Test
  void fiveQuietForksAreEvidence() {
    Validity validity = validity(5, 5, STEADY, QUIET, QUIET);

    assertThat(validity.valid()).isTrue();
    assertThat(validity.label()).isEqualTo("VALID");
    assertThat(validity.warnings()).isEmpty();
  }

  @Test
  void tooFewForks() {
    assertThat(validity(2, 2, STEADY, QUIET, QUIET).reasons())
        .containsExactly("2 forks, expected at least 5");
    assertThat(validity(5, 9, STEADY, QUIET, QUIET).reasons()).containsExactly("5 of 9 forks");
    assertThat(validity(1, 5, STEADY, QUIET, QUIET).reasons())
        .containsExactly("1 of 5 forks", "1 fork, expected at least 5");
  }

  @Test
  void loadOfMostForksCountsAndThatOfOneIsTold() {
    Conditions busy = new Conditions(0.253, 0, 0);

    assertThat(validity(5, 5, STEADY, busy, busy).reasons())
        .containsExactly("load on the machine: 25.3% of its CPUs, expected at most 10.0%");
    Validity once = validity(5, 5, STEADY, QUIET, busy);
    assertThat(once.valid()).isTrue();
    assertThat(once.warnings()).containsExactly("load on the machine: 25.3% of its CPUs in a fork");
  }

  @Test
  void theHypervisorAndTheQuotaCount() {
    assertThat(validity(5, 5, STEADY, new Conditions(0, 0.08, 0), QUIET).reasons())
        .containsExactly(
            "CPU time taken by the hypervisor: 8.0% of its CPUs, expected at most 5.0%");
    assertThat(validity(5, 5, STEADY, QUIET, new Conditions(0, 0, 120)).reasons())
        .containsExactly("throttled cgroup: 120 ms in a fork");
  }

  @Test
  void whatIsNotKnownIsAWarning() {
    Validity validity = validity(5, 5, STEADY, Conditions.UNKNOWN, QUIET);

    assertThat(validity.valid()).isTrue();
    assertThat(validity.warnings()).containsExactly("load on the machine is not known");
  }

  @Test
  void loadOnTheOtherCpusOfTheMachineIsTold() {
    Conditions elsewhere = new Conditions(0.01, 0, 0, 0.474, 1);

    Validity validity = validity(5, 5, STEADY, elsewhere, elsewhere);
    assertThat(validity.valid()).isTrue();
    assertThat(validity.warnings())
        .containsExactly(
            "load on other CPUs of the machine: 47.4% of them, which share caches and memory");
    assertThat(validity(5, 5, STEADY, new Conditions(0, 0, 0, 0.05, 1), QUIET).warnings())
        .isEmpty();
  }

  @Test
  void moreThreadsOrWorkersThanCpusAreTold() {
    assertThat(crowd(Scenario.SINGLE_STREAM, 4, 1, 1))
        .containsExactly("more threads than CPUs: 4 on 1 CPU, which wait by spinning");
    assertThat(crowd(Scenario.SINGLE_STREAM, 2, 1, 1.5))
        .containsExactly("more threads than CPUs: 2 on 1.5 CPUs, which wait by spinning");
    assertThat(crowd(Scenario.OFFLINE, 1, 8, 4))
        .containsExactly("more workers than CPUs: 8 on 4 CPUs");
    assertThat(crowd(Scenario.OFFLINE, 2, 3, 4))
        .containsExactly("more workers than CPUs: 3 of 2 threads on 4 CPUs");
    assertThat(crowd(Scenario.OFFLINE, 2, 2, 4)).isEmpty();
    assertThat(crowd(Scenario.SINGLE_STREAM, 1, 1, 0.5)).isEmpty(); // it cannot be fewer
    assertThat(crowd(Scenario.SINGLE_STREAM, 4, 1, Double.NaN)).isEmpty();
  }

  private static List<String> crowd(Scenario scenario, int threads, int workers, double cpus) {
    Work work =
        new Work(Work.SPEAKERBENCH, scenario, Stage.E2E, "campplus", threads, workers, 1, 3000);
    CellResult result =
        new CellResult(
            new Cell(work, Fixture.CAMPPLUS),
            List.of(Fixture.iteration(1, 1, 50, 50, 1)),
            List.of(new Conditions(0, 0, 0, Double.NaN, cpus)),
            List.of(),
            1);
    return ValidityRules.of(result, Clock.WALL).warnings();
  }

  @Test
  void aForkThatWasTriedAgainIsTold() {
    CellResult result =
        new CellResult(
            Fixture.cell(Stage.E2E, Fixture.CAMPPLUS),
            List.of(Fixture.iteration(1, 1, 50, 50, 1)),
            List.of(QUIET),
            List.of(),
            List.of(new CellResult.Failure(1, "it was killed")),
            1);

    assertThat(ValidityRules.of(result, Clock.WALL).warnings())
        .containsExactly("fork tried again: 1 failed: it was killed");
  }

  @Test
  void driftOverTheIterations() {
    assertThat(validity(5, 5, (fork, i) -> 50 + 2 * i, QUIET, QUIET).reasons())
        .singleElement()
        .asString()
        .startsWith("drift: times change by 14.3% over the iterations, expected at most 5.0%");
  }

  @Test
  void forksThatDifferMuchMoreThanTheirIterationsAreTold() {
    Validity validity = validity(5, 5, (fork, i) -> 50 + 5 * fork + i % 2, QUIET, QUIET);

    assertThat(validity.valid()).isTrue();
    assertThat(validity.warnings())
        .singleElement()
        .asString()
        .startsWith("forks differ by 12.1%, iterations of one by 0.8%");
  }

  /** The first fork ran under {@code last}, all others under {@code most}. */
  private static Validity validity(
      int forks, int planned, DoubleBinaryOperator ms, Conditions most, Conditions last) {
    List<IterationData> iterations = new ArrayList<>();
    for (int fork = 1; fork <= forks; fork++) {
      for (int i = 1; i <= 5; i++) {
        double value = ms.applyAsDouble(fork, i);
        iterations.add(Fixture.iteration(fork, i, value, value, 1));
      }
    }
    List<Conditions> conditions = new ArrayList<>(Collections.nCopies(forks, most));
    conditions.set(0, last);
    CellResult result =
        new CellResult(
            Fixture.cell(Stage.E2E, Fixture.CAMPPLUS), iterations, conditions, List.of(), planned);
    assertThat(ValidityRules.of(result, Clock.CPU)).isEqualTo(ValidityRules.of(result, Clock.WALL));
    return ValidityRules.of(result, Clock.WALL);
  }
}
