package org.speakerbench.bench.jmh.ceiling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.lang.ProcessBuilder.Redirect;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.speakerbench.bench.jmh.state.AnswerCheck;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.onnx.SessionSettings;

/** The ceilings are answers too: what would be timed is right, and what is wrong is not timed. */
class CeilingStatesTest {

  @ParameterizedTest
  @ValueSource(strings = {GemmShape.DEFAULT, "5x3x7", "64x8192x1", "1x1x1"})
  void theProductIsThatOfTheFactors(String shape) throws Exception {
    GemmState state = new GemmState();
    state.shape = shape;

    state.setUp();

    assertThat(AnswerCheck.last().verified()).isTrue();
    assertThatItIsComputed(state, Arithmetic.F32);
    assertThat(GemmState.MACS).isEqualTo(384L * 512 * 2048);
  }

  /** Those that the CPU provider has on every machine: float16 by way of float32 where it must. */
  @ParameterizedTest
  @EnumSource(
      value = Arithmetic.class,
      names = {"F16", "INT8", "REDUCED"})
  void theProductIsExactInOtherArithmetics(Arithmetic arithmetic) throws Exception {
    GemmState state = new GemmState();
    state.shape = "37x512x65";

    state.setUp(SessionSettings.DEFAULT, arithmetic);

    assertThatItIsComputed(state, arithmetic);
    assertThat(new GemmInt8State().arithmetic()).isEqualTo(Arithmetic.INT8);
    assertThat(new GemmF16State().arithmetic()).isEqualTo(Arithmetic.F16);
    assertThat(new GemmBf16State().arithmetic()).isEqualTo(Arithmetic.BF16);
  }

  private static void assertThatItIsComputed(GemmState state, Arithmetic arithmetic)
      throws Exception {
    assertThat(AnswerCheck.last().verified()).isTrue();
    ByteBuffer product = state.timed();
    float kept = arithmetic.product.get(product, 0);
    for (int i = 0; i < arithmetic.product.java.size; i++) {
      product.put(i, (byte) 0x55);
    }
    assertThat(arithmetic.product.get(product, 0)).isNotEqualTo(kept);
    state.timed();
    assertThat(arithmetic.product.get(product, 0)).isEqualTo(kept);
  }

  /** A runtime without such a product says so, and nothing is timed. */
  @Test
  void whatTheProviderDoesNotHaveIsSaid() {
    GemmState state = new GemmState();
    state.shape = "4x8x4";

    assertThatThrownBy(() -> state.setUp(SessionSettings.DEFAULT, Arithmetic.BF16))
        .isInstanceOf(SpeakerbenchException.class)
        .hasMessage("provider cpu of ONNX Runtime 1.29.0 has no product of bfloat16");
    assertThat(Arithmetic.BF16.missing())
        .hasValue("provider cpu of ONNX Runtime 1.29.0 has no product of bfloat16");
    assertThat(Arithmetic.INT8.missing()).isEmpty();
  }

  @Test
  void aCopyIsChecked() {
    CopyState state = new CopyState();
    state.setUp();

    assertThat(AnswerCheck.last().verified()).isTrue();
    FloatBuffer copied = state.timed().put(7, Float.NaN);
    assertThat(state.timed().get(7)).isEqualTo(7);
    assertThat(copied.capacity() * 2L * Float.BYTES).isEqualTo(CopyState.BYTES);
  }

  /** Each row and column is met: one wrong entry of those is enough. */
  @Test
  void aWrongEntryIsRefused() {
    GemmShape sizes = GemmShape.parse("3x2x5");
    float[] a = {1, 2, 3, 4, 5, 6};
    float[] b = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
    float[] c = {13, 16, 19, 22, 25, 27, 34, 41, 48, 55, 41, 52, 63, 74, 85};
    GemmState.check(sizes, Arithmetic.F32, a, b, floats(c));
    assertThat(AnswerCheck.last().verified()).isTrue();

    c[1 * 5 + 4] = Math.nextUp(c[1 * 5 + 4]);
    assertThatThrownBy(() -> GemmState.check(sizes, Arithmetic.F32, a, b, floats(c)))
        .isInstanceOf(SpeakerbenchException.class)
        .hasMessage(
            "value 4 of a matrix product is wrong and is not timed: found 55.000004, expected"
                + " exactly 55.0");
    assertThat(AnswerCheck.last().verified()).isFalse();
  }

  private static ByteBuffer floats(float[] values) {
    return Arithmetic.F32.product.encode(values);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "3", "3x4", "3x4x5x6", "0x1x1", "8193x1x1", "ax1x1", "-1x1x1"})
  void aShapeIsThreeSizes(String shape) {
    assertThatThrownBy(() -> GemmShape.parse(shape))
        .isInstanceOf(SpeakerbenchException.class)
        .hasMessage("shape: found " + shape + ", expected ROWSxINNERxCOLUMNS, each from 1 to 8192");
  }

  @Test
  void factorsAreMultiplesOfAnEighthWithoutAPattern() {
    float[] values = Arithmetic.F32.firstFactor(100_000);
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
    assertThatThrownBy(
            () -> GemmModel.onnx(new GemmShape(2, 3, 4), Arithmetic.F32, floats(new float[11])))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("found 44 bytes, expected 3 x 4 values");
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
