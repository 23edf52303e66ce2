package org.speakerbench.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is shown as an example is part of the consumer, which compiles and runs. */
class ExamplesTest {
  private static final Path CONSUMER = Path.of("src/consumer");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "../README.md                          | ```java\\n(.*?)```            | java | 5",
        "../README.md                          | ```xml\\n(.*?)```             | pom  | 1",
        "src/main/javadoc/overview.html        | <pre>\\n(.*?)</pre>           | java | 5",
        "extract/SpeakerEmbedder.java          | <pre>\\{@code\\n(.*?)\\}</pre> | java | 1",
        "extract/EmbeddingStream.java          | <pre>\\{@code\\n(.*?)\\}</pre> | java | 1",
      })
  void isInTheConsumer(String file, String example, String where, int count) throws IOException {
    Path source =
        file.endsWith(".java")
            ? Path.of("src/main/java/org/speakerbench/engine").resolve(file)
            : Path.of(file);
    String consumer =
        lines(
            Files.readString(
                where.equals("pom")
                    ? CONSUMER.resolve("pom.xml")
                    : CONSUMER.resolve("java/org/example/consumer/Examples.java")));
    List<String> examples = new ArrayList<>();
    Matcher matcher = Pattern.compile(example, Pattern.DOTALL).matcher(Files.readString(source));
    while (matcher.find()) {
      examples.add(lines(matcher.group(1)));
    }
    assertThat(examples).hasSize(count).allSatisfy(lines -> assertThat(consumer).contains(lines));
  }

  /** Without what the place adds: margins, entities, and what the consumer returns. */
  private static String lines(String text) {
    return text.replace("&gt;", ">")
        .lines()
        .map(line -> line.replaceFirst("^ \\* ?", "").strip())
        .filter(line -> !line.isEmpty() && !line.startsWith("return "))
        .reduce("", (all, line) -> all + line + "\n");
  }
}
