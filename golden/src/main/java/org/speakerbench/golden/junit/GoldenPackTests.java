package org.speakerbench.golden.junit;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.audio.Waveform;
import org.speakerbench.golden.check.ParityReport;
import org.speakerbench.golden.check.ParityRow;
import org.speakerbench.golden.pack.GoldenPack;

/**
 * A golden pack as JUnit tests, one for each clip and stage:
 *
 * <pre>{@code
 * @TestFactory
 * Stream<DynamicTest> theEngineGivesThePack() {
 *   return GoldenPackTests.of(PACK).model("voices", MODEL).tests();
 * }
 * }</pre>
 *
 * Immutable: the methods return another set of tests. A pack that is missing, damaged, or has
 * nothing of a model is a {@link SpeakerbenchException}, which fails the factory: there is no set
 * of no tests.
 */
public final class GoldenPackTests {
  private final GoldenPack pack;
  private final List<Supplier<ParityReport>> checks;

  private GoldenPackTests(GoldenPack pack, List<Supplier<ParityReport>> checks) {
    this.pack = pack;
    this.checks = checks;
  }

  /** Tests of a pack in a folder, for example {@code src/test/resources/mypack}. */
  public static GoldenPackTests of(Path pack) {
    return of(GoldenPack.open(pack));
  }

  /** Tests of a pack. */
  public static GoldenPackTests of(GoldenPack pack) {
    return new GoldenPackTests(pack, List.of());
  }

  /**
   * And the engine with a model: samples, features, the model alone and the whole path.
   *
   * @param name of the model in the pack
   * @param onnx the file that the pack was made with
   */
  public GoldenPackTests model(String name, Path onnx) {
    return and(() -> Checks.model(pack, name, onnx));
  }

  /**
   * And a service's own way from the path of a WAV to its embedding, end to end.
   *
   * @param model the name in the pack of the model that gave the expected embeddings
   */
  public GoldenPackTests files(String model, Embedding<Path> own) {
    return and(() -> Checks.files(pack, model, own));
  }

  /** The same from samples. */
  public GoldenPackTests waveforms(String model, Embedding<Waveform> own) {
    return and(() -> Checks.waveforms(pack, model, own));
  }

  private GoldenPackTests and(Supplier<ParityReport> check) {
    List<Supplier<ParityReport>> all = new ArrayList<>(checks);
    all.add(check);
    return new GoldenPackTests(pack, List.copyOf(all));
  }

  /**
   * Runs all checks, now, and gives their results as tests: what was opened for them may be closed.
   *
   * @throws SpeakerbenchException if there is nothing to check, or the pack cannot be used
   */
  public Stream<DynamicTest> tests() {
    if (checks.isEmpty()) {
      throw new SpeakerbenchException(
          "golden pack " + pack.name() + ": found no model and no embedder to check, expected one");
    }
    List<DynamicTest> tests = new ArrayList<>();
    for (Supplier<ParityReport> check : checks) {
      ParityReport report = check.get();
      report.rows().forEach(row -> tests.add(test(report, row)));
    }
    return tests.stream();
  }

  private static DynamicTest test(ParityReport report, ParityRow row) {
    String subject = row.model().isEmpty() ? row.clip() : row.clip() + ", " + row.model();
    return DynamicTest.dynamicTest(
        subject + ": " + row.stage() + " against " + row.reference(),
        () -> {
          if (!row.passed()) {
            throw Failure.of(report, row);
          }
        });
  }
}
