package org.speakerbench.bench.profile;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.speakerbench.bench.environment.Environment;
import org.speakerbench.bench.environment.Fact;
import org.speakerbench.bench.format.ProfileRow;
import org.speakerbench.bench.format.ProfileSubject;
import org.speakerbench.bench.format.RunFacts;
import org.speakerbench.bench.format.Verdict;
import org.speakerbench.bench.statistics.Ratio;
import org.speakerbench.engine.onnx.GraphForm;
import org.speakerbench.engine.provider.Provider;

/** A profile of three nodes. */
final class ProfileSamples {
  private ProfileSamples() {}

  static ProfileSubject subject(Verdict verdict, double cosine) {
    return new ProfileSubject(
        new RunFacts(
            "testcpu-20260102T030405Z-profile",
            "2026-01-02T03:04:05Z",
            "testcpu",
            "Test \"CPU\", 2 GHz",
            "0123abc"),
        "mine <b>",
        GraphForm.TUNED,
        Provider.CPU,
        "1.29.0",
        "flite-awb",
        3000,
        298,
        1,
        20,
        verdict,
        cosine);
  }

  static ProfileResult result() {
    MeasuredLimits limits =
        new MeasuredLimits(
            Map.of(Limit.GEMM, 2e9, Limit.FMA, 4e9, Limit.COPY, 1e9),
            Map.of(Limit.GEMM, 100L, Limit.FMA, 100L, Limit.COPY, 50L),
            Map.of(Limit.BF16, "provider cpu has no product of bfloat16"));
    List<NodeCost> nodes =
        List.of(
            new NodeCost(
                0, "/a/Conv", "Conv", "a", 1, 0.25, OptionalLong.of(400_000), 1000, Limit.GEMM),
            new NodeCost(
                1, "/a/Concat", "Concat", "a", 1, 0.05, OptionalLong.of(0), 40_000, Limit.GEMM),
            new NodeCost(2, "/b/Shape", "Shape", "b", 2, 0.1, OptionalLong.of(0), 8, Limit.GEMM));
    List<ProfileRow> rows =
        ProfileRows.of(
            new ModelProfile(nodes, 0.5, 0.8, "Groups are modules."),
            limits,
            0.45,
            new Ratio(1.1, 1.05, 1.15));
    Map<String, Fact> facts = new LinkedHashMap<>(Map.of("model", Fact.of("Test", "a test")));
    return new ProfileResult(
        subject(Verdict.VERIFIED, 0.9999999),
        Environment.of(Map.of("cpu", facts)),
        rows,
        "Groups are modules.",
        OptionalLong.of(500_000));
  }
}
