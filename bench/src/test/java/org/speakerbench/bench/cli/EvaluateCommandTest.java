package org.speakerbench.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.speakerbench.bench.accuracy.KnownVariants;
import org.speakerbench.bench.format.AccuracyCsv;
import org.speakerbench.bench.format.AccuracyRow;
import org.speakerbench.bench.format.AccuracyVerdict;
import org.speakerbench.bench.format.TrialSides;
import org.speakerbench.bench.jmh.state.MaximumModel;
import org.speakerbench.bench.report.PageSamples;
import org.speakerbench.bench.report.Report;
import org.speakerbench.engine.score.Rate;

/** The whole command, with the clips among the assets and a model of one operator. */
class EvaluateCommandTest {
  private static final Map<String, String> SPEAKERS =
      Map.of(
          "flite-awb", "awb",
          "flite-awb-2", "awb",
          "flite-slt", "slt",
          "flite-slt-10s", "slt",
          "flite-rms", "rms",
          "flite-kal16", "kal",
          "espeak-f3", "f3",
          "espeak-m7", "m7");

  /** Of no trial. */
  private static final List<String> COHORT = List.of("espeak-de", "espeak-fr", "espeak-en-us");

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Path speech;
  private Path model;
  private Path trials;
  private Path report;

  @BeforeEach
  void files() throws IOException {
    speech = Files.createDirectories(folder.resolve("set/wav")).getParent();
    StringBuilder table = new StringBuilder("utterance\tspeaker\trole\n");
    List<String> clips = new ArrayList<>(SPEAKERS.keySet().stream().sorted().toList());
    clips.forEach(id -> table.append(id + "\t" + SPEAKERS.get(id) + "\ttrial\n"));
    COHORT.forEach(id -> table.append(id + "\t" + id + "\tcohort\n"));
    for (String clip : Stream.concat(clips.stream(), COHORT.stream()).toList()) {
      try (InputStream in =
          getClass().getResourceAsStream("/org/speakerbench/assets/speech/" + clip + ".wav")) {
        Files.copy(in, speech.resolve("wav").resolve(clip + ".wav"));
      }
    }
    Files.writeString(speech.resolve("clips.tsv"), table);
    StringBuilder pairs = new StringBuilder();
    for (int i = 0; i < clips.size(); i++) {
      for (String test : clips.subList(i + 1, clips.size())) {
        boolean target = SPEAKERS.get(clips.get(i)).equals(SPEAKERS.get(test));
        pairs.append(clips.get(i) + " " + test + (target ? " target\n" : " nontarget\n"));
      }
    }
    trials = Files.writeString(folder.resolve("trials"), pairs);
    model = MaximumModel.write(folder.resolve("model.onnx"), "batch", 80);
    report = folder.resolve("report");
  }

