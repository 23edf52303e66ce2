package org.speakerbench.bench.jmh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.lang.ProcessBuilder.Redirect;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.speakerbench.engine.SpeakerbenchException;

/** The ceilings are answers too: what would be timed is right, and what is wrong is not timed. */
class CeilingStatesTest {

  @Test
  void theProductIsThatOfTheFactors() throws Exception {
    GemmState state = new GemmState();

    state.setUp();

    assertThat(AnswerCheck.last().verified()).isTrue();
    FloatBuffer first = state.timed();
    float kept = first.get(12_345);
    assertThat(kept).isNotZero();
    first.put(12_345, Float.NaN);
    assertThat(state.timed().get(12_345)).isEqualTo(kept);
    assertThat(GemmState.MACS).isEqualTo(384L * 512 * 2048);
  }

  /** Each of the 2048 columns and 384 rows is met: one wrong entry of those is enough. */
  @Test
  void aWrongEntryIsRefused() {
    float[] a = GemmState.eighths(384 * 512, 1);
    float[] b = GemmState.eighths(512 * 2048, 2);
    FloatBuffer c = FloatBuffer.allocate(384 * 2048);
    for (int column = 0; column < 2048; column++) {
      float sum = 0;
      for (int i = 0; i < 512; i++) {
        sum += a[column % 384 * 512 + i] * b[i * 2048 + column];
      }
      c.put(column % 384 * 2048 + column, sum);
    }
    GemmState.check(a, b, c);
    assertThat(AnswerCheck.last().verified()).isTrue();

    int last = 2047 % 384 * 2048 + 2047;
    c.put(last, Math.nextUp(c.get(last)));
    assertThatThrownBy(() -> GemmState.check(a, b, c))
        .isInstanceOf(SpeakerbenchException.class)
        .hasMessageStartingWith("value 2047 of a matrix product is wrong and is not timed: found");
    assertThat(AnswerCheck.last().verified()).isFalse();
  }

  @Test
  void factorsAreMultiplesOfAnEighthWithoutAPattern() {
    float[] values = GemmState.eighths(100_000, 7);
    int[] counts = new int[17];
    double sameAsNext = 0;
    for (int i = 0; i < values.length; i++) {
      assertThat(Math.abs(values[i])).isLessThanOrEqualTo(1);
      assertThat(values[i] * 8).isEqualTo(Math.round(values[i] * 8));
      counts[Math.round(values[i] * 8) + 8]++;
      sameAsNext += i > 0 && values[i] == values[i - 1] ? 1 : 0;
    }
    for (int count : counts) {
      assertThat(count / 100_000.0).isCloseTo(1 / 17.0, within(0.005));
    }
    assertThat(sameAsNext / 100_000).isCloseTo(1 / 17.0, within(0.005));
  }

  @Test
  void aModelNeedsAllOfItsWeights() {
    assertThatThrownBy(() -> GemmModel.onnx(2, 3, 4, new float[11]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("found 11 values, expected 3 x 4");
  }

  @Test
  void sumsOfAnyWidthAreCheckedExactly() {
    for (int lanes : new int[] {2, 4, 8, 16, 64}) {
      FmaState state = new FmaState();
      state.setUp(new PlainKernel(lanes, 0));
      assertThat(AnswerCheck.last().verified()).isTrue();
      assertThat(state.timed()).hasSize(12 * lanes).isEqualTo(state.timed().clone());
    }
  }

  /** As if the compiler had left out a step, or one of the sums. */
  @Test
  void aStepThatIsLeftOutIsRefused() {
    assertThatThrownBy(() -> new FmaState().setUp(new PlainKernel(8, 1)))
        .isInstanceOf(SpeakerbenchException.class)
        .hasMessageContaining("of multiply-adds is wrong and is not timed");
    assertThat(AnswerCheck.last().verified()).isFalse();
  }

  @Test
  void aJvmWithTheModuleMeasuresAndOthersSayWhyNot() throws Exception {
    assertThat(setUpIn("--add-modules", "jdk.incubator.vector")).isEqualTo("verified");
    assertThat(setUpIn())
        .isEqualTo(
            "the FMA peak cannot be measured: found no module jdk.incubator.vector in this JVM,"
                + " expected one that was started with --add-modules jdk.incubator.vector");
    assertThat(setUpIn("--add-modules", "jdk.incubator.vector", "-XX:-UseFMA"))
        .isEqualTo(
            "the FMA peak cannot be measured: the JVM has no FMA instruction to use (-XX:-UseFMA)");
  }

  /** What set-up says in a JVM with these arguments. */
  private static String setUpIn(String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(arguments));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    Process process = new ProcessBuilder(command).redirectError(Redirect.DISCARD).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return said.lines()
        .filter(line -> line.startsWith(Main.MARK))
        .findFirst()
        .orElse(said)
        .replace(Main.MARK, "");
  }

  /** Prints whether set-up of the FMA peak verified its answer, or why it did not. */
  static final class Main {
    static final String MARK = "set-up: ";

    public static void main(String[] arguments) {
      try {
        new FmaState().setUp();
        System.out.println(MARK + (AnswerCheck.last().verified() ? "verified" : "unverified"));
      } catch (SpeakerbenchException e) {
        System.out.println(MARK + e.getMessage());
      }
    }
  }

  /** What the kernel is to do, one after the other and without the instruction. */
  private record PlainKernel(int lanes, int leftOut) implements FmaKernel {
    @Override
    public void run(int steps, float[] a, float[] b, float[] sums) {
      for (int i = 0; i < sums.length; i++) {
        float product = a[i % lanes] * b[i % lanes];
        int own = i == sums.length - 1 ? steps - leftOut : steps;
        for (int step = 0; step < own; step++) {
          sums[i] += product;
        }
      }
    }
  }
}
