package org.speakerbench.bench.run;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.speakerbench.bench.compare.Gate;
import org.speakerbench.bench.environment.Fact;
import org.speakerbench.bench.environment.LocalPaths;
import org.speakerbench.bench.format.RunSettings;
import org.speakerbench.bench.jmh.state.OwnFiles;
import org.speakerbench.bench.jmh.state.References;
import org.speakerbench.bench.measure.CellResult;
import org.speakerbench.bench.measure.Preflight;
import org.speakerbench.bench.measure.RtfSettings;
import org.speakerbench.engine.graph.pass.Pass;
import org.speakerbench.engine.graph.pass.Passes;
import org.speakerbench.engine.graph.pass.Target;
import org.speakerbench.engine.zoo.ModelRef;

/** The group {@link RunSettings#GROUP} of a run's environment. */
final class SettingsFacts {
  private static final String SOURCE = "command line";

  private SettingsFacts() {}

  /**
   * @param gate null for none
   */
  static Map<String, Fact> of(
      RtfSettings settings,
      Gate gate,
      String runId,
      String command,
      Preflight inputs,
      List<CellResult> cells,
      boolean complete) {
    Map<String, Fact> facts = new LinkedHashMap<>();
    facts.put("id", Fact.of(runId, "label, start and profile"));
    facts.put(RunSettings.PROFILE, Fact.of(settings.profile().label(), SOURCE));
    facts.put(RunSettings.FORKS, Fact.of(settings.forks(), SOURCE));
    facts.put(RunSettings.ITERATIONS, Fact.of(settings.profile().iterations(), "profile"));
    facts.put(RunSettings.CLIP, Fact.of(inputs.clip().name(), SOURCE));
    facts.putAll(own(settings, inputs));
    if (settings.models().stream().anyMatch(ModelRef::isTuned)) {
      facts.put(
          RunSettings.TUNED,
          Fact.of(passes(settings.models()), "--tune: version of the passes, and all"));
    }
    facts.put(RunSettings.COMMAND, Fact.of(command, SOURCE));
    facts.put(RunSettings.NOISE_BAND, Fact.of(settings.noiseBand(), "--gate, or the default"));
    facts.put(
        RunSettings.GATE,
        gate == null ? Fact.unavailable("no --gate") : Fact.of(gate.band(), SOURCE));
    facts.put(RunSettings.COMPLETE, Fact.of(complete, "whether the run came to its end"));
    facts.put(
        RunSettings.FAILED_FORKS,
        Fact.of(
            cells.stream()
                .flatMap(
                    cell ->
                        cell.failures().stream()
                            .map(
                                f ->
                                    cell.cell()
                                        + " fork "
                                        + f.fork()
                                        + ": "
                                        + LocalPaths.shortened(f.reason())))
                .toList(),
            "forks that gave no figure"));
    return facts;
  }

  private static String passes(List<ModelRef> models) {
    boolean plugins = models.stream().anyMatch(ref -> ref.isTuned() && ref.provider().isPlugin());
    return Passes.VERSION
        + ": "
        + names(Target.CPU)
        + (plugins ? "; for OpenVINO in a reduced precision " + names(Target.OPENVINO) : "");
  }

  private static String names(Target target) {
    return Passes.of(target).stream().map(Pass::name).collect(Collectors.joining(", "));
  }

  /** What was brought, without where it is. */
  private static Map<String, Fact> own(RtfSettings settings, Preflight inputs) {
    OwnFiles own = settings.own();
    Map<String, Fact> facts = new LinkedHashMap<>();
    References references = inputs.clip().references();
    facts.put(
        RunSettings.FRONT_END,
        Fact.of(
            FrontEndText.of(settings),
            (own.config() == null
                    ? "the models"
                    : RunSettings.CONFIG + own.config().getFileName() + ", and the models")
                + ": where it differs from the standard"));
    facts.put(
        RunSettings.GOLDEN,
        own.golden() == null
            ? Fact.unavailable("no --golden")
            : Fact.of(references.packs().get(0).name(), "--golden"));
    return facts;
  }
}
