package org.speakerbench.bench.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.speakerbench.engine.SpeakerbenchException;

class RuntimeMatrixCsvTest {
  private static final Locale LOCALE = Locale.getDefault();

  @TempDir private Path folder;

  @AfterEach
  void restore() {
    Locale.setDefault(LOCALE);
  }

  /** Every column has a value once and is blank once, as far as it can be. */
  private static List<RuntimeRow> rows() {
    double none = Double.NaN;
    return List.of(
        new RuntimeRow(
            "1.16.3",
            "cpu",
            "f32",
            "campplus",
            "pytorch 1.13.1 opset 11",
            RuntimeVerdict.SAFE,
            0.99999999,
            0.00000783,
            -1,
            0.0149,
            1.003,
            173.83,
            ""),
        new RuntimeRow(
            "1.29.0",
            "openvino",
            "bf16",
            "a, \"b\" (tuned)",
            "unknown opset 0",
            RuntimeVerdict.UNSAFE,
            -0.25,
            Double.POSITIVE_INFINITY,
            3,
            none,
            none,
            400.1,
            "wrong at 2 of 3 frame counts, right at 200; twice no answer: x"),
        new RuntimeRow(
            "1.29.0",
            "cpu",
            "int8",
            "m",
            "p 1",
            RuntimeVerdict.CRASHED,
            none,
            none,
            -1,
            none,
            none,
            none,
            "SIGSEGV in libx.so, after 3 of 60 calls"),
        new RuntimeRow(
            "1.29.0",
            "cpu",
            "f16",
            "m",
            "p 1",
            RuntimeVerdict.UNAVAILABLE,
            none,
            0,
            -1,
            none,
            none,
            none,
            "line one"));
  }

  @EveryLocaleAndTimeZone
  void theBytesAreSealed(String locale, String zone) throws Exception {
    Locale.setDefault(Locale.forLanguageTag(locale));
    Path sealed = Path.of(getClass().getResource(RuntimeMatrixCsv.FILE).toURI());
    assertThat(RuntimeMatrixCsv.text(rows())).isEqualTo(Files.readString(sealed));
    assertThat(RuntimeMatrixCsv.text(RuntimeMatrixCsv.read(sealed)))
        .isEqualTo(Files.readString(sealed));
  }

  @Test
  void theCommittedMatrixReadsBackWithTheSameBytes() throws Exception {
    Path committed = Path.of("../reports/runtime-matrix.csv");
    assertThat(RuntimeMatrixCsv.text(RuntimeMatrixCsv.read(committed)))
        .isEqualTo(Files.readString(committed));
  }

  @Test
  void anotherVerdictIsRefused() throws Exception {
    Path file = folder.resolve("x.csv");
    Files.writeString(file, RuntimeMatrixCsv.text(rows()).replace(",crashed,", ",fine,"));
    assertThatThrownBy(() -> RuntimeMatrixCsv.read(file))
        .isInstanceOf(SpeakerbenchException.class)
        .hasMessageContaining("line 4: verdict: found fine, expected one of safe, unsafe");
  }
}
