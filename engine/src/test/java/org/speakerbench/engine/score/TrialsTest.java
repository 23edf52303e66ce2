package org.speakerbench.engine.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.speakerbench.engine.SpeakerbenchException;

class TrialsTest {
  @TempDir Path folder;

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("trials"), text);
  }

  @Test
  void readsKaldisFormat() throws IOException {
    Trials trials = Trials.read(file("\uFEFFa b target\r\n\n  a\tc  nontarget \n1 c nontarget"));
    assertThat(trials.list())
        .containsExactly(
            new Trial("a", "b", true), new Trial("a", "c", false), new Trial("1", "c", false));
    assertThat(trials.targets()).isEqualTo(1);
    assertThat(trials.nontargets()).isEqualTo(2);
    assertThat(trials.enrolled()).containsExactly("a", "1");
    assertThat(trials.tested()).containsExactly("b", "c");
    assertThat(trials.list().get(0)).hasToString("a b target");
  }

  @Test
  void readsVoxCelebsFormat() throws IOException {
    assertThat(Trials.read(file("1 id1/x/1.wav id1/y/2.wav\n0 id1/x/1.wav id2/z/3.wav\n")).list())
        .containsExactly(
            new Trial("id1/x/1.wav", "id1/y/2.wav", true),
            new Trial("id1/x/1.wav", "id2/z/3.wav", false));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a b target;a b|line 2: found 2 fields, expected three fields, enrol, test and target",
        "a b target;a c nontarget x|line 2: found 4 fields",
        "a b target;;a c imposter|line 3: found the label \"imposter\", expected target or nontarget",
        "a b Target|line 1: found the label \"Target\"",
        "a b target;a c nontarget;a b target|line 3: found the trial of line 1 again, a b",
        "a b target;a b nontarget|line 2: found the trial of line 1 again, a b, expected each once",
        "a b target;a c target|found 2 target and 0 nontarget trials, expected some of both",
        "a b nontarget|found 0 target and 1 nontarget trials",
        "1 a b;a c nontarget|line 2: found \"a c nontarget\", expected three fields, 1 or 0",
        "1 a b;2 a c|line 2: found \"2 a c\"",
        "a b target;0 a c|line 2: found the label \"c\", expected target or nontarget",
        "' '|found an empty file, expected trials, lines of enrol, test and target or nontarget",
      })
  void whatIsNoTrialIsToldByItsLine(String lines, String message) throws IOException {
    Path file = file(lines.replace(';', '\n'));
    assertThatThrownBy(() -> Trials.read(file))
        .isInstanceOf(SpeakerbenchException.class)
        .hasMessageStartingWith(file.toString())
        .hasMessageContaining(message);
  }

  @Test
  void whatCannotBeReadIsTold() throws IOException {
    assertThatThrownBy(() -> Trials.read(folder.resolve("none")))
        .isInstanceOf(SpeakerbenchException.class)
        .hasMessageContaining("cannot read");
    Path latin =
        Files.write(folder.resolve("l"), "é b target".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> Trials.read(latin)).hasMessageContaining("not a UTF-8 text file");
  }

  @Test
  void aListInMemoryIsHeldToTheSame() {
    Trial trial = new Trial("a", "b", true);
    assertThatThrownBy(() -> Trials.of(List.of(trial, new Trial("a", "b", false))))
        .hasMessageContaining("a b is repeated");
    assertThatThrownBy(() -> Trials.of(List.of(trial))).hasMessageContaining("0 nontarget");
  }

  private static final String LIST = "a b target\na c nontarget\n";

  @Test
  void scoresComeInAnyOrderAndGoOutInThatOfTheTrials() throws IOException {
    Trials trials = Trials.read(file(LIST));
    Path in = Files.writeString(folder.resolve("in"), "a c -inf\na b 1e-3\n");
    ScoredTrials scored = ScoredTrials.read(in, trials);
    assertThat(scored.scores()).containsExactly(0.001, Double.NEGATIVE_INFINITY);
    Path out = folder.resolve("out");
    scored.write(out);
    assertThat(out).hasContent("a b 0.001\na c -inf\n");
    double[] exact = {0.1 + 0.2, Math.nextUp(-1e-300)};
    ScoredTrials.of(trials, exact).write(out);
    assertThat(ScoredTrials.read(out, trials).scores()).containsExactly(exact);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a b 1|found no score of trial a c, expected those of all 2",
        "a b 1;a c 2;a d 3|line 3: found a d, which is no trial",
        "a b 1;a c 2;a b 1|line 3: found the trial of line 1 again",
        "a b 1;a c|line 2: found 2 fields",
        "a b nan|line 1: found the score \"nan\", expected a number",
        "a b NaN|line 1: found the score \"NaN\"",
        "a b high|line 1: found the score \"high\"",
      })
  void scoresThatDoNotFitAreTold(String lines, String message) throws IOException {
    Trials trials = Trials.read(file(LIST));
    Path scores = Files.writeString(folder.resolve("scores"), lines.replace(';', '\n'));
    assertThatThrownBy(() -> ScoredTrials.read(scores, trials))
        .isInstanceOf(SpeakerbenchException.class)
        .hasMessageContaining(message);
  }

  @Test
  void aScoreThatIsNoNumberIsNotTaken() throws IOException {
    Trials trials = Trials.read(file(LIST));
    assertThatThrownBy(() -> ScoredTrials.of(trials, new double[] {1, Double.NaN}))
        .hasMessage("trial a c nontarget: found the score NaN, expected a number");
    assertThatThrownBy(() -> ScoredTrials.of(trials, new double[1]))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
