package org.speakerbench.bench.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.audio.ClipReader;
import org.speakerbench.engine.extract.SpeakerEmbedder;
import org.speakerbench.engine.score.Cosine;
import org.speakerbench.engine.zoo.ModelRef;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Cosine of two clips, or scores of trials and their error rates. */
@Command(
    name = "score",
    description = {
      "Scores two clips, or a list of trials with its error rates.",
      "With two clips, prints the cosine similarity of their embeddings. With one argument, a trials file: scores all trials, each clip embedded once, and prints EER,"
          + " minDCF and Cllr with intervals over speakers."
    })
final class ScoreCommand implements Callable<Integer> {
  private static final String MODEL = "--model";

  @Parameters(
      index = "0",
      paramLabel = "A.wav|TRIALS",
      description =
          "First clip, - for standard input; or trials, lines of enrol, test and target or nontarget (Kaldi), or of 1 or 0,"
              + " enrol and test (VoxCeleb).")
  private Path first;

  @Parameters(index = "1", arity = "0..1", paramLabel = "B.wav", description = "Second clip.")
  private Path second;

  @Option(
      names = MODEL,
      paramLabel = "MODEL",
      defaultValue = "campplus",
      description = {
        ModelWords.MODEL + " (default: ${DEFAULT-VALUE}).",
        "Zoo models have synthetic weights: their scores say nothing about speakers."
      })
  private String model;

  @Mixin ConfigOption config;
  @Mixin ResampleOption resample;
  @Mixin ChannelOption channel;
  @Mixin TunedOption tune;
  @Mixin ProviderOption provider;
  @Mixin ZooOption zoo;
  @Mixin TrialsOptions trials;
  @Mixin JobsOption jobs;
  @Mixin CommandsOption commands;
  @Spec CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    if (second != null) {
      trials.refuseForTwoClips();
      return compareTwo();
    }
    if (first.toString().matches(".*\\.(wav|flac)")) {
      throw new SpeakerbenchException(
          "found one clip, " + first + ", expected two, or a trials file");
    }
    return scoreTrials();
  }

  private int compareTwo() throws IOException {
    StandardInput.requireOnce(List.of(first, second));
    try (SpeakerEmbedder embedder = open()) {
      double score = Cosine.similarity(embed(embedder, first), embed(embedder, second));
      spec.commandLine().getOut().println(score);
      noteSynthetic();
      return RootCommand.OK;
    }
  }

  private int scoreTrials() {
    TrialsRun run = trials.run(first);
    if (trials.needsModel()) {
      try (SpeakerEmbedder embedder = open()) {
        run.embed(
            embedder, channel.reader(), commands.limit(), jobs.jobs, spec.commandLine().getErr());
      }
      noteSynthetic();
    } else {
      refuseWithoutModel();
    }
    PrintWriter out = spec.commandLine().getOut();
    return run.report(out, spec.commandLine().getErr());
  }

  private void refuseWithoutModel() {
    for (String option :
        List.of(
            MODEL,
            "--config",
            "--resample",
            ChannelOption.NAME,
            "--tune",
            "--provider",
            "--precision",
            "--zoo-dir",
            "--jobs")) {
      if (spec.commandLine().getParseResult().hasMatchedOption(option)) {
        throw new SpeakerbenchException(
            option + ": nothing is embedded here, expected it with --wav-scp or --speech only");
      }
    }
  }

  private SpeakerEmbedder open() {
    ModelRef ref = ModelRef.parse(model);
    ZooNote.ofFiles(List.of(ref), spec.commandLine().getErr());
    return Embedders.open(
        () -> provider.open(ref, zoo.zoo(), tune.settings(1), spec.commandLine().getErr()),
        config.frontEnds().andThen(resample::apply));
  }

  private void noteSynthetic() {
    if (ModelRef.parse(model).isZoo()) {
      spec.commandLine()
          .getErr()
          .println(
              "note: " + model + " has synthetic weights, its scores say nothing about speakers");
    }
  }

  private float[] embed(SpeakerEmbedder embedder, Path wav) throws IOException {
    ClipReader reader = channel.reader();
    try {
      return StandardInput.isMeant(wav)
          ? embedder.embed(reader.read(System.in, StandardInput.CALLED))
          : embedder.embed(wav, reader);
    } catch (SpeakerbenchException e) {
      throw new SpeakerbenchException(wav + ": " + OptionNames.message(e), e);
    }
  }
}
