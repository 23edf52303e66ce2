package org.speakerbench.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.speakerbench.bench.jmh.state.MaximumModel;

/** Trials on the command line, with the clips among the assets and a model of one operator. */
class ScoreCommandTest {
  private static final List<String> CLIPS =
      List.of(
          "flite-awb",
          "flite-awb-2",
          "flite-slt",
          "flite-slt-10s",
          "flite-rms",
          "espeak-f3",
          "espeak-m7");

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Path speech;
  private Path model;
  private Path trials;

  @BeforeEach
  void files() throws IOException {
    speech = Files.createDirectory(folder.resolve("speech"));
    for (String clip : CLIPS) {
      try (InputStream in =
          getClass().getResourceAsStream("/org/speakerbench/assets/speech/" + clip + ".wav")) {
        Files.copy(in, speech.resolve(clip + ".wav"));
      }
    }
    model = MaximumModel.write(folder.resolve("model.onnx"), "batch", 80);
    trials =
        file(
            "trials",
            """
            flite-awb flite-awb-2 target
            flite-slt flite-slt-10s target
            flite-awb flite-slt nontarget
            flite-rms flite-awb-2 nontarget
            """);
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private int run(Object... args) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    String[] texts = new String[args.length];
    for (int i = 0; i < args.length; i++) {
      texts[i] = args[i].toString();
    }
    return RootCommand.run(new PrintWriter(out, true), new PrintWriter(err, true), texts);
  }

  @Test
  void scoresAreThoseOfPairsAndTheSameOfEmbeddingsThatAreThere() throws IOException {
    Path scores = folder.resolve("scores");
    assertThat(run("score", trials, "--speech", speech, "--model", model, "--out", scores))
        .as(err.toString())
        .isZero();
    assertThat(out.toString())
        .contains("trials       4: 2 target, 2 nontarget\n")
        .containsPattern("EER +[0-9.]+%\n")
        .contains("minDCF(0.01)", "minDCF(0.05)", "minCllr")
        .containsPattern("Cllr .*cosines are not\n")
        .contains("intervals    none: who speaks is not known, expected --utt2spk; were trials")
        .containsPattern("independent, EER could be [0-9.]+% to [0-9.]+%\n");
    assertThat(err.toString()).isEmpty();
    String written = Files.readString(scores);
    run(
        "score",
        speech.resolve("flite-awb.wav"),
        speech.resolve("flite-awb-2.wav"),
        "--model",
        model);
    assertThat(written).startsWith("flite-awb flite-awb-2 " + out.toString().strip() + "\n");

    Path scp = wavScp(CLIPS);
    Path again = folder.resolve("again");
    assertThat(
            run("score", trials, "--wav-scp", scp, "--model", model, "--out", again, "--jobs", 3))
        .isZero();
    assertThat(again).hasContent(written);

    Path config = asset("fbank_config.json");
    Path index = folder.resolve("embedding.scp");
    Path to = Files.createDirectory(folder.resolve("to"));
    run("extract", "--format", "npy", config, model, scp, index, to);
    assertThat(run("score", trials, "--embeddings", index, "--out", again)).isZero();
    assertThat(again).hasContent(written);

    String table = out.toString();
    assertThat(run("score", trials, "--scores", scores)).isZero();
    assertThat(out.toString()).isEqualTo(table);
  }

  private Path asset(String name) throws IOException {
    Path target = folder.resolve(name);
    try (InputStream in = getClass().getResourceAsStream("/org/speakerbench/assets/" + name)) {
      Files.copy(in, target);
    }
    return target;
  }

  private Path wavScp(List<String> clips) throws IOException {
    StringBuilder lines = new StringBuilder();
    clips.forEach(clip -> lines.append(clip + " " + speech.resolve(clip + ".wav") + "\n"));
    return file("wav.scp", lines.toString());
  }

  @Test
  void trialsOfABadClipAreListedAndTheOthersScored() throws IOException {
    Files.writeString(speech.resolve("flite-rms.wav"), "no WAV");
    Files.delete(speech.resolve("flite-slt-10s.wav"));
    Path scores = folder.resolve("scores");
    assertThat(run("score", trials, "--speech", speech, "--model", model, "--out", scores))
        .isEqualTo(1);
    assertThat(err.toString())
        .contains("error: flite-slt-10s: no such WAV file in " + speech)
        .contains("error: flite-rms: ")
        .contains("error: 2 of 5 utterances failed, listed above")
        .contains(
            "not scored: flite-slt flite-slt-10s target: no embedding of flite-slt-10s\n"
                + "not scored: flite-rms flite-awb-2 nontarget: no embedding of flite-rms\n"
                + "error: 2 trials are not scored, listed above\n");
    assertThat(out.toString()).contains("trials       2 of 4: 1 target, 1 nontarget");
    assertThat(Files.readAllLines(scores)).hasSize(2);
  }

