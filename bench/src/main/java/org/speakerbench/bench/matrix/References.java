package org.speakerbench.bench.matrix;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.fbank.Features;
import org.speakerbench.engine.internal.RelativeL2;
import org.speakerbench.engine.provider.ComputePrecision;
import org.speakerbench.engine.provider.Provider;
import org.speakerbench.golden.pack.GoldenPack;
import org.speakerbench.golden.pack.Limits;
import org.speakerbench.golden.pack.SweepReference;

/**
 * What is right of one model: its portable graph, in which no operator is known to be wrong
 * anywhere, on the CPU provider of this program's own release. That is proven in the same run: with
 * PyTorch's embeddings where the golden pack has them, else by the official graph computed node by
 * node, in other operators.
 */
final class References {
  /** Every such many lengths the proof without a golden pack is made at. */
  private static final int PROOF_STEP = 3;

  private final Subject subject;
  private final WorkerProcess worker;
  private final Release own;
  private final Path folder;
  private final Map<ComputePrecision, Reference> reduced = new EnumMap<>(ComputePrecision.class);
  private Map<String, float[]> exact;
  private List<Question> questions;
  private Reference stored;

  References(Subject subject, WorkerProcess worker, Release own, Path folder) {
    this.subject = subject;
    this.worker = worker;
    this.own = own;
    this.folder = folder;
  }

  /** The lengths that the model takes are found by asking it. */
  List<Question> questions() throws IOException {
    if (questions == null) {
      int bins = bins();
      Path file = exactFile();
      List<Question> all = Questions.alone(Questions.of(Questions.FRAMES, bins));
      Map<String, float[]> found = ask(file, !isQuantised(), all);
      List<Integer> taken =
          Questions.FRAMES.stream()
              .filter(frames -> isFinite(found.get(Clip.noise(frames, bins, 0).name())))
              .toList();
      if (taken.isEmpty()) {
        throw new SpeakerbenchException(
            "model "
                + subject.ref().name()
                + ": found no length that it takes, expected some of "
                + Questions.FRAMES.get(0)
                + " to "
                + Questions.FRAMES.get(Questions.FRAMES.size() - 1)
                + " frames");
      }
      questions = Questions.of(taken, bins);
      exact = found;
      prove();
    }
    return questions;
  }

  /**
   * What a form of the model has to answer.
   *
   * @param precision what is computed in
   */
  Reference of(StoredPrecision kind, ComputePrecision precision) throws IOException {
    questions();
    if (kind != StoredPrecision.F32) {
      return ofStored(kind);
    }
    if (!precision.isReduced()) {
      return new Reference(exact, Safety.F32, Safety.F32_BATCH);
    }
    if (!reduced.containsKey(precision)) {
      Path rounded = folder.resolve(subject.ref().name() + "-" + precision + ".onnx");
      RoundedWeights.write(subject.portable(), precision, rounded);
      double limit = Safety.REDUCED * drift(rounded, true, Questions.alone(questions));
      reduced.put(precision, new Reference(exact, limit, limit));
    }
    return reduced.get(precision);
  }

  private Reference ofStored(StoredPrecision kind) throws IOException {
    if (stored == null) {
      double limit;
      if (kind == StoredPrecision.INT8) {
        limit = drift(subject.official(), false, moved(Questions.alone(questions)));
      } else {
        Path literal = folder.resolve(subject.ref().name() + "-literal.onnx");
        LiteralHalf.write(subject.official(), true, literal);
        limit = Safety.F16_FILE * drift(literal, false, Questions.alone(questions));
      }
      stored = new Reference(exact, limit, limit);
    }
    return stored;
  }

  private static List<Question> moved(List<Question> alone) {
    return alone.stream()
        .map(
            question ->
                Question.of(question.phase(), question.clips().get(0).moved(Safety.INT8_MOVED)))
        .toList();
  }

