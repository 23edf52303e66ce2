package org.speakerbench.bench.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.speakerbench.bench.format.RuntimeRow;
import org.speakerbench.bench.format.RuntimeVerdict;
import org.speakerbench.engine.provider.Provider;

/** The verdict on answers that are made up: each mistake by itself. */
class JudgeTest {
  private static final int BINS = 2;
  private static final String VERSION = "1.2.3";

  private final List<Question> questions = Questions.of(List.of(9, 10, 101, 200), BINS);
  private final Map<String, float[]> expected = new HashMap<>();
  private final Map<Integer, Answer> answers = new TreeMap<>();

  @BeforeEach
  void answersAreRight() {
    for (Question question : Questions.alone(questions)) {
      Clip clip = question.clips().get(0);
      expected.put(clip.name(), new float[] {1, clip.frames(), clip.name().hashCode() % 97});
    }
    for (int i = 0; i < questions.size(); i++) {
      answers.put(i, right(questions.get(i)));
    }
  }

  private Answer right(Question question) {
    return Answer.of(
        question.clips().stream().map(clip -> expected.get(clip.name()).clone()).toList());
  }

  private Judgement judged() {
    return judged(Ending.GOOD, "", VERSION, true);
  }

  private Judgement judged(Ending ending, String refused, String version, boolean whole) {
    AnswerFile.Content content =
        new AnswerFile.Content(version, refused, answers, whole, Double.NaN);
    return Judge.of(
        questions,
        new Reference(expected, 1e-3, 1e-4),
        VERSION,
        new WorkerProcess.Outcome(content, ending));
  }

  private void spoil(Phase phase, int frames, UnaryOperator<float[]> change) {
    for (int i = 0; i < questions.size(); i++) {
      if (questions.get(i).phase() == phase && questions.get(i).frames() == frames) {
        answers.put(
            i, Answer.of(right(questions.get(i)).embeddings().stream().map(change).toList()));
      }
    }
  }

  private static float[] scaled(float[] embedding, double factor) {
    float[] other = embedding.clone();
    other[1] *= (float) factor;
    return other;
  }

  @Test
  void rightAnswersAreSafe() {
    spoil(Phase.SWEEP, 10, embedding -> scaled(embedding, 1 + 1e-5));
    Judgement judgement = judged();
    assertThat(judgement.verdict()).isEqualTo(RuntimeVerdict.SAFE);
    assertThat(judgement.note()).isEmpty();
    assertThat(judgement.firstFailingFrames()).isEqualTo(-1);
    assertThat(judgement.relL2Max()).isBetween(1e-7, 1e-5);
    assertThat(judgement.cosineMin()).isBetween(0.99999, 1.0000001);
  }

  @Test
  void oneWrongLengthIsUnsafe() {
    spoil(Phase.SWEEP, 101, embedding -> scaled(embedding, 1.1));
    Judgement judgement = judged();
    assertThat(judgement.verdict()).isEqualTo(RuntimeVerdict.UNSAFE);
    assertThat(judgement.firstFailingFrames()).isEqualTo(101);
    assertThat(judgement.note()).startsWith("wrong at 1 of 4 frame counts, right at 9 10 200");
    assertThat(judgement.relL2Max()).isBetween(0.05, 0.1);
    assertThat(judgement.cosineMin()).isLessThan(0.99999);
  }

  @Test
  void aScaledAnswerIsUnsafeThoughItsCosineIsOne() {
    spoil(Phase.SWEEP, 9, JudgeTest::doubled);
    assertThat(judged().verdict()).isEqualTo(RuntimeVerdict.UNSAFE);
    assertThat(judged().cosineMin()).isGreaterThan(0.999999);
  }

  private static float[] doubled(float[] embedding) {
    float[] other = embedding.clone();
    for (int i = 0; i < other.length; i++) {
      other[i] *= 2;
    }
    return other;
  }

  @Test
  void theAnswerOfTheCallBeforeIsTold() {
    for (int i = 1; i < questions.size(); i += 2) {
      if (questions.get(i).phase() == Phase.SWEEP) {
        answers.put(i, answers.get(i - 1));
      }
    }
    assertThat(judged().verdict()).isEqualTo(RuntimeVerdict.UNSAFE);
    assertThat(judged().note()).contains("2 times the answer of the call before");
  }

  @Test
  void aClipThatDependsOnItsBatchIsTold() {
    spoil(Phase.BATCH, 200, embedding -> scaled(embedding, 1 + 5e-4)); // within the limit alone
    Judgement judgement = judged();
    assertThat(judgement.verdict()).isEqualTo(RuntimeVerdict.UNSAFE);
    assertThat(judgement.firstFailingFrames()).isEqualTo(200);
    assertThat(judgement.note()).isEqualTo("a clip's embedding depends on its batch at 200 frames");
  }