  @Test
  void aFullDiskIsTold() {
    assertThat(run("score", trials, "--speech", speech, "--model", model, "--out", "/dev/full"))
        .isEqualTo(1);
    assertThat(err.toString())
        .isEqualTo("error: /dev/full cannot be written: No space left on device\n");
  }

  @Test
  void whereNoClipIsLeftNothingCouldBeDone() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    Path scores = folder.resolve("scores");
    assertThat(run("score", trials, "--speech", empty, "--model", model, "--out", scores))
        .isEqualTo(2);
    assertThat(err.toString()).contains("error: 4 trials are not scored");
    assertThat(out.toString()).isEmpty();
    assertThat(scores).doesNotExist();
  }

  @Test
  void modelsOfSeveralClipsAndACohort() throws IOException {
    Path enrol = file("spk2utt", "awb flite-awb flite-awb-2\nrms flite-rms\n");
    Path byModel = file("m", "awb flite-slt nontarget\nrms flite-slt target\n");
    Path cohort = file("cohort", "espeak-f3\nespeak-m7\nflite-slt-10s\n");
    assertThat(
            run(
                "score",
                byModel,
                "--speech",
                speech,
                "--model",
                model,
                "--enrol",
                enrol,
                "--cohort",
                cohort))
        .as(err.toString())
        .isZero();
    assertThat(out.toString())
        .contains("normalised   AS-norm (AS-norm1), nearest 3 of a cohort of 3\n");
    assertThat(err.toString()).contains("note: the speakers of 3 of the cohort are not known");
    Path speakers =
        file(
            "utt2spk",
            """
            flite-awb a
            flite-awb-2 a
            flite-rms r
            flite-slt r
            flite-slt-10s s
            espeak-f3 f
            espeak-m7 m
            """);
    Object[] command = {
      "score",
      byModel,
      "--speech",
      speech,
      "--model",
      model,
      "--enrol",
      enrol,
      "--cohort",
      cohort,
      "--utt2spk",
      speakers,
      "--norm",
      "s"
    };
    assertThat(run(command)).isZero();
    assertThat(out.toString())
        .contains("normalised   S-norm, cohort of 3\n")
        .contains("intervals    none: found 2 speakers, expected at least 5; were");
    assertThat(err.toString()).isEmpty();
    Files.writeString(speakers, Files.readString(speakers).replace("-10s s", "-10s r"));
    assertThat(run(command)).isEqualTo(2);
    assertThat(err.toString())
        .isEqualTo(
            "error: cohort: found speaker r (flite-slt-10s), who is in the trials, expected"
                + " others\n");
  }

  @Test
  void intervalsOverSpeakers() throws IOException {
    StringBuilder list = new StringBuilder();
    StringBuilder scores = new StringBuilder();
    StringBuilder speakers = new StringBuilder("utterance\tspeaker\n");
    for (int a = 0; a < 12; a++) {
      speakers.append(a + "\t" + a / 2 + "\n");
      for (int b = a + 1; b < 12; b++) {
        boolean target = a / 2 == b / 2;
        list.append(a + " " + b + (target ? " target\n" : " nontarget\n"));
        scores.append(a + " " + b + " " + (target ? 1 : 0) + "\n");
      }
    }
    Path pairs = file("pairs", list.toString());
    Path there = file("there", scores.toString());
    Path table = file("clips.tsv", speakers.toString());
    assertThat(run("score", pairs, "--scores", there, "--utt2spk", table)).isZero();
    assertThat(out.toString())
        .contains("EER          0.00%  [0.00%, 39.03%]\n")
        .containsPattern(
            "intervals    95%, 2000 resamples of 6 speakers.*, seed 0; no error was seen: upper");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "TRIALS|found nothing to score, expected --wav-scp, --speech, --embeddings or --scores",
        "one.wav --speech x|found one clip, one.wav, expected two, or a trials file",
        "a.wav b.wav --out x|--out: found two clips, expected it with one argument",
        "a.wav b.wav --speech x|--speech: found two clips",
        "TRIALS --wav-scp x --norm as|--norm: found no cohort, expected --cohort LIST",
        "TRIALS --speech x --cohort c --norm s --top 3|--top: found --norm s, which takes all",
        "TRIALS --scores x --cohort c|--cohort: found --scores, which are no embeddings",
        "TRIALS --scores x --model m|--model: nothing is embedded here",
        "TRIALS --speech x --embeddings y|--speech=DIR, --embeddings=EMBEDDING_SCP are mutually",
        "TRIALS --speech none|none: found nothing, expected a folder of WAV files",
      })
  void whatCannotWorkIsOneSentence(String line, String message) {
    String text = "score " + line.replace("TRIALS", trials.toString());
    assertThat(run((Object[]) text.split(" "))).isEqualTo(2);
    assertThat(err.toString()).contains(message);
  }
}
