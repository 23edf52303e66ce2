package org.speakerbench.bench.cli;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.speakerbench.bench.accuracy.SpeechSet;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.extract.ClipPaths;
import org.speakerbench.engine.score.EnrolmentModels;
import org.speakerbench.engine.score.IdList;
import org.speakerbench.engine.score.ScoreNormalization;
import org.speakerbench.engine.score.SpeakerTable;
import org.speakerbench.engine.score.Trials;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What {@code score} takes with a trials file. */
final class TrialsOptions {
  @ArgGroup(exclusive = true)
  Source source = new Source();

  /** Where scores come from. */
  static final class Source {
    @Option(
        names = "--wav-scp",
        paramLabel = "FILE",
        description = "Trials: the clips, lines of an id and a WAV path.")
    Path wavScp;

    @Option(
        names = "--speech",
        paramLabel = "DIR",
        description =
            "Trials: the folder of the clips, its wav.scp, or ID.wav or wav/ID.wav. Who speaks is in"
                + " its clips.tsv (columns utterance, speaker and role) or utt2spk.")
    Path speech;

    @Option(
        names = "--embeddings",
        paramLabel = "EMBEDDING_SCP",
        description =
            "Trials: embeddings that are there already, the index that extract writes (text or npy).")
    Path embeddings;

    @Option(
        names = "--scores",
        paramLabel = "FILE",
        description =
            "Trials: scores that are there already, lines of enrol, test and score; their error rates"
                + " are printed.")
    Path scores;

    boolean isEmpty() {
      return wavScp == null && speech == null && embeddings == null && scores == null;
    }
  }

  /** How scores are normalised. */
  enum Norm {
    AS,
    S;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Option(
      names = "--enrol",
      paramLabel = "SPK2UTT",
      description =
          "Lines of a model that trials enrol and its clips. A model is the mean of its embeddings,"
              + " each at unit length (default: each clip is a model).")
  Path enrol;

  @Option(
      names = "--utt2spk",
      paramLabel = "FILE",
      description =
          "Who speaks in each clip: lines of an utterance and its speaker, or a table with the columns"
              + " utterance and speaker. Intervals need it (default: what the folder of --speech"
              + " says).")
  Path utt2spk;

  @Option(
      names = "--cohort",
      paramLabel = "LIST",
      description =
          "Clips of other speakers to normalise scores with: the first word of each line is an id"
              + " (default with --norm: those of the role cohort in clips.tsv of --speech).")
  Path cohort;

  @Option(
      names = "--norm",
      paramLabel = "NORM",
      description =
          "With a cohort: ${COMPLETION-CANDIDATES}; AS-norm over the nearest, S-norm over all of it"
              + " (default: as).")
  Norm norm;

  @Option(
      names = "--top",
      paramLabel = "N",
      description =
          "AS-norm: how many of the cohort count for each clip (default: "
              + ScoreNormalization.DEFAULT_TOP
              + ", or all of a smaller cohort).")
  Integer top;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "0",
      description = "Seed of the intervals (default: ${DEFAULT-VALUE}).")
  long seed;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Scores to write, lines of enrol, test and score.")
  Path out;

  @Spec(Spec.Target.MIXEE)
  CommandSpec spec;

  /** Options of trials that say nothing of two clips. */
  void refuseForTwoClips() {
    for (String option :
        new String[] {
          "--wav-scp",
          "--speech",
          "--embeddings",
          "--scores",
          "--enrol",
          "--utt2spk",
          "--cohort",
          "--norm",
          "--top",
          "--seed",
          "--out",
          "--jobs"
        }) {
      if (spec.commandLine().getParseResult().hasMatchedOption(option)) {
        throw new SpeakerbenchException(
            option + ": found two clips, expected it with one argument, a trials file");
      }
    }
  }

  /** Whether clips are embedded. */
  boolean needsModel() {
    return source.wavScp != null || source.speech != null;
  }

  /** Reads the lists, and checks the place to write to, before any work. */
  TrialsRun run(Path trials) {
    if (source.isEmpty()) {
      throw new SpeakerbenchException(
          "trials "
              + trials
              + ": found nothing to score, expected --wav-scp, --speech, --embeddings or --scores");
    }
    if (norm == Norm.S && top != null) {
      throw new SpeakerbenchException("--top: found --norm s, which takes all, expected --norm as");
    }
    if (source.scores != null && cohort != null) {
      throw new SpeakerbenchException(
          "--cohort: found --scores, which are no embeddings, expected another source");
    }
    Optional<SpeechSet> folder =
        Optional.ofNullable(source.speech).map(path -> SpeechSet.open(path, utt2spk));
    Set<String> others = cohort(folder);
    if (out != null) {
      OutputFile.check(out);
    }
    return new TrialsRun(
        this,
        new TrialsRun.Lists(
            Trials.read(trials),
            enrol == null ? EnrolmentModels.SINGLE_CLIPS : EnrolmentModels.read(enrol),
            folder
                .map(SpeechSet::speakers)
                .orElseGet(() -> Optional.ofNullable(utt2spk).map(SpeakerTable::read)),
            others),
        folder
            .map(SpeechSet::paths)
            .orElseGet(() -> source.wavScp == null ? null : ClipPaths.ofWavScp(source.wavScp)));
  }

  /** The clips to normalise with; empty for cosines. */
  private Set<String> cohort(Optional<SpeechSet> folder) {
    if (cohort != null) {
      return IdList.read(cohort);
    }
    if (norm == null && top == null) {
      return Set.of();
    }
    Set<String> own = folder.map(SpeechSet::cohort).orElse(Set.of());
    if (own.isEmpty()) {
      throw new SpeakerbenchException(
          (norm != null ? "--norm" : "--top") + ": found no cohort, expected --cohort LIST");
    }
    return own;
  }
}
