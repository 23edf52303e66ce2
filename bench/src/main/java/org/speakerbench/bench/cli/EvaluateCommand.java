package org.speakerbench.bench.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.speakerbench.bench.accuracy.Crop;
import org.speakerbench.bench.accuracy.Evaluation;
import org.speakerbench.bench.accuracy.EvaluationSettings;
import org.speakerbench.bench.accuracy.FrontEndVariant;
import org.speakerbench.bench.accuracy.Normalization;
import org.speakerbench.bench.accuracy.SpeechSet;
import org.speakerbench.bench.measure.Profile;
import org.speakerbench.bench.measure.Terminal;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.score.IdList;
import org.speakerbench.engine.score.Trials;
import org.speakerbench.engine.zoo.ModelRef;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Error rates of models and front ends, beside their speed. */
@Command(
    name = "evaluate",
    description = {
      "Measures error rates of models and front ends on speech with trials, beside their speed.",
      "Writes accuracy.csv and a report: EER, minDCF and Cllr with intervals over speakers, and how each row compares with a reference on the same trials."
    })
final class EvaluateCommand implements Callable<Integer> {
  @Option(
      names = "--models",
      paramLabel = "KEY|PATH|NAME=PATH,...",
      required = true,
      description = {
        ModelWords.MODELS + ". The others are compared with the first.",
        "Those of the zoo have synthetic weights: their error rates say nothing about speakers."
      })
  private String models;

  @Option(
      names = "--speech",
      paramLabel = "DIR",
      required = true,
      description =
          "Folder of clips: wav.scp in it, or ID.wav or wav/ID.wav. Who speaks is in its clips.tsv"
              + " (columns utterance, speaker and role) or utt2spk.")
  private Path speech;

  @Option(
      names = "--trials",
      paramLabel = "FILE",
      required = true,
      description =
          "Trials, lines of enrol, test and target or nontarget (Kaldi), or of 1 or 0, enrol and"
              + " test (VoxCeleb).")
  private Path trials;

  @Option(
      names = "--utt2spk",
      paramLabel = "FILE",
      description = "Who speaks in each clip, in place of what the folder says.")
  private Path utt2spk;

  @Option(
      names = "--crop-ms",
      paramLabel = "N|full,...",
      defaultValue = Crop.FULL,
      description =
          "Lengths to embed, from the middle of each clip; a shorter clip is left whole, which the"
              + " row says. full: whole clips (default: ${DEFAULT-VALUE}).")
  private String crops;

  @Option(
      names = "--front-end",
      paramLabel = "NAME|NAME=CONFIG,...",
      description =
          "Front ends to try in place of each model's own, which is always the reference:"
              + " scale-16bit, scale-unit, hamming, hanning, povey, no-mean, dither-1, dither-kaldi,"
              + " snip-edges-off, high-freq-minus-400, sherpa-onnx, wespeaker, 8khz; model alone for"
              + " none; or a configuration file. Each for both sides of a trial, and for the tested"
              + " side alone (mixed).")
  private String frontEnds;

  @Option(
      names = "--norm",
      paramLabel = "as|s",
      description =
          "Rows of normalised scores besides cosines: as (AS-norm over the nearest of the cohort) or"
              + " s (S-norm over all of it).")
  private TrialsOptions.Norm norm;

  @Option(
      names = "--top",
      paramLabel = "N",
      description =
          "AS-norm: how many of the cohort count (default: 300, or all of a smaller one).")
  private Integer top;

