package org.speakerbench.golden.check;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.onnx.EmbeddingModel;
import org.speakerbench.engine.onnx.SessionSettings;
import org.speakerbench.engine.zoo.ModelRef;
import org.speakerbench.engine.zoo.Zoo;
import org.speakerbench.golden.pack.GoldenClip;
import org.speakerbench.golden.pack.GoldenPack;
import org.speakerbench.golden.pack.ModelReference;

/**
 * Holds a candidate against a golden pack: every clip, every stage, every model that is asked for.
 *
 * <pre>{@code
 * GoldenPack pack = GoldenPack.embedded();
 * ParityReport report = new ParityCheck(pack, Zoo.inCacheFolder()).run(pack.zooModels());
 * }</pre>
 *
 * Immutable: the {@code with} methods return another check.
 */
public final class ParityCheck {
  /** More threads gain little at three seconds of speech. */
  private static final int MAX_THREADS = 4;

  private final GoldenPack pack;
  private final Zoo zoo;
  private final Candidate candidate;
  private final List<GoldenClip> clips;
  private final IntPredicate frameCounts;

  /**
   * A check of this project's engine on all clips, with as many threads inside the model as there
   * are processors, at most 4: the number of threads does not move results beyond the limits.
   */
  public ParityCheck(GoldenPack pack, Zoo zoo) {
    this(pack, zoo, Candidate.engine(), pack.clips(), frames -> true);
  }

  private ParityCheck(
      GoldenPack pack,
      Zoo zoo,
      Candidate candidate,
      List<GoldenClip> clips,
      IntPredicate frameCounts) {
    this.pack = pack;
    this.zoo = zoo;
    this.candidate = candidate;
    this.clips = clips;
    this.frameCounts = frameCounts;
  }

  /** The same check of something else. */
  public ParityCheck withCandidate(Candidate other) {
    return new ParityCheck(pack, zoo, other, clips, frameCounts);
  }

  /** The same check on some clips only, in the given order. */
  public ParityCheck withClips(List<String> ids) {
    List<GoldenClip> chosen = ids.stream().distinct().map(pack::clip).toList();
    if (chosen.isEmpty()) {
      throw new SpeakerbenchException("found no clips to check, expected at least one");
    }
    return new ParityCheck(pack, zoo, candidate, chosen, frameCounts);
  }

  /** The same check at some frame counts of the sweeps only. */
  public ParityCheck withFrameCounts(IntPredicate wanted) {
    return new ParityCheck(pack, zoo, candidate, clips, wanted);
  }

  /**
   * Runs the check. Models are opened one after the other, so that one is in memory at a time; with
   * none, only the stages before the model are checked.
   *
   * @throws SpeakerbenchException if the pack is damaged or was made with other models, or a model
   *     cannot be opened: nothing can be said then. What the candidate does wrong is in the report.
   */
  public ParityReport run(List<ModelRef> models) {
    models.forEach(pack::requireSameModel);
    pack.verifyFiles();
    List<ParityRow> rows = features();
    for (ModelRef model : models) {
      try (EmbeddingModel session = model.open(zoo, settings())) {
        boolean reduced = model.provider().precision().isReduced();
        for (ParityRow row : check(model.name(), session)) {
          rows.add((reduced ? row.reduced() : row).of(model.label()));
        }
      }
    }
    return report(models.stream().map(ModelRef::label).toList(), rows);
  }

  /**
   * Runs the check on a model of the pack that is open; the pack's files are not verified again.
   */
  ParityReport run(EmbeddingModel session) {
    List<ParityRow> rows = features();
    rows.addAll(check(session.spec().name(), session));
    return report(List.of(session.spec().name()), rows);
  }

  private List<ParityRow> features() {
    List<ParityRow> rows = new ArrayList<>();
    for (GoldenClip clip : clips) {
      rows.addAll(new FeatureStages(candidate, clip).check());
    }
    return rows;
  }

  private ParityReport report(List<String> models, List<ParityRow> rows) {
    return new ParityReport(pack.name(), pack.provenance(), clips(), models, rows);
  }

  static SessionSettings settings() {
    return new SessionSettings(Math.min(MAX_THREADS, Runtime.getRuntime().availableProcessors()));
  }

  /**
   * The errors of a clip's features, cell by cell, computed anew.
   *
   * @param stage one that {@link ParityStage#comparesFeatures}
   * @throws IllegalArgumentException if it is another
   */
  public ErrorMap errorMap(String clipId, ParityStage stage) {
    return ErrorMap.of(candidate, pack.clip(clipId), stage);
  }

  GoldenPack pack() {
    return pack;
  }

  /** Ids of the clips that are checked. */
  List<String> clips() {
    return clips.stream().map(GoldenClip::id).toList();
  }

  private List<ParityRow> check(String model, EmbeddingModel session) {
    ModelReference reference = pack.reference(model);
    List<GoldenClip> longEnough = clips.stream().filter(clip -> reference.has(clip.id())).toList();
    if (longEnough.isEmpty()) {
      throw new SpeakerbenchException(
          "golden pack "
              + pack.name()
              + ": found no references of "
              + model
              + " for the clips "
              + clips()
              + ", expected at least one");
    }
    List<ParityRow> rows = new ArrayList<>();
    ModelStages stages = new ModelStages(candidate, session, reference);
    longEnough.forEach(clip -> rows.addAll(stages.check(clip)));
    rows.addAll(stages.distinctVoices());
    pack.sweep(model)
        .filter(sweep -> clips.contains(sweep.clip())) // a subset of the clips may leave it out
        .map(sweep -> new SweepStages(candidate, session, sweep, frameCounts).check())
        .ifPresent(rows::addAll);
    return rows;
  }
}
