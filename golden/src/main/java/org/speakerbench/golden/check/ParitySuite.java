package org.speakerbench.golden.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.zoo.ModelRef;
import org.speakerbench.engine.zoo.Zoo;
import org.speakerbench.golden.pack.GoldenPack;

/** The checks of one or more packs, run one after the other. */
public final class ParitySuite {
  private final Map<String, ParityCheck> checks = new LinkedHashMap<>();

  /**
   * Checks of packs, told apart by their names.
   *
   * @throws SpeakerbenchException if there are none, or two with the same name
   */
  public ParitySuite(List<ParityCheck> checks) {
    for (ParityCheck check : checks) {
      if (this.checks.putIfAbsent(check.pack().name(), check) != null) {
        throw new SpeakerbenchException(
            "found two golden packs with the name "
                + check.pack().name()
                + ", expected different names, which tell their results apart");
      }
    }
    if (checks.isEmpty()) {
      throw new SpeakerbenchException("found no golden packs, expected at least one");
    }
  }

  /** Checks of this project's engine on all clips of the packs. */
  public static ParitySuite of(List<GoldenPack> packs, Zoo zoo) {
    return new ParitySuite(packs.stream().map(pack -> new ParityCheck(pack, zoo)).toList());
  }

  /** All models of the packs, each once, as {@link #run()} takes them. */
  public List<ModelRef> models() {
    return checks.values().stream()
        .flatMap(check -> check.pack().zooModels().stream())
        .distinct()
        .toList();
  }

  /** Runs the checks with all models of each pack, as {@link GoldenPack#zooModels} gives them. */
  public ParityReports run() {
    Map<ParityCheck, List<ModelRef>> models = new LinkedHashMap<>();
    checks.values().forEach(check -> models.put(check, check.pack().zooModels()));
    return run(models);
  }

  /**
   * Runs the checks with some models, each on the packs that have it. A pack that has none of them
   * is checked without models.
   *
   * @throws SpeakerbenchException as {@link ParityCheck#run}, or if no pack has one of the models
   */
  public ParityReports run(List<ModelRef> models) {
    for (ModelRef model : models) {
      if (checks.values().stream().noneMatch(check -> has(check, model))) {
        TreeSet<String> known = new TreeSet<>();
        checks.values().forEach(check -> known.addAll(check.pack().models()));
        throw new SpeakerbenchException(
            "golden packs "
                + String.join(", ", checks.keySet())
                + ": found no references for model "
                + model.name()
                + ", expected "
                + (known.isEmpty() ? "none: they have no models" : "one of ")
                + String.join(", ", known));
      }
    }
    Map<ParityCheck, List<ModelRef>> chosen = new LinkedHashMap<>();
    checks
        .values()
        .forEach(
            check ->
                chosen.put(check, models.stream().filter(model -> has(check, model)).toList()));
    return run(chosen);
  }

  private static boolean has(ParityCheck check, ModelRef model) {
    return check.pack().models().contains(model.name());
  }

  private static ParityReports run(Map<ParityCheck, List<ModelRef>> models) {
    // Wrong models are found before the first pack has taken its time.
    models.forEach((check, chosen) -> chosen.forEach(check.pack()::requireSameModel));
    List<ParityReport> reports = new ArrayList<>();
    models.forEach((check, chosen) -> reports.add(check.run(chosen)));
    return new ParityReports(reports);
  }

  /** The ids of all clips, pack by pack. */
  public List<String> clips() {
    return checks.values().stream().flatMap(check -> check.clips().stream()).toList();
  }

  /**
   * The errors of a clip's features, see {@link ParityCheck#errorMap}.
   *
   * @param pack name of one of the packs
   */
  public ErrorMap errorMap(String pack, String clip, ParityStage stage) {
    return checks.get(pack).errorMap(clip, stage);
  }
}