  /** Largest relative L2 of other answers to what is exact. */
  private double drift(Path file, boolean optimised, List<Question> asked) throws IOException {
    double worst = 0;
    for (Map.Entry<String, float[]> one : ask(file, optimised, asked).entrySet()) {
      worst = Math.max(worst, RelativeL2.of(exact.get(one.getKey()), one.getValue()));
    }
    return worst;
  }

  /** Where float16 is stored, its weights in float32; a quantised graph runs node by node. */
  private Path exactFile() {
    if (subject.stored() != StoredPrecision.F16) {
      return subject.portable();
    }
    Path wide = folder.resolve(subject.ref().name() + "-wide.onnx");
    LiteralHalf.write(subject.official(), false, wide);
    return wide;
  }

  private boolean isQuantised() {
    return subject.stored() == StoredPrecision.INT8;
  }

  private int bins() {
    return subject.ref().spec().featureBins();
  }

  private void prove() throws IOException {
    Optional<SweepReference> sweep =
        subject.ref().isZoo()
            ? GoldenPack.embedded().sweep(subject.ref().name())
            : Optional.empty();
    if (sweep.isPresent()) {
      proveByPyTorch(sweep.get());
    } else if (subject.stored() == StoredPrecision.F32) {
      proveByNodes();
    }
  }

  private void proveByPyTorch(SweepReference sweep) throws IOException {
    Features whole = sweep.clip().fbankNormalised().orElseThrow();
    List<Question> asked = new ArrayList<>();
    Map<String, Integer> rows = new HashMap<>();
    for (SweepReference.Case one : sweep.cases()) {
      List<Features> features = sweep.features(whole, one);
      for (int b = 0; b < one.batch(); b++) {
        asked.add(Question.of(Phase.SWEEP, new Clip(one.names().get(b), features.get(b))));
        rows.put(one.names().get(b), one.firstRow() + b);
      }
    }
    Map<String, float[]> found = ask(exactFile(), true, asked);
    for (Question question : asked) {
      String clip = question.clips().get(0).name();
      int row = rows.get(clip);
      require(clip, sweep.table().expected(row), found.get(clip), sweep.table().limit(row));
    }
  }

  private void proveByNodes() throws IOException {
    List<Question> asked = new ArrayList<>();
    List<Question> all =
        questions.stream().filter(question -> question.phase() == Phase.SWEEP).toList();
    for (int i = 0; i < all.size(); i += PROOF_STEP) {
      asked.add(all.get(i));
    }
    Map<String, float[]> found = ask(subject.official(), false, asked);
    for (Question question : asked) {
      String clip = question.clips().get(0).name();
      require(clip, found.get(clip), exact.get(clip), Limits.INFERENCE_BASE);
    }
  }

  private void require(String clip, float[] expected, float[] found, double limit) {
    double error = expected == null || found == null ? Double.NaN : RelativeL2.of(expected, found);
    if (!(error <= limit)) {
      throw new SpeakerbenchException(
          "model "
              + subject.ref().name()
              + ": found the reference "
              + error
              + " off on "
              + clip
              + ", expected at most "
              + limit
              + ": nothing can be held against it");
    }
  }

  private Map<String, float[]> ask(Path file, boolean optimised, List<Question> asked)
      throws IOException {
    WorkerProcess.Outcome outcome = worker.run(new Job(file, Provider.CPU, optimised, asked), own);
    AnswerFile.Content content = outcome.content();
    if (outcome.ending().kind() != Ending.Kind.GOOD || !content.whole()) {
      throw new SpeakerbenchException(
          "model "
              + subject.ref().name()
              + ": found no reference ("
              + (content.refused().isEmpty() ? outcome.ending().words() : content.refused())
              + ")");
    }
    Map<String, float[]> embeddings = new HashMap<>();
    content
        .answers()
        .forEach(
            (index, answer) -> {
              if (!answer.isFailed()) {
                embeddings.put(asked.get(index).clips().get(0).name(), answer.embeddings().get(0));
              }
            });
    return embeddings;
  }

  private static boolean isFinite(float[] values) {
    if (values == null) {
      return false;
    }
    for (float value : values) {
      if (!Float.isFinite(value)) {
        return false;
      }
    }
    return true;
  }
}
