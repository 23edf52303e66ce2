package org.speakerbench.engine.extract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.speakerbench.engine.LogCapture;

class WavScpTest {
  @TempDir Path folder;

  private WavScp read(byte[] bytes) throws IOException {
    return WavScp.read(Files.write(folder.resolve("wav.scp"), bytes));
  }

  private WavScp read(String lines) throws IOException {
    return read(lines.getBytes(StandardCharsets.UTF_8));
  }

  private static List<String> ids(WavScp list) {
    List<String> ids = new ArrayList<>();
    for (int at = 0; at < list.size(); at++) {
      ids.add(list.get(at).id());
    }
    return ids;
  }

  /** In UTF-16, Java's order, the smiling face would come before the private character. */
  @Test
  void theOrderIsThatOfBytesAsInAMapOfTheCppTools() throws IOException {
    WavScp list = read("\uE000 p\n\uD83D\uDE00 p\na p\nZ p\né p\na-b p\na/b p\naa p2x\u3000y\n");
    assertThat(ids(list))
        .containsExactly("Z", "a", "a-b", "a/b", "aa", "é", "\uE000", "\uD83D\uDE00");
    for (int at = 0; at < list.size(); at++) {
      assertThat(list.find(list.get(at).id())).isEqualTo(at);
    }
    assertThat(list.find("none")).isEqualTo(-1);
    assertThat(list.get(4).entry()).isEqualTo("p2x\u3000y"); // white space of ASCII only
  }

  @Test
  void fieldsAreThoseOfTheCLocale() throws IOException {
    WavScp list = read("\uFEFFa \t one.wav \r\n\n  lonely\u00A0\n\u000Bb\u000Ctwo.wav\u00A0x  \n");
    assertThat(ids(list)).containsExactly("a", "b");
    assertThat(list.get(0).entry()).isEqualTo("one.wav");
    assertThat(list.get(1).entry()).isEqualTo("two.wav\u00A0x");
  }

  @Test
  void bytesThatAreNoUtf8CostTheirLineOnly() throws IOException {
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    lines.write("a a.wav\nb ".getBytes(StandardCharsets.UTF_8));
    lines.write(new byte[] {(byte) 0xE9, '.', 'w', '\n', 'c', (byte) 0xFF, ' ', 'c', '\n'});
    WavScp list = read(lines.toByteArray());
    assertThat(ids(list)).containsExactly("a", "b", "c\\xFF");
    assertThat(list.get(0).problem()).isNull();
    assertThat(list.get(1).entry()).isEqualTo("\\xE9.w");
    assertThat(list.get(1).problem()).startsWith("line 2 of the list: found bytes that are not");
    assertThat(list.get(2).problem()).startsWith("line 3 of the list");
  }

  @Test
  void theFirstLineThatRepeatsAnIdIsNamed() {
    assertThatThrownBy(() -> read("b 1\nz 2\na 3\nz 4\na 5\n"))
        .hasMessageContaining("line 4: utterance z is repeated, expected it once");
  }

  private String log(String lines) throws IOException {
    Path file = Files.writeString(folder.resolve("wav.scp"), lines);
    return LogCapture.of(() -> WavScp.read(file));
  }

  @Test
  void commandsAreNoFieldsTooMany() throws IOException {
    assertThat(log("a cat x.wav |\nb x.wav\n")).isEmpty();
    assertThat(log("a x.wav spoken on Monday\n")).contains("1 lines have more than two fields");
  }

  @Test
  void linesAreKeptInLittleMoreThanTheirBytes() throws IOException {
    LineStore store = new LineStore();
    byte[] line =
        "utterance-000000 /corpus/speaker/session/000000.wav".getBytes(StandardCharsets.UTF_8);
    int lines = 200_000;
    Runtime runtime = Runtime.getRuntime();
    System.gc();
    long before = runtime.totalMemory() - runtime.freeMemory();
    for (int i = 0; i < lines; i++) {
      store.add(i + 1, line, new LineStore.Span(0, 16), new LineStore.Span(17, line.length), false);
    }
    System.gc();
    long used = runtime.totalMemory() - runtime.freeMemory() - before;
    assertThat(store.count()).isEqualTo(lines);
    assertThat(used).isLessThan((long) lines * (line.length + 48));
  }
}