  @Test
  void threadsAndTheSecondSessionCount() {
    spoil(Phase.THREADS, 10, embedding -> scaled(embedding, 2));
    assertThat(judged().verdict()).isEqualTo(RuntimeVerdict.UNSAFE);
    assertThat(judged().note()).isEqualTo("wrong from several threads at 10 frames");
    answersAreRight();
    Question again =
        questions.stream().filter(question -> question.phase() == Phase.AGAIN).findFirst().get();
    spoil(Phase.AGAIN, again.frames(), embedding -> scaled(embedding, 2));
    assertThat(judged().note())
        .isEqualTo("wrong in a second session at " + again.frames() + " frames");
  }

  @Test
  void noAnswerNoNumberAndAnotherLengthAreUnsafe() {
    answers.put(0, Answer.failed("it broke"));
    assertThat(judged().verdict()).isEqualTo(RuntimeVerdict.UNSAFE);
    assertThat(judged().relL2Max()).isInfinite();
    assertThat(judged().note()).contains("once no answer: it broke");
    answers.remove(0);
    assertThat(judged().note()).contains("no answer");
    answersAreRight();
    spoil(Phase.SWEEP, 9, embedding -> new float[] {Float.NaN, 1, 1});
    assertThat(judged().verdict()).isEqualTo(RuntimeVerdict.UNSAFE);
    assertThat(judged().relL2Max()).isInfinite();
    answersAreRight();
    spoil(Phase.SWEEP, 9, embedding -> Arrays.copyOf(embedding, 2));
    assertThat(judged().verdict()).isEqualTo(RuntimeVerdict.UNSAFE);
  }

  @Test
  void anEndByASignalIsACrashAndSoIsAHang() {
    Judgement crashed =
        judged(new Ending(Ending.Kind.SIGNAL, "SIGSEGV in x.so"), "", VERSION, false);
    assertThat(crashed.verdict()).isEqualTo(RuntimeVerdict.CRASHED);
    assertThat(crashed.note())
        .isEqualTo(
            "SIGSEGV in x.so, after " + questions.size() + " of " + questions.size() + " calls");
    Judgement hung = judged(new Ending(Ending.Kind.HUNG, "still"), "", VERSION, false);
    assertThat(hung.verdict()).isEqualTo(RuntimeVerdict.CRASHED);
    assertThat(hung.note()).startsWith("hung: still");
  }

  @Test
  void whatCannotBeTriedIsUnavailableAndSaysWhy() {
    assertThat(judged(Ending.GOOD, "no such operator", VERSION, false))
        .isEqualTo(Judgement.without(RuntimeVerdict.UNAVAILABLE, "no such operator"));
    assertThat(judged(Ending.GOOD, "", "1.2.4", true).note())
        .isEqualTo("found ONNX Runtime 1.2.4, expected 1.2.3");
    assertThat(judged(Ending.GOOD, "", VERSION, false).verdict())
        .isEqualTo(RuntimeVerdict.UNAVAILABLE);
    assertThat(judged(new Ending(Ending.Kind.FAILED, "exit code 1"), "", VERSION, false).verdict())
        .isEqualTo(RuntimeVerdict.UNAVAILABLE);
  }

  @Test
  void whatWasAnsweredWronglyBeforeARunWasCutIsUnsafe() {
    spoil(Phase.SWEEP, 9, JudgeTest::doubled);
    Judgement cut = judged(new Ending(Ending.Kind.FAILED, "exit code 1"), "", VERSION, false);
    assertThat(cut.verdict()).isEqualTo(RuntimeVerdict.UNSAFE);
    assertThat(cut.note()).startsWith("wrong at 1 of 4 frame counts").contains("exit code 1");
    assertThat(judged(Ending.GOOD, "no second session", VERSION, false).verdict())
        .isEqualTo(RuntimeVerdict.UNSAFE);
    assertThat(judged(Ending.GOOD, "", "1.2.4", true).verdict())
        .isEqualTo(RuntimeVerdict.UNAVAILABLE);
  }

  @Test
  void aReducedPrecisionIsSafeOnlyWhereFloat32Is() {
    Combination f32 =
        new Combination(
            VERSION,
            Provider.parse("x=lib.so"),
            new MatrixModel("m", "m", Path.of("m.onnx"), "p", StoredPrecision.F32, null));
    RuntimeRow wrong = f32.row(Judgement.without(RuntimeVerdict.UNSAFE, "wrong"), Double.NaN);
    RuntimeRow right = f32.row(Judgement.without(RuntimeVerdict.SAFE, ""), Double.NaN);
    assertThat(judged().onGroundsOf(Optional.of(wrong)).verdict()).isEqualTo(RuntimeVerdict.UNSAFE);
    assertThat(judged().onGroundsOf(Optional.of(wrong)).note())
        .isEqualTo("within the limit of its precision, but f32 is unsafe");
    assertThat(judged().onGroundsOf(Optional.of(right))).isEqualTo(judged());
    assertThat(judged().onGroundsOf(Optional.empty())).isEqualTo(judged());
  }

  @Test
  void everyQuestionDiffersFromTheOneBefore() {
    for (int i = 1; i < questions.size(); i++) {
      assertThat(questions.get(i).clips()).isNotEqualTo(questions.get(i - 1).clips());
    }
  }
}
