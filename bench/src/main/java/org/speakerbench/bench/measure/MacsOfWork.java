package org.speakerbench.bench.measure;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.speakerbench.bench.format.Stage;
import org.speakerbench.bench.format.Work;
import org.speakerbench.bench.jmh.ceiling.FmaState;
import org.speakerbench.bench.jmh.ceiling.GemmState;
import org.speakerbench.bench.jmh.state.BenchClip;
import org.speakerbench.engine.fbank.config.FbankOptions;
import org.speakerbench.engine.onnx.GraphForm;
import org.speakerbench.engine.spec.ModelSpec;
import org.speakerbench.engine.zoo.ModelLabel;

/** The multiply-accumulates of each work of a plan, counted before the run. */
public final class MacsOfWork {
  /** No model is counted. */
  public static final MacsOfWork NONE = new MacsOfWork();

  private final Map<Key, OptionalLong> counts = new HashMap<>();

  private record Key(String model, int batch, int audioMs) {}

  private MacsOfWork() {}

  /** Counts each model once for each batch and length; a smoke run has no use for it. */
  static MacsOfWork of(RtfSettings settings) {
    if (settings.profile() == Profile.SMOKE) {
      return NONE;
    }
    MacsOfWork macs = new MacsOfWork();
    Map<String, ModelSpec> specs = new HashMap<>();
    for (Cell cell : RunPlan.of(settings).cells()) {
      if (runsModel(cell.work().stage())) {
        ModelSpec spec = specs.computeIfAbsent(cell.model().label(), name -> cell.model().spec());
        macs.counts.computeIfAbsent(key(cell.work()), key -> count(cell, settings, spec));
      }
    }
    return macs;
  }

  private static OptionalLong count(Cell cell, RtfSettings settings, ModelSpec spec) {
    FbankOptions frontEnd = settings.own().frontEnd(spec).fbank();
    int samples = (int) BenchClip.samples(cell.work().audioMs(), frontEnd.sampleRateHz());
    return Macs.count(
        cell.model().path(settings.zoo()),
        spec.axes(),
        cell.work().batch(),
        frontEnd.frame().count(samples),
        frontEnd.dim());
  }

  private static boolean runsModel(Stage stage) {
    return stage == Stage.INFER || stage == Stage.E2E || stage == Stage.EXTRACT;
  }

  private static Key key(Work work) {
    return new Key(work.model(), work.batch(), work.audioMs());
  }

  /** Of one call of the model, whatever else the work is made of; empty if it is not known. */
  OptionalLong ofModel(Work work) {
    return counts.getOrDefault(key(work), OptionalLong.empty());
  }

  /**
   * Of one call; empty if the work is not made of them, or if their number is not known. A tuned
   * graph does other work for the same answer, which is not counted.
   */
  public OptionalLong of(Work work) {
    if (ModelLabel.parse(work.model()).graph() == GraphForm.TUNED) {
      return OptionalLong.empty();
    }
    return switch (work.stage()) {
      case INFER, E2E, EXTRACT -> ofModel(work);
      case GEMM, GEMM_INT8, GEMM_F16, GEMM_BF16 -> OptionalLong.of(GemmState.MACS);
      case FMA -> OptionalLong.of(FmaState.MACS);
      case E2E_IN_TURN, E2E_NEW, READ, FBANK, LOAD, COLD -> OptionalLong.empty();
    };
  }
}
