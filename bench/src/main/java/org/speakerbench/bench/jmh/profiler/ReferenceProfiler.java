package org.speakerbench.bench.jmh.profiler;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.ScalarResult;
import org.speakerbench.bench.jmh.state.AnswerCheck;

/**
 * Carries the outcome of set-up's {@link AnswerCheck} from the forked JVM into the result. No
 * result at all means unverified.
 */
public final class ReferenceProfiler implements InternalProfiler {
  /** Secondary result: 1 when the answer was held against the golden pack and agreed. */
  public static final String VERIFIED = "reference.verified";

  /** Secondary result: cosine of the embedding and its reference. */
  public static final String COSINE = "reference.cosine";

  /** Secondary result: relative L2 of the two. */
  public static final String RELATIVE_L2 = "reference.relative-l2";

  @Override
  public String getDescription() {
    return "Agreement of the timed answer with the golden pack";
  }

  @Override
  public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
    // The check was made in the trial's set-up.
  }

  @Override
  public Collection<ScalarResult> afterIteration(
      BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
    AnswerCheck.Outcome outcome = AnswerCheck.last();
    List<ScalarResult> results = new ArrayList<>();
    if (outcome.verified()) {
      results.add(new ScalarResult(VERIFIED, 1, "1", AggregationPolicy.MIN));
    }
    if (!Double.isNaN(outcome.cosine())) {
      results.add(new ScalarResult(COSINE, outcome.cosine(), "1", AggregationPolicy.MIN));
      results.add(new ScalarResult(RELATIVE_L2, outcome.relativeL2(), "1", AggregationPolicy.MAX));
    }
    return results;
  }
}
