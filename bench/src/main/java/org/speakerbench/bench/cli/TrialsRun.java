package org.speakerbench.bench.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.speakerbench.bench.measure.Terminal;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.audio.ClipReader;
import org.speakerbench.engine.extract.BatchExtractor;
import org.speakerbench.engine.extract.ClipPaths;
import org.speakerbench.engine.extract.SpeakerEmbedder;
import org.speakerbench.engine.internal.Reasons;
import org.speakerbench.engine.internal.WriteFailedException;
import org.speakerbench.engine.score.CohortRules;
import org.speakerbench.engine.score.EmbeddingTable;
import org.speakerbench.engine.score.EnrolmentModels;
import org.speakerbench.engine.score.ScoreNormalization;
import org.speakerbench.engine.score.ScoredTrials;
import org.speakerbench.engine.score.SpeakerTable;
import org.speakerbench.engine.score.TrialScorer;
import org.speakerbench.engine.score.Trials;

/** A trials file, scored. */
final class TrialsRun {
  private final TrialsOptions options;
  private final ClipPaths paths;
  private final Trials trials;
  private final EnrolmentModels models;
  private final SpeakerTable speakers;
  private final Set<String> cohort;

  /** How many of the cohort nothing says the speaker of. */
  private final int unknown;

  /** Clips that trials and cohort need. */
  private final Set<String> clips;

  private final SortedMap<String, String> failed = new TreeMap<>();
  private EmbeddingTable embeddings;

  /**
   * What was read.
   *
   * @param cohort empty for cosines as they are
   */
  record Lists(
      Trials trials, EnrolmentModels models, Optional<SpeakerTable> speakers, Set<String> cohort) {}

  /**
   * A run.
   *
   * @param paths of clips that are to be embedded; null if none are
   */
  TrialsRun(TrialsOptions options, Lists lists, ClipPaths paths) {
    this.options = options;
    this.paths = paths;
    trials = lists.trials();
    models = lists.models();
    speakers = lists.speakers().orElse(null);
    cohort = lists.cohort();
    clips = new LinkedHashSet<>(models.clips(trials));
    clips.addAll(cohort);
    unknown = cohort.isEmpty() ? 0 : requireUsableCohort();
  }

  /**
   * Checks it before the long work.
   *
   * @return how many of it nothing says the speaker of
   */
  private int requireUsableCohort() {
    Set<String> ids = new TreeSet<>(cohort); // messages name the first
    Set<String> tested = models.clips(trials);
    CohortRules.requireOthers(ids, tested);
    CohortRules.requireSize(ids.size(), options.top == null ? ids.size() : options.top);
    return speakers == null ? ids.size() : CohortRules.requireOtherSpeakers(ids, tested, speakers);
  }

  /**
   * Embeds each clip once.
   *
   * @param commands how long entries that are commands may take; empty if they fail
   */
  void embed(
      SpeakerEmbedder embedder,
      ClipReader reader,
      Optional<Duration> commands,
      int jobs,
      PrintWriter err) {
    ClipPaths.Found found = paths.find(clips);
    failed.putAll(found.missing());
    boolean terminal = Terminal.attached();
    int all = found.found().size();
    BatchExtractor batch = new BatchExtractor(found.found(), jobs).readBy(reader);
    commands.ifPresent(batch::allowCommands);
    BatchExtractor.Result result =
        batch.run(
            clip -> {
              try {
                return embedder.embed(clip);
              } catch (SpeakerbenchException e) {
                throw new SpeakerbenchException(OptionNames.message(e), e);
              }
            },
            done -> {
              if (terminal) {
                err.print("\r\u001b[K" + (done < all ? done + "/" + all + " clips" : ""));
                err.flush();
              }
            });
    failed.putAll(result.failed());
    embeddings = EmbeddingTable.of(result.embeddings());
  }

  /** Scores what there is, prints and writes it, and returns the exit code. */
  int report(PrintWriter out, PrintWriter err) {
    ScoreReport report = new ScoreReport(out, err);
    if (options.source.scores != null) {
      ScoredTrials scored = ScoredTrials.read(options.source.scores, trials);
      write(scored);
      report.rates(scored, List.of(), speakers, models, options.seed);
      return RootCommand.OK;
    }
    if (options.source.embeddings != null) {
      embeddings = EmbeddingTable.read(options.source.embeddings, clips);
      clips.stream()
          .filter(clip -> embeddings.find(clip).isEmpty())
          .forEach(clip -> failed.put(clip, "no line of " + options.source.embeddings));
    }
    TrialScorer scorer = scorer(report);
    TrialScorer.Result result = scorer.score(trials);
    report.failed(failed, clips.size());
    report.unscored(result.unscored());
    if (result.scored().trials().size() == 0) {
      return RootCommand.USAGE;
    }
    write(result.scored());
    report.rates(result.scored(), result.unscored(), speakers, models, options.seed);
    return failed.isEmpty() ? RootCommand.OK : RootCommand.FAILED;
  }

  private void write(ScoredTrials scored) {
    if (options.out != null) {
      try {
        scored.write(options.out);
      } catch (WriteFailedException e) {
        throw new SpeakerbenchException(e.getMessage(), e);
      } catch (IOException e) {
        throw new SpeakerbenchException("cannot write " + options.out + ": " + Reasons.of(e), e);
      }
    }
  }

  private TrialScorer scorer(ScoreReport report) {
    if (cohort.isEmpty()) {
      return TrialScorer.cosine(embeddings, models);
    }
    EmbeddingTable others = embeddings.only(cohort);
    ScoreNormalization normalization;
    if (options.norm == TrialsOptions.Norm.S) {
      normalization = ScoreNormalization.sNorm(others);
    } else if (options.top == null) {
      normalization = ScoreNormalization.asNorm(others);
    } else {
      normalization = ScoreNormalization.asNorm(others, options.top);
    }
    report.normalization(
        options.norm == TrialsOptions.Norm.S, normalization.top(), others.size(), unknown);
    return TrialScorer.normalized(embeddings, models, normalization);
  }
}
