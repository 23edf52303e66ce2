package org.speakerbench.engine.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.speakerbench.engine.internal.Sha256;

/** The same figures as Python computes from the formulas: golden/python/score_reference.py. */
class ScoreReferenceTest {
  private static final Path FOLDER = Path.of("src/test/resources/org/speakerbench/engine/score");
  private static final double LIMIT = 1e-12;

  private static JsonNode reference;
  private static ScoredTrials stored;
  private static EmbeddingTable embeddings;

  @BeforeAll
  static void read() throws IOException {
    reference = new ObjectMapper().readTree(FOLDER.resolve("reference.json").toFile());
    stored =
        ScoredTrials.read(
            FOLDER.resolve("campplus-1s.scores"), Trials.read(FOLDER.resolve("trials")));
    Map<String, float[]> rows = new LinkedHashMap<>();
    for (String line : Files.readAllLines(FOLDER.resolve("embeddings.csv")).subList(1, 56)) {
      String[] fields = line.split(",");
      float[] values = new float[fields.length - 1];
      for (int i = 0; i < values.length; i++) {
        values[i] = Float.parseFloat(fields[i + 1]);
      }
      rows.put(fields[0], values);
    }
    embeddings = EmbeddingTable.of(rows);
  }

  @ParameterizedTest
  @ValueSource(strings = {"trials", "campplus-1s.scores", "embeddings.csv"})
  void theReferenceIsOfTheseFiles(String name) throws IOException {
    assertThat(Sha256.of(FOLDER.resolve(name)))
        .isEqualTo(reference.get("sha256").get(name).asText());
  }

  @Test
  void ratesOfStoredScores() {
    compare("stored", stored);
    double step = reference.get("tied_step").asDouble();
    compare("tied", changed(score -> Math.rint(score * step) / step));
    compare("reversed", changed(score -> -score));
  }

  @Test
  void ratesOfScoresOfWhichSomeAreInfinite() {
    double[] scores = new double[stored.trials().size()];
    for (int i = 0; i < scores.length; i++) {
      JsonNode score = reference.get("llr_scores").get(i);
      scores[i] =
          score.isTextual()
              ? Double.parseDouble(score.asText().replace("inf", "Infinity"))
              : score.asDouble();
    }
    assertThat(DoubleStream.of(scores).filter(Double::isInfinite).count()).isGreaterThan(10);
    compare("llr", ScoredTrials.of(stored.trials(), scores));
  }

  private static ScoredTrials changed(DoubleUnaryOperator change) {
    return ScoredTrials.of(stored.trials(), DoubleStream.of(stored.scores()).map(change).toArray());
  }

  private static void compare(String name, ScoredTrials scored) {
    JsonNode expected = reference.get("rates").get(name);
    ErrorRates rates = scored.errorRates();
    assertThat(rates.targets()).isEqualTo(expected.get("targets").asInt());
    assertThat(rates.nontargets()).isEqualTo(expected.get("nontargets").asInt());
    assertThat(rates.eer()).isCloseTo(expected.get("eer").asDouble(), within(LIMIT));
    assertThat(rates.minDcf01()).isCloseTo(expected.get("min_dcf_01").asDouble(), within(LIMIT));
    assertThat(rates.minDcf05()).isCloseTo(expected.get("min_dcf_05").asDouble(), within(LIMIT));
    assertThat(rates.cllr()).isCloseTo(expected.get("cllr").asDouble(), within(LIMIT));
    assertThat(rates.minCllr()).isCloseTo(expected.get("min_cllr").asDouble(), within(LIMIT));
  }

  @Test
  void cosinesAndNormalisedScores() {
    EmbeddingTable cohort =
        embeddings.only(
            embeddings.utterances().stream()
                .filter(id -> id.startsWith("cohort-"))
                .collect(Collectors.toSet()));
    int top = reference.get("top").asInt();
    assertThat(cohort.size()).isEqualTo(25).isGreaterThan(top);
    EnrolmentModels single = EnrolmentModels.SINGLE_CLIPS;
    compare("trials", "cosine", TrialScorer.cosine(embeddings, single));
    compare(
        "trials",
        "s_norm",
        TrialScorer.normalized(embeddings, single, ScoreNormalization.sNorm(cohort)));
    compare(
        "trials",
        "as_norm",
        TrialScorer.normalized(embeddings, single, ScoreNormalization.asNorm(cohort, top)));
    compare(
        "trials",
        "s_norm", // all of a cohort that is smaller than 300
        TrialScorer.normalized(embeddings, single, ScoreNormalization.asNorm(cohort)));
  }

  @Test
  void modelsOfSeveralClips(@TempDir Path folder) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (int s = 0; s < 6; s++) {
      lines.append(String.format("s%1$d s%1$d-0 s%1$d-1 s%1$d-2%n", s));
    }
    Path spk2utt = Files.writeString(folder.resolve("spk2utt"), lines);
    EnrolmentModels models = EnrolmentModels.read(spk2utt);
    compare("models", "cosine", TrialScorer.cosine(embeddings, models));
    assertThat(models.clips(Trials.of(trials("models"))))
        .containsAll(Set.of("s0-0", "s5-2", "s3-4"))
        .doesNotContain("s0-3");
  }

  private static List<Trial> trials(String list) {
    List<Trial> trials = new ArrayList<>();
    reference
        .get(list)
        .forEach(
            row ->
                trials.add(
                    new Trial(
                        row.get("enrol").asText(),
                        row.get("test").asText(),
                        row.get("target").asBoolean())));
    return trials;
  }

  private static void compare(String list, String column, TrialScorer scorer) {
    TrialScorer.Result result = scorer.score(Trials.of(trials(list)));
    assertThat(result.unscored()).isEmpty();
    for (int i = 0; i < result.scored().trials().size(); i++) {
      assertThat(result.scored().score(i))
          .as(result.scored().trials().list().get(i).toString())
          .isCloseTo(reference.get(list).get(i).get(column).asDouble(), within(LIMIT));
    }
  }
}