  @Option(
      names = "--cohort",
      paramLabel = "LIST",
      description =
          "Clips of the cohort, the first word of each line (default: those of the role cohort in"
              + " clips.tsv).")
  private Path cohort;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "0",
      description = "Seed of the intervals (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--report",
      paramLabel = "DIR",
      description =
          "Report folder of rtf: RTF and memory of the same models stand beside their error rates."
              + " Without --out, the error rates are added to it.")
  private Path report;

  @Option(
      names = "--profile",
      paramLabel = "NAME",
      description =
          "Measure RTF and memory too, after the error rates, of audio as long as the crops (of"
              + " whole clips, as their mean): smoke, quick, standard or publish, as rtf does.")
  private Profile profile;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "New folder for the report; needed unless --report takes it.")
  private Path out;

  @Mixin private FormOption forms;
  @Mixin private TuneOption tune;
  @Mixin private ProviderOptions providers;
  @Mixin private ResampleOption resample;
  @Mixin private ChannelOption channel;
  @Mixin private CommandsOption commands;
  @Mixin private JobsOption jobs;
  @Mixin private ZooOption zoo;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    PrintWriter err = spec.commandLine().getErr();
    String command = Repeatable.command(spec.commandLine().getParseResult());
    EvaluateOutput output = EvaluateOutput.check(report, profile, out, command);
    EvaluationSettings settings = settings();
    output.computedBy(settings.models());
    ZooNote.ofFiles(settings.models(), err);
    Evaluation evaluation = new Evaluation(settings);
    EvaluateTiming timing =
        profile == null
            ? null
            : EvaluateTiming.check(settings, evaluation.audioMs(), profile, command, err);
    Evaluation.Result result = evaluation.run(output.run(), listener(err), OptionNames::message);
    result.failed().forEach((clip, reason) -> err.println("error: " + clip + ": " + reason));
    if (!result.failed().isEmpty()) {
      err.println(
          "error: "
              + result.failed().size()
              + (result.failed().size() == 1 ? " clip" : " clips")
              + " failed, listed above; trials of it are scored for none of the models");
    }
    result.leftOut().forEach(what -> err.println("left out: " + what));
    boolean whole = result.failed().isEmpty() && result.leftOut().isEmpty();
    if (timing == null) {
      output.write(result.rows(), spec.commandLine().getOut());
    } else {
      whole &= output.write(result.rows(), timing, spec.commandLine().getOut(), err);
    }
    return whole ? RootCommand.OK : RootCommand.FAILED;
  }

  private EvaluationSettings settings() {
    if (norm == null && (top != null || cohort != null)) {
      throw new SpeakerbenchException(
          (top != null ? "--top" : "--cohort") + ": found no --norm, expected --norm as or s");
    }
    if (norm == TrialsOptions.Norm.S && top != null) {
      throw new SpeakerbenchException("--top: found --norm s, which takes all, expected --norm as");
    }
    SpeechSet set = SpeechSet.open(speech, utt2spk);
    return new EvaluationSettings(
        tune.with(
            providers.with(
                forms.with(ModelRef.parseList(models)), zoo.zoo(), spec.commandLine().getErr()),
            zoo.zoo(),
            spec.commandLine().getErr()),
        variants(),
        Crop.parseList(crops),
        Trials.read(trials),
        cohort == null ? set : set.withCohort(IdList.read(cohort)),
        Optional.ofNullable(norm)
            .map(one -> new Normalization(one == TrialsOptions.Norm.AS, top == null ? 0 : top)),
        resample.isGiven(),
        channel.reader(),
        commands.limit(),
        seed,
        jobs.jobs,
        zoo.zoo());
  }

  /** {@code model} is the reference and always there. */
  private List<FrontEndVariant> variants() {
    if (frontEnds == null) {
      return List.of();
    }
    List<String> names =
        Arrays.stream(frontEnds.split(",", -1))
            .map(String::strip)
            .filter(name -> !name.equals("model"))
            .toList();
    List<FrontEndVariant> variants = names.stream().map(FrontEndVariant::parse).toList();
    for (int i = 0; i < variants.size(); i++) {
      String name = variants.get(i).name();
      if (variants.subList(0, i).stream().anyMatch(other -> other.name().equals(name))) {
        throw new SpeakerbenchException(
            "--front-end: found " + name + " twice in " + frontEnds + ", expected each once");
      }
    }
    return variants;
  }

  private static Evaluation.Listener listener(PrintWriter err) {
    boolean terminal = Terminal.attached();
    return new Evaluation.Listener() {
      @Override
      public synchronized void embedded(String what, int done, int all) {
        if (terminal) {
          err.print("\r\u001b[K" + (done < all ? what + ": " + done + "/" + all + " clips" : ""));
          err.flush();
        }
      }

      @Override
      public void note(String text) {
        err.println("note: " + text);
      }
    };
  }
}
