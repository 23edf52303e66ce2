package org.speakerbench.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A library's user has no command line: its messages name what Java calls. */
class MessagesTest {
  private static final Pattern OPTION = Pattern.compile("\"[^\"\\n]*--[a-z][^\"\\n]*\"");

  @Test
  void noMessageNamesAnOptionOfTheCommandLine() throws IOException {
    List<String> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
        Matcher option = OPTION.matcher(Files.readString(file));
        while (option.find()) {
          found.add(option.group());
        }
      }
    }
    assertThat(found).allMatch(text -> text.contains("java --add-modules"), "an option of java");
    assertThat(found).hasSizeLessThan(2);
  }

  @ParameterizedTest
  @EnumSource(Setting.class)
  void aMessageNamesTheSettingAsItsReaderDoes(Setting setting) {
    Exception cause = new IOException();
    SpeakerbenchException e = new SpeakerbenchException("jobs (", setting, "): found 0", cause);
    assertThat(e).hasMessage("jobs (" + setting.javaName() + "): found 0").hasCause(cause);
    assertThat(e.message(s -> "--" + s.name())).isEqualTo("jobs (--" + setting + "): found 0");
    assertThat(e.setting()).contains(setting);
  }

  @Test
  void aMessageWithoutASettingIsTheSameForAll() {
    SpeakerbenchException e = new SpeakerbenchException("found 0");
    assertThat(e).hasMessage("found 0").hasNoCause();
    assertThat(e.message(Setting::name)).isEqualTo("found 0");
    assertThat(e.setting()).isEmpty();
  }
}
