package org.speakerbench.bench.measure;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.WorkloadParams;
import org.speakerbench.bench.environment.JvmCrash;
import org.speakerbench.bench.jmh.state.OwnFiles;

/**
 * Joins the results of single forks into the one result that JMH would have given had it run all
 * forks of a benchmark in a row.
 */
final class ForkJoiner {
  private ForkJoiner() {}

  /**
   * Joins the forks of one benchmark, in the given order.
   *
   * @param params values to report for the benchmark's parameters in place of those that were used:
   *     names where the forks were given paths
   */
  static RunResult join(List<RunResult> forks, Map<String, String> params) {
    List<BenchmarkResult> results = new ArrayList<>();
    forks.forEach(fork -> results.addAll(fork.getBenchmarkResults()));
    return new RunResult(joined(forks.get(0).getParams(), results.size(), params), results);
  }

  private static BenchmarkParams joined(
      BenchmarkParams one, int forks, Map<String, String> replaced) {
    WorkloadParams params = new WorkloadParams();
    int order = 0;
    for (String key : one.getParamsKeys()) {
      params.put(key, replaced.getOrDefault(key, one.getParam(key)), order++);
    }
    return new BenchmarkParams(
        one.getBenchmark(),
        one.generatedBenchmark(),
        one.shouldSynchIterations(),
        one.getThreads(),
        one.getThreadGroups(),
        one.getThreadGroupLabels(),
        forks,
        one.getWarmupForks(),
        one.getWarmup(),
        one.getMeasurement(),
        one.getMode(),
        params,
        one.getTimeUnit(),
        one.getOpsPerInvocation(),
        one.getJvm(),
        withoutPaths(one.getJvmArgs()),
        one.getJdkVersion(),
        one.getVmName(),
        one.getVmVersion(),
        one.getJmhVersion(),
        one.getTimeout());
  }

  /** Where files are says nothing about how the JVM ran, but much about who ran it. */
  private static Collection<String> withoutPaths(Collection<String> jvmArgs) {
    return jvmArgs.stream()
        .filter(arg -> !arg.startsWith(ForkRunner.ZOO_ARGUMENT) && !OwnFiles.tells(arg))
        .filter(arg -> !arg.startsWith(JvmCrash.ERROR_FILE))
        .toList();
  }
}
