package org.speakerbench.engine.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.extract.OutputFormat;

/** Files of speakers, models, cohorts and embeddings. */
class ScoringTablesTest {
  @TempDir Path folder;

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private static void refused(ThrowingCallable call, String... message) {
    assertThatThrownBy(call)
        .isInstanceOf(SpeakerbenchException.class)
        .hasMessageContainingAll(message);
  }

  @Test
  void speakersOfUtt2spkOrOfATable() throws IOException {
    SpeakerTable kaldi = SpeakerTable.read(file("utt2spk", "a 1\nb 2\n"));
    assertThat(kaldi.speaker("b")).isEqualTo("2");
    assertThat(kaldi.find("c")).isEmpty();
    SpeakerTable table =
        SpeakerTable.read(file("clips.tsv", "role\tspeaker\tutterance\nx y\t7\ta\n\t8\tb\n"));
    assertThat(table.speaker("a")).isEqualTo("7");
    assertThat(table.speaker("b")).isEqualTo("8");
    refused(() -> kaldi.speaker("c"), "utt2spk: found no speaker of c, expected one");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a 1;b|line 2: found 1 fields, expected an utterance and its speaker",
        "a 1;a 2|line 2: found the utterance a again, expected each once",
        "utterance>speaker>x;a>1|line 2: found 2 fields, expected 3 as the first line names them",
        "utterance>speaker|found no utterance, expected some",
      })
  void speakersThatAreNotTold(String lines, String message) throws IOException {
    Path file = file("s", lines.replace(';', '\n').replace('>', '\t'));
    refused(() -> SpeakerTable.read(file), message);
  }

  @Test
  void modelsOfSpk2utt() throws IOException {
    EnrolmentModels models = EnrolmentModels.read(file("spk2utt", "m a b\nn c\n"));
    assertThat(models.clips("m")).containsExactly("a", "b");
    Path list = folder.resolve("spk2utt");
    refused(() -> models.clips("a"), list + ": found no model a, expected all that the trials");
    assertThat(EnrolmentModels.SINGLE_CLIPS.clips("a")).containsExactly("a");
    SpeakerTable speakers = SpeakerTable.of(Map.of("a", "1", "b", "2", "c", "3"));
    assertThat(models.speaker("n", speakers)).isEqualTo("3");
    refused(() -> models.speaker("m", speakers), "found clips of 1 and 2 in model m, expected one");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "m a;n|line 2: found the model n alone, expected its clips behind it",
        "m a b a|line 1: found the clip a again",
        "m a;m b|line 2: found the model m again",
      })
  void modelsThatAreNone(String lines, String message) throws IOException {
    Path file = file("m", lines.replace(';', '\n'));
    refused(() -> EnrolmentModels.read(file), message);
  }

  @Test
  void aListOfClipsIsTheFirstWordOfEachLine() throws IOException {
    assertThat(IdList.read(file("l", "a x y\nb\n"))).containsExactly("a", "b");
    Path twice = file("l", "a\na\n");
    refused(() -> IdList.read(twice), "line 2: found a again, expected each once");
  }

  private static final float[] EMBEDDING = {1.5f, -0.25f, 3e-5f};

  @ParameterizedTest
  @EnumSource(OutputFormat.class)
  void embeddingsAreReadAsTheyAreWritten(OutputFormat format) throws IOException {
    Path target = folder.resolve("with blank" + format.embeddingSuffix());
    try (OutputStream out = Files.newOutputStream(target)) {
      format.write(EMBEDDING, out);
    }
    Path index = file("embedding.scp", "a " + target + "\nb " + folder.resolve("none") + "\n");
    EmbeddingTable table = EmbeddingTable.read(index, Set.of("a", "z"));
    assertThat(table.utterances()).containsExactly("a");
    assertThat(table.find("a").orElseThrow()).containsExactly(EMBEDDING);
    assertThat(table.find("z")).isEmpty();
    refused(
        () -> EmbeddingTable.read(index, Set.of("b")), "embedding of b: found no file ", "none");
  }

  @Test
  void anIndexThatIsNoneIsTold() throws IOException {
    Path alone = file("i", "a\n");
    refused(() -> EmbeddingTable.read(alone, Set.of()), "line 1: found \"a\"");
    Path twice = file("i2", "a x\na y\n");
    refused(() -> EmbeddingTable.read(twice, Set.of()), "line 2: found the utterance a again");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1 nan 2|found \"nan\", expected finite numbers separated by white space, or .npy",
        "1 2 [|found \"[\"",
        "' '|found an empty file, expected an embedding",
        "0 0 -0.0|found 3 zeros, expected a vector that has a direction",
        "1 2 1e39|found \"1e39\", expected finite",
      })
  void whatIsNoEmbeddingIsToldByItsName(String text, String message) throws IOException {
    Path bad = file("bad", text);
    Path index = file("i", "utt-7 " + bad + "\n");
    refused(() -> EmbeddingTable.read(index, Set.of("utt-7")), "embedding of utt-7", message);
  }

  @Test
  void arraysOfOtherShapesAreNoEmbeddings() throws IOException {
    byte[] matrix = npy("(2, 1)");
    Path file = Files.write(folder.resolve("m.npy"), matrix);
    Path index = file("i", "a " + file + "\n");
    refused(
        () -> EmbeddingTable.read(index, Set.of("a")),
        "embedding of a (" + file + "): found float32 [2, 1], expected [dim] or [1, dim]");
    Files.write(file, npy("(1, 2)"));
    assertThat(EmbeddingTable.read(index, Set.of("a")).find("a").orElseThrow())
        .containsExactly(0f, 2f);
  }

  /** The floats 0 and 2. */
  private static byte[] npy(String shape) {
    String header = "{'descr': '<f4', 'fortran_order': False, 'shape': " + shape + ", }\n";
    byte[] start = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) header.length(), 0};
    byte[] text = header.getBytes(StandardCharsets.US_ASCII);
    byte[] all = new byte[start.length + text.length + 8];
    System.arraycopy(start, 0, all, 0, start.length);
    System.arraycopy(text, 0, all, start.length, text.length);
    all[all.length - 1] = 0x40;
    return all;
  }

  @Test
  void embeddingsOfOtherLengthsOrNotFiniteAreNotTaken() {
    refused(
        () -> EmbeddingTable.of(Map.of("a", new float[] {1, Float.NaN})),
        "embedding of a: found NaN at 1, expected finite numbers");
    refused(
        () -> EmbeddingTable.of(Map.of("a", new float[0])),
        "embedding of a: found no values, expected an embedding");
    refused(
        () -> EmbeddingTable.of(Map.of("a", new float[] {1}, "b", new float[] {1, 2})),
        " values, expected ",
        " as in that of ");
  }

  private static EmbeddingTable circle(String... names) {
    Map<String, float[]> rows = new LinkedHashMap<>();
    for (int i = 0; i < names.length; i++) {
      rows.put(names[i], new float[] {(float) Math.cos(i), (float) Math.sin(i)});
    }
    return EmbeddingTable.of(rows);
  }

  @Test
  void aTrialOfAClipWithoutEmbeddingIsNotScored() throws IOException {
    Trials trials =
        Trials.of(
            List.of(
                new Trial("m", "c", true),
                new Trial("m", "gone", false),
                new Trial("n", "c", false)));
    EnrolmentModels models = EnrolmentModels.read(file("spk2utt", "m a b\nn a lost\n"));
    TrialScorer.Result result = TrialScorer.cosine(circle("a", "b", "c"), models).score(trials);
    assertThat(result.scored().trials().list()).containsExactly(trials.list().get(0));
    assertThat(result.unscored())
        .containsExactly(
            new TrialScorer.Unscored(trials.list().get(1), "gone"),
            new TrialScorer.Unscored(trials.list().get(2), "lost"));
  }

  @Test
  void aClipIsNotComparedWithItself() throws IOException {
    EnrolmentModels models = EnrolmentModels.read(file("spk2utt", "m a b\n"));
    Trials trials = Trials.of(List.of(new Trial("m", "b", true), new Trial("m", "c", false)));
    refused(
        () -> TrialScorer.cosine(circle("a", "b", "c"), models).score(trials),
        "trial m b target: found the tested clip among those that are enrolled");
  }

  @Test
  void clipsThatCancelOutAreNoModel() throws IOException {
    EnrolmentModels models = EnrolmentModels.read(file("spk2utt", "m a b\n"));
    EmbeddingTable table =
        EmbeddingTable.of(
            Map.of("a", new float[] {1, 0}, "b", new float[] {-2, 0}, "c", new float[] {1, 1}));
    Trials trials = Trials.of(List.of(new Trial("m", "c", true), new Trial("m", "d", false)));
    refused(
        () -> TrialScorer.cosine(table, models).score(trials),
        "model m: the mean of 2 embeddings has length 0.0");
  }

  @Test
  void aCohortIsOfOthers() {
    Trials trials = Trials.of(List.of(new Trial("a", "b", true), new Trial("a", "c", false)));
    EmbeddingTable table = circle("a", "b", "c", "d", "e", "f");
    EnrolmentModels single = EnrolmentModels.SINGLE_CLIPS;
    ScoreNormalization overlapping = ScoreNormalization.sNorm(table.only(Set.of("b", "d")));
    refused(
        () -> TrialScorer.normalized(table, single, overlapping).score(trials),
        "cohort: found b, which is in the trials, expected clips of others");
    ScoreNormalization cohort = ScoreNormalization.asNorm(table.only(Set.of("d", "e", "f")), 2);
    assertThat(cohort.top()).isEqualTo(2);
    SpeakerTable speakers = SpeakerTable.of(Map.of("a", "1", "b", "1", "c", "2", "d", "2"));
    refused(
        () -> cohort.requireOtherSpeakers(single.clips(trials), speakers),
        "cohort: found speaker 2 (d), who is in the trials");
    assertThat(
            cohort.requireOtherSpeakers(
                Set.of("a"), SpeakerTable.of(Map.of("a", "1", "d", "2", "e", "3"))))
        .isEqualTo(1);
  }

  @Test
  void aCohortNeedsASpread() {
    refused(() -> ScoreNormalization.sNorm(circle("a")), "cohort: found 1 embeddings");
    refused(
        () -> ScoreNormalization.asNorm(circle("a", "b", "c"), 4),
        "found 4, expected 2 to 3, the size of the cohort");
    refused(() -> ScoreNormalization.asNorm(circle("a", "b", "c"), 1), "found 1, expected 2 to 3");
    EmbeddingTable same =
        EmbeddingTable.of(Map.of("a", new float[] {1, 1}, "b", new float[] {2, 2}));
    refused(
        () -> ScoreNormalization.sNorm(same).side("x", new float[] {1, 0}),
        "x: found the same cosine",
        "with all 2 of the cohort");
  }
}