  private int run(Object... args) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    return RootCommand.run(
        new PrintWriter(out, true),
        new PrintWriter(err, true),
        Arrays.stream(args).map(Object::toString).toArray(String[]::new));
  }

  /** With the usual arguments; those that are given stand behind them. */
  private int evaluate(Object... more) {
    List<Object> args =
        new ArrayList<>(
            List.of("evaluate", "--models", model, "--speech", speech, "--trials", trials));
    args.addAll(Arrays.asList(more));
    return run(args.toArray());
  }

  private static Map<String, AccuracyRow> bySetting(Path folder) {
    return AccuracyCsv.read(folder.resolve(AccuracyCsv.FILE)).stream()
        .collect(
            Collectors.toMap(
                row ->
                    row.model().name()
                        + " "
                        + row.work().frontEnd()
                        + " "
                        + row.work().sides().label()
                        + " "
                        + row.work().cropMs()
                        + " "
                        + row.work().score(),
                Function.identity()));
  }

  @Test
  void everyModelFrontEndCropAndSideHasARow() throws IOException {
    assertThat(
            evaluate(
                "--crop-ms", "full,1000", "--front-end", "model,no-mean,hamming", "--out", report))
        .as(err.toString())
        .isZero();
    Map<String, AccuracyRow> rows = bySetting(report);
    assertThat(rows).hasSize(2 * (1 + 2 * 2));
    AccuracyRow own = rows.get("model model both 0 cosine");
    assertThat(own.verdict()).isEqualTo(AccuracyVerdict.REFERENCE);
    assertThat(own.trials().speech()).isEqualTo("set");
    assertThat(own.trials().targets()).isEqualTo(2);
    assertThat(own.trials().nontargets()).isEqualTo(26);
    assertThat(own.trials().speakers()).isEqualTo(6);
    assertThat(own.eer().bounded()).isTrue();
    assertThat(own.cosineMean()).isNaN();
    AccuracyRow both = rows.get("model no-mean both 1000 cosine");
    AccuracyRow mixed = rows.get("model no-mean mixed 1000 cosine");
    assertThat(both.trials().clipMs()).isEqualTo(1000);
    assertThat(both.cosineMean()).isLessThan(0.999).isEqualTo(mixed.cosineMean());
    assertThat(both.reference()).isEqualTo("model, own front end, cosine");
    assertThat(both.difference().value())
        .isEqualTo(
            both.eer().value() - rows.get("model model both 1000 cosine").eer().value(),
            within(2e-6));
    assertThat(both.verdict()).isNotEqualTo(AccuracyVerdict.REFERENCE);
    AccuracyRow near = rows.get("model hamming both 0 cosine");
    assertThat(near.cosineMean()).isGreaterThan(0.9);
    // Without errors on either side there is no interval that says they are alike.
    assertThat(List.of(near.eer().value(), near.difference().value())).containsExactly(0.0, 0.0);
    assertThat(near.difference().bounded()).isFalse();
    assertThat(near.verdict()).isEqualTo(AccuracyVerdict.UNDECIDED);
    assertThat(near.note()).contains("nor how large one could be");
    assertThat(out.toString().replaceAll("\\s+", " "))
        .contains("model, whole clips: EER ", "28 trials of 6 speakers", "no-mean, mixed")
        .contains("evaluate --report DIR takes a report of rtf")
        .endsWith("Report: " + report + " ");
    assertThat(err.toString()).isEmpty();
    assertThat(report.resolve("report.html")).content().contains("Every front end and score");
    assertThat(report.resolve("report.md")).content().contains("speakerbench evaluate --models");
    assertThat(report.resolve("report.md").toFile()).content().doesNotContain(folder.toString());
  }

  /** The rates are those that score prints of the same trials. */
  @Test
  void ratesAreThoseOfScore() throws IOException {
    assertThat(evaluate("--norm", "as", "--top", "2", "--out", report)).as(err.toString()).isZero();
    Map<String, AccuracyRow> rows = bySetting(report);
    Path cohort = Files.writeString(folder.resolve("cohort"), String.join("\n", COHORT) + "\n");
    assertThat(
            run(
                "score",
                trials,
                "--speech",
                speech,
                "--model",
                model,
                "--utt2spk",
                speech.resolve("clips.tsv")))
        .isZero();
    assertThat(out.toString()).contains(printed(rows.get("model model both 0 cosine")));
    assertThat(
            run(
                "score",
                trials,
                "--speech",
                speech,
                "--model",
                model,
                "--utt2spk",
                speech.resolve("clips.tsv"),
                "--cohort",
                cohort,
                "--top",
                2))
        .isZero();
    AccuracyRow normalized = rows.get("model model both 0 as-norm-2");
    assertThat(out.toString()).contains(printed(normalized));
    assertThat(normalized.verdict()).isNotEqualTo(AccuracyVerdict.REFERENCE);
  }

  /** The folder of --speech means the same to both commands. */
  @Test
  void scoreReadsSpeakersCohortAndPathsOfTheFolderToo() throws IOException {
    assertThat(evaluate("--norm", "as", "--out", report)).as(err.toString()).isZero();
    AccuracyRow row = bySetting(report).get("model model both 0 as-norm-3");
    Object[] score = {"score", trials, "--speech", speech, "--model", model, "--norm", "as"};
    assertThat(run(score)).as(err.toString()).isZero();
    assertThat(out.toString())
        .contains("nearest 3 of a cohort of 3", "resamples of 6 speakers", printed(row));
    assertThat(err.toString()).isEmpty();

    Path table = Files.writeString(folder.resolve("speakers"), "flite-awb one\n");
    assertThat(run("score", trials, "--speech", speech, "--model", model, "--utt2spk", table))
        .isEqualTo(RootCommand.USAGE);
    assertThat(err.toString()).contains(table + ": found no speaker of ");

    Files.writeString(speech.resolve("wav.scp"), "flite-awb " + speech + "/wav/flite-awb.wav\n");
    assertThat(run("score", trials, "--speech", speech, "--model", model))
        .isEqualTo(RootCommand.USAGE);
    assertThat(err.toString()).contains("error: flite-slt: no line of ");
  }

  private static String printed(AccuracyRow row) {
    return String.format(
        Locale.ROOT,
        "EER          %.2f%%  [%.2f%%, %.2f%%]",
        100 * row.eer().value(),
        100 * row.eer().low(),
        100 * row.eer().high());
  }

  /** Mixed is enrolled by the right and tested by the wrong: not what both wrong gives. */
  @Test
  void theEnrolledSideKeepsTheModelsFrontEnd() throws IOException {
    assertThat(evaluate("--front-end", "no-mean", "--out", report)).as(err.toString()).isZero();
    Map<String, AccuracyRow> rows = bySetting(report);
    assertThat(rows.get("model no-mean mixed 0 cosine").work().sides()).isEqualTo(TrialSides.MIXED);
    assertThat(rows.get("model no-mean mixed 0 cosine").of(Rate.MIN_CLLR))
        .isNotEqualTo(rows.get("model no-mean both 0 cosine").of(Rate.MIN_CLLR));
  }

  @Test
  void withoutSpeakersThereIsNoIntervalAndNoVerdict() throws IOException {
    Files.delete(speech.resolve("clips.tsv"));
    assertThat(evaluate("--front-end", "no-mean", "--out", report)).isZero();
    AccuracyRow row = bySetting(report).get("model no-mean both 0 cosine");
    assertThat(row.eer().bounded()).isFalse();
    assertThat(row.verdict()).isEqualTo(AccuracyVerdict.UNDECIDED);
    assertThat(row.note()).contains("no interval: nothing says who speaks");
    assertThat(row.trials().speakers()).isZero();
  }

  @Test
  void aSyntheticModelIsCalledOneAndASecondModelIsComparedWithTheFirst() throws IOException {
    List<String> few = Files.readAllLines(trials).stream().filter(l -> l.contains("awb")).toList();
    Files.writeString(trials, String.join("\n", few) + "\n");
    assertThat(
            run(
                "evaluate",
                "--models",
                model + ",campplus",
                "--speech",
                speech,
                "--trials",
                trials,
                "--crop-ms",
                500,
                "--out",
                report,
                "--jobs",
                2))
        .as(err.toString())
        .isZero();
    AccuracyRow row = bySetting(report).get("campplus model both 500 cosine");
    assertThat(row.model().synthetic()).isTrue();
    assertThat(row.note()).startsWith("synthetic weights: error rates say nothing about speakers");
    assertThat(row.reference()).isEqualTo("model, own front end, cosine");
    assertThat(row.fileBytes().getAsLong()).isGreaterThan(20_000_000);
    assertThat(out.toString()).contains("CAM++ (synthetic)");
  }

  @Test
  void aClipThatCannotBeEmbeddedCountsForNone() throws IOException {
    Files.writeString(speech.resolve("wav/espeak-m7.wav"), "nothing");
    assertThat(evaluate("--front-end", "hamming", "--out", report)).isEqualTo(RootCommand.FAILED);
    assertThat(err.toString()).contains("error: espeak-m7: ", "1 clip failed");
    assertThat(bySetting(report).values())
        .allMatch(row -> row.trials().notScored() == 7 && row.trials().trials() == 21);
  }

  /** One clip under two names is like itself, and is no more once each name draws its noise. */
  @Test
  void theTwoSidesOfATrialDoNotShareTheirDither() throws IOException {
    Files.delete(speech.resolve("clips.tsv"));
    for (String clip : List.of("flite-awb", "flite-slt")) {
      Files.copy(
          speech.resolve("wav/" + clip + ".wav"), speech.resolve("wav/" + clip + "-copy.wav"));
    }
    Files.writeString(
        trials, "flite-awb flite-awb-copy target\nflite-slt flite-slt-copy nontarget\n");
    assertThat(evaluate("--front-end", "hamming,dither-1", "--out", report))
        .as(err.toString())
        .isZero();
    Map<String, AccuracyRow> rows = bySetting(report);
    double alike = rows.get("model model both 0 cosine").of(Rate.CLLR).value();
    assertThat(rows.get("model hamming both 0 cosine").of(Rate.CLLR).value())
        .isCloseTo(alike, within(1e-6));
    assertThat(Math.abs(rows.get("model dither-1 both 0 cosine").of(Rate.CLLR).value() - alike))
        .isGreaterThan(1e-5);
  }

  /** Of a rate that no clip has. */
  @Test
  void aFrontEndThatEmbedsNothingIsLeftOutAndTheOthersKeepTheirTrials() throws IOException {
    Path config = folder.resolve("other-rate.json");
    Files.writeString(config, "{\"FrameExtractionOptions\": {\"sample_freq\": 11025}}");
    assertThat(evaluate("--front-end", "other=" + config + ",no-mean", "--out", report))
        .as(err.toString())
        .isEqualTo(RootCommand.FAILED);
    assertThat(err.toString())
        .contains("left out: model, other, full: 8 of 8 clips failed, too many to score; the first")
        .doesNotContain("error: espeak");
    assertThat(bySetting(report).keySet())
        .containsExactlyInAnyOrder(
            "model model both 0 cosine",
            "model no-mean both 0 cosine",
            "model no-mean mixed 0 cosine");
    assertThat(bySetting(report).values())
        .allMatch(row -> row.trials().notScored() == 0 && row.trials().trials() == 28);
  }

  @Test
  void aModelWhoseOwnFrontEndEmbedsNothingIsLeftOut() throws IOException {
    Path other = MaximumModel.write(folder.resolve("other.onnx"), "batch", 80);
    Files.writeString(
        folder.resolve("other.speakerbench.json"),
        "{\"schema\": 1, \"fbank\": {\"FrameExtractionOptions\": {\"sample_freq\": 11025}}}");
    assertThat(
            run(
                "evaluate",
                "--models",
                other + "," + model,
                "--speech",
                speech,
                "--trials",
                trials,
                "--front-end",
                "no-mean",
                "--out",
                report))
        .as(err.toString())
        .isEqualTo(RootCommand.FAILED);
    assertThat(err.toString()).contains("left out: other, model, full: 8 of 8 clips failed");
    AccuracyRow row = bySetting(report).get("model model both 0 cosine");
    assertThat(row.verdict()).isEqualTo(AccuracyVerdict.REFERENCE);
    assertThat(row.trials().notScored()).isZero();
    assertThat(bySetting(report)).hasSize(3);

    assertThat(
            run(
                "evaluate",
                "--models",
                other,
                "--speech",
                speech,
                "--trials",
                trials,
                "--out",
                folder.resolve("none")))
        .isEqualTo(RootCommand.USAGE);
    assertThat(err.toString())
        .contains("found no model that embeds clips of target and nontarget trials, expected one");
    assertThat(folder.resolve("none")).doesNotExist();
  }

  /** The order of work does not show. */
  @Test
  void whatIsWrittenIsTheSameWithMoreJobs() throws IOException {
    evaluate("--front-end", "dither-1,8khz", "--out", report);
    Path other = folder.resolve("other");
    evaluate("--front-end", "dither-1,8khz", "--out", other, "--jobs", 3);
    assertThat(withoutRun(other)).isEqualTo(withoutRun(report));
  }

  private static List<String> withoutRun(Path folder) throws IOException {
    return Files.readAllLines(folder.resolve(AccuracyCsv.FILE)).stream()
        .map(line -> line.replaceFirst("^1,[^,]*,[^,]*,", ""))
        .toList();
  }

  @Test
  void shorterClipsAreToldAndLeftWhole() throws IOException {
    assertThat(evaluate("--crop-ms", 5000, "--out", report)).isZero();
    AccuracyRow row = bySetting(report).get("model model both 5000 cosine");
    assertThat(row.note()).containsPattern("\\d of 8 clips are shorter, and whole");
    assertThat(row.trials().clipMs()).isLessThan(5000);
  }

  @Test
  void theReportOfARunTakesThem() throws IOException {
    Path rtf = Files.createDirectory(folder.resolve("rtf"));
    new Report(PageSamples.small("one")).write(rtf);
    assertThat(evaluate("--report", rtf)).as(err.toString()).isZero();
    assertThat(rtf.resolve("report.html")).content().contains("Accuracy beside speed");
    assertThat(rtf.resolve("report.md")).content().contains("Accuracy beside speed");
    assertThat(evaluate("--report", rtf)).isEqualTo(RootCommand.USAGE);
    assertThat(err.toString()).contains("reports are not overwritten");

    Path fresh = Files.createDirectory(folder.resolve("fresh"));
    new Report(PageSamples.small("two")).write(fresh);
    assertThat(evaluate("--report", fresh, "--out", report)).as(err.toString()).isZero();
    assertThat(report.resolve("summary.csv")).hasSameBinaryContentAs(fresh.resolve("summary.csv"));
    assertThat(fresh.resolve(AccuracyCsv.FILE)).doesNotExist();
  }

  @Test
  void reportDrawsItAgainAndJoinsItWithARun() throws IOException {
    evaluate("--front-end", "no-mean", "--out", report);
    String html = Files.readString(report.resolve("report.html"));
    Files.delete(report.resolve("report.html"));
    assertThat(run("report", report)).as(err.toString()).isZero();
    assertThat(report.resolve("report.html")).hasContent(html);

    Path rtf = Files.createDirectory(folder.resolve("rtf"));
    new Report(PageSamples.small("one")).write(rtf);
    Path joined = folder.resolve("joined");
    assertThat(run("report", report, rtf, "--out", joined)).as(err.toString()).isZero();
    assertThat(joined.resolve(AccuracyCsv.FILE))
        .hasSameBinaryContentAs(report.resolve(AccuracyCsv.FILE));
    assertThat(joined.resolve("report.html")).content().contains("Accuracy beside speed");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--front-end haming | front end: found haming, expected one of scale-16bit",
        "--front-end hamming,hamming | found hamming twice",
        "--crop-ms 60000 | crop of 60000 ms: found no clip that is as long, the longest has",
        "--crop-ms 3s | crop: found \"3s\", expected a length in ms, or full",
        "--top 5 | --top: found no --norm",
        "--profile quick --report x | --profile: found --report x too, expected one of them",
        "--norm as --top 4 | nearest of the cohort: found 4, expected 2 to 3",
      })
  void wrongArgumentsAreOneSentenceAndLeaveNothing(String arguments, String message) {
    List<Object> args = new ArrayList<>(Arrays.asList(arguments.split(" ")));
    args.addAll(List.of("--out", report));
    assertThat(evaluate(args.toArray())).isEqualTo(RootCommand.USAGE);
    assertThat(err.toString()).contains(message).hasLineCount(1);
    assertThat(report).doesNotExist();
  }

  /** Before a clip is embedded: one that is no audio is not told of. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "espeak-de flite-slt | cohort: found flite-slt, which is in the trials",
        "espeak-de espeak-en-us flite-awb-3 | cohort: found speaker awb (flite-awb-3), who is in",
        "espeak-de | cohort: found 1 embeddings, expected at least 2",
        "espeak-de espeak-fr | nearest of the cohort: found 3, expected 2 to 2",
      })
  void aCohortThatCannotBeUsedIsRefusedBeforeTheWork(String ids, String message)
      throws IOException {
    Path table = speech.resolve("clips.tsv");
    Files.writeString(table, Files.readString(table) + "flite-awb-3\tawb\tcohort\n");
    Files.writeString(speech.resolve("wav/espeak-m7.wav"), "nothing");
    Path cohort = Files.writeString(folder.resolve("cohort"), ids.replace(' ', '\n') + "\n");
    assertThat(evaluate("--norm", "as", "--top", 3, "--cohort", cohort, "--out", report))
        .isEqualTo(RootCommand.USAGE);
    assertThat(err.toString()).contains(message).doesNotContain("espeak-m7").hasLineCount(1);
    assertThat(
            run(
                "score",
                trials,
                "--speech",
                speech,
                "--model",
                model,
                "--cohort",
                cohort,
                "--top",
                3,
                "--utt2spk",
                table))
        .isEqualTo(RootCommand.USAGE);
    assertThat(err.toString()).contains(message).doesNotContain("espeak-m7").hasLineCount(1);
  }

  @Test
  void aRowSaysHowManySpeakersOfTheCohortAreUnknown() throws IOException {
    Path table = speech.resolve("clips.tsv");
    Files.writeString(table, Files.readString(table).replace("espeak-fr\tespeak-fr\tcohort\n", ""));
    Path cohort = Files.writeString(folder.resolve("cohort"), String.join("\n", COHORT) + "\n");
    assertThat(evaluate("--norm", "as", "--cohort", cohort, "--out", report))
        .as(err.toString())
        .isZero();
    Map<String, AccuracyRow> rows = bySetting(report);
    assertThat(rows.get("model model both 0 as-norm-3").note())
        .contains("the speakers of 1 of the cohort are not known: none of them may be in the");
    assertThat(rows.get("model model both 0 cosine").note()).doesNotContain("cohort");
  }

  @Test
  void trialsOfClipsThatAreNotThereAreRefused() throws IOException {
    Files.writeString(trials, Files.readString(trials) + "flite-awb nobody nontarget\n");
    assertThat(evaluate("--out", report)).isEqualTo(RootCommand.USAGE);
    assertThat(err.toString())
        .contains("speech set: found 8 of the 9 clips of the trials, expected all")
        .contains("the first that is missing is nobody");
    Files.writeString(trials, "flite-awb flite-slt target\nflite-awb flite-awb-2 nontarget\n");
    assertThat(evaluate("--out", report)).isEqualTo(RootCommand.USAGE);
    assertThat(err.toString()).contains("found the speakers awb and slt");
    assertThat(evaluate()).isEqualTo(RootCommand.USAGE);
    assertThat(err.toString()).contains("--out: found none");
  }

  @Test
  void theHelpNamesEveryFrontEnd() {
    assertThat(run("evaluate", "--help")).isZero();
    String help = out.toString().replaceAll("\\s+", " ");
    assertThat(KnownVariants.names()).allSatisfy(name -> assertThat(help).contains(name));
  }
}
