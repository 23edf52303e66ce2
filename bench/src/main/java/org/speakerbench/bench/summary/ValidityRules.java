package org.speakerbench.bench.summary;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.stat.descriptive.rank.Median;
import org.speakerbench.bench.environment.Conditions;
import org.speakerbench.bench.format.Clock;
import org.speakerbench.bench.format.Decimal;
import org.speakerbench.bench.format.Validity;
import org.speakerbench.bench.format.Work;
import org.speakerbench.bench.measure.CellResult;
import org.speakerbench.bench.statistics.Drift;
import org.speakerbench.bench.statistics.MannWhitney;
import org.speakerbench.bench.statistics.Spread;
import org.speakerbench.bench.statistics.Total;

/** When a row is evidence; {@code docs/measuring.md} gives the rules to users. */
final class ValidityRules {
  /** Fewest forks that a rank test can tell apart. */
  static final int LEAST_FORKS = MannWhitney.LEAST_FOR_ONE_PERCENT;

  /** A tenth of the CPUs that it may use: on two, a fifth of one works on something else. */
  static final double MOST_BACKGROUND = 0.10;

  /** The hypervisor's other guests took that much. */
  static final double MOST_STEAL = 0.05;

  /** A scheduler period or so of a cgroup is in every long fork of a container. */
  static final double MOST_THROTTLED_MS = 10;

  /** From the first iteration to the last. */
  static final double MOST_DRIFT = 0.05;

  /** Chance that a drift is none. */
  static final double DRIFT_P = 0.01;

  /** Forks that differ so much more than their iterations are of more than one kind. */
  static final double MOST_SPREAD = 3;

  private final List<String> reasons = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();

  private ValidityRules() {}

  static Validity of(CellResult result, Clock clock) {
    ValidityRules rules = new ValidityRules();
    rules.forks(result);
    rules.triedAgain(result.triedAgain());
    rules.machine(result.conditions());
    rules.crowd(result.cell().work(), result.conditions());
    rules.times(iterations(result, clock));
    return new Validity(rules.reasons, rules.warnings);
  }

  private static List<double[]> iterations(CellResult result, Clock clock) {
    return result.forks().stream()
        .map(
            fork ->
                result.measured(fork).stream()
                    .map(iteration -> IterationTotals.of(iteration, clock))
                    .mapToDouble(Total::mean)
                    .toArray())
        .toList();
  }

  private void forks(CellResult result) {
    int forks = result.forks().size();
    if (forks < result.planned()) {
      reasons.add(forks + " of " + result.planned() + " forks");
    }
    if (result.crashes() > 0) {
      reasons.add(Validity.crashed(result.crashes()));
    }
    if (forks < LEAST_FORKS) {
      reasons.add(Validity.tooFewForks(forks, LEAST_FORKS));
    }
  }

  private void triedAgain(List<CellResult.Failure> failures) {
    for (CellResult.Failure failure : failures) {
      warnings.add("fork tried again: " + failure.fork() + " failed: " + failure.reason());
    }
  }

  private void machine(List<Conditions> forks) {
    share(forks, Conditions::backgroundShare, MOST_BACKGROUND, "load on the machine");
    share(forks, Conditions::stealShare, MOST_STEAL, "CPU time taken by the hypervisor");
    elsewhere(forks);
    double throttled =
        forks.stream().mapToDouble(Conditions::throttledMs).reduce(0, ValidityRules::larger);
    if (throttled > MOST_THROTTLED_MS) {
      reasons.add("throttled cgroup: " + Decimal.fixed(throttled, 0) + " ms in a fork");
    }
    if (forks.stream().anyMatch(fork -> Double.isNaN(fork.backgroundShare()))) {
      warnings.add("load on the machine is not known");
    }
  }

  /** One busy fork among many is a warning. */
  private void share(
      List<Conditions> forks, ToDoubleFunction<Conditions> share, double most, String what) {
    double[] known = known(forks, share);
    double median = known.length == 0 ? 0 : new Median().evaluate(known);
    double worst = forks.stream().mapToDouble(share).reduce(0, ValidityRules::larger);
    if (median > most) {
      reasons.add(
          what + ": " + percent(median) + " of its CPUs, expected at most " + percent(most));
    } else if (worst > most) {
      warnings.add(what + ": " + percent(worst) + " of its CPUs in a fork");
    }
  }

  /** Nothing runs on the CPUs of another, but they share caches, memory and power. */
  private void elsewhere(List<Conditions> forks) {
    double[] known = known(forks, Conditions::elsewhereShare);
    if (known.length > 0 && new Median().evaluate(known) > MOST_BACKGROUND) {
      warnings.add(
          "load on other CPUs of the machine: "
              + percent(new Median().evaluate(known))
              + " of them, which share caches and memory");
    }
  }

  /** Threads that wait for each other spin: their CPU time is not that of the work. */
  private void crowd(Work work, List<Conditions> forks) {
    double cpus =
        Arrays.stream(known(forks, Conditions::usableCpus)).min().orElse(Double.POSITIVE_INFINITY);
    String of = " on " + Decimal.shortest(cpus, 2) + (cpus == 1 ? " CPU" : " CPUs");
    int threads = Math.max(1, work.intraOpThreads());
    if (work.workers() * threads > cpus && work.workers() > 1) {
      warnings.add(
          "more workers than CPUs: "
              + work.workers()
              + (threads > 1 ? " of " + threads + " threads" : "")
              + of);
    } else if (threads > cpus && threads > 1) {
      warnings.add("more threads than CPUs: " + threads + of + ", which wait by spinning");
    }
  }

  private static double[] known(List<Conditions> forks, ToDoubleFunction<Conditions> figure) {
    return forks.stream().mapToDouble(figure).filter(value -> !Double.isNaN(value)).toArray();
  }

  private void times(List<double[]> forks) {
    if (forks.isEmpty()) {
      return;
    }
    Drift drift = Drift.of(forks);
    if (Math.abs(drift.relative()) > MOST_DRIFT && drift.pValue() < DRIFT_P) {
      reasons.add(
          "drift: times change by "
              + percent(drift.relative())
              + " over the iterations, expected at most "
              + percent(MOST_DRIFT));
    }
    Spread spread = Spread.of(forks);
    if (spread.between() > MOST_SPREAD * spread.inside()) {
      warnings.add(
          "forks differ by "
              + percent(spread.between())
              + ", iterations of one by "
              + percent(spread.inside()));
    }
  }

  private static double larger(double a, double b) {
    return b > a ? b : a; // NaN is not larger
  }

  private static String percent(double share) {
    return Decimal.fixed(100 * share, 1) + "%";
  }
}
