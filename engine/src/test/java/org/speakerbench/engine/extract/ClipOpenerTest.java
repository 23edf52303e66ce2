package org.speakerbench.engine.extract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60) // A mistake here is a command that is waited for.
class ClipOpenerTest {
  @TempDir Path folder;
  private Path wav;

  @BeforeEach
  void clip() throws IOException {
    wav = folder.resolve("clip.wav");
    try (InputStream in =
        getClass().getResourceAsStream("/org/speakerbench/assets/speech/flite-awb.wav")) {
      Files.copy(in, wav);
    }
  }

  /** What comes of one entry: the failure, or null. */
  private ClipFailure failure(String entry, Duration commands) throws IOException {
    Path list = Files.writeString(folder.resolve("wav.scp"), "a " + entry + "\n");
    Path out = Files.createDirectories(folder.resolve("out"));
    ScpRun run = new ScpRun(list, folder.resolve("index"), out.toString(), ".x", 1);
    if (commands != null) {
      run.allowCommands(commands);
    }
    ScpRun.Result result = run.run(clip -> to -> to.write(clip.samples().length >> 8));
    if (result.failed() == 0) {
      assertThat(Files.readAllBytes(out.resolve("a.x"))).containsExactly(48_000 >> 8);
      return null;
    }
    assertThat(Files.readString(folder.resolve("index.failed.tsv")))
        .startsWith("utterance\tpath\treason\tmessage\na\t")
        .contains(result.firstFailures().get(0).message());
    return result.firstFailures().get(0);
  }

  @ParameterizedTest
  @CsvSource({
    "https://example.org/a.wav, url, found a URL",
    "s3://bucket/a.wav, url, found a URL",
    "none.wav, missing, no such file",
    "none.ark:12, missing, no such file",
    "| wc, output-command, its | stands at the end",
    "cat x.wav |, command-not-allowed, 'found a command, which is run only where'",
    "., unreadable, found a folder",
  })
  void whatIsNoPlainPathIsToldAsWhatItIs(String entry, String reason, String words)
      throws IOException {
    ClipFailure failure = failure(entry, null);
    assertThat(failure.reason()).isEqualTo(reason);
    assertThat(failure.message()).contains(entry.split(" ")[0]).contains(words);
  }

  @Test
  void aPathWithASpaceIsReadWhereOnlyTheWholeIsAFile() throws IOException {
    Path spaced = Files.copy(wav, folder.resolve("a  clip.wav"));
    assertThat(failure(spaced.toString(), null)).isNull();
    Files.copy(wav, folder.resolve("a"));
    Files.writeString(spaced, "not read: the first field is a file");
    assertThat(failure(spaced.toString(), null)).isNull();
  }

  @Test
  void aClipInAnArchiveIsReadAndRowsOfAMatrixAreNone() throws IOException {
    ByteArrayOutputStream archive = new ByteArrayOutputStream();
    for (String id : new String[] {"first ", "second "}) {
      archive.writeBytes(id.getBytes());
      archive.writeBytes(Files.readAllBytes(wav));
    }
    Path ark = Files.write(folder.resolve("wav.ark"), archive.toByteArray());
    long second = 6 + Files.size(wav) + 7;
    assertThat(failure(ark + ":6", null)).isNull();
    assertThat(failure(ark + ":" + second, null)).isNull();
    assertThat(failure(ark + ":7", null).reason()).isEqualTo("not-riff-wave");
    assertThat(failure(ark + ":6[0:5]", null).reason()).isEqualTo("range");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void commandsAreRunForReal() throws IOException {
    Duration minute = Duration.ofMinutes(1);
    assertThat(failure("cat " + wav + " |", minute)).isNull();
    assertThat(failure("x=" + wav + "; cat < $x | cat |", minute)).isNull();
    ClipFailure failed = failure("cat " + wav + "; echo no luck >&2; exit 3 |", minute);
    assertThat(failed.reason()).isEqualTo("command-failed");
    assertThat(failed.message()).contains("ended with 3").contains("it said: no luck");
    assertThat(failure("no-such-program |", minute).message()).contains("ended with 127");
    assertThat(failure("true |", minute).reason()).isEqualTo("empty-file");
    assertThat(failure("yes |", minute).reason()).isEqualTo("not-riff-wave");
    assertThat(failure("cat |", minute).reason()).isEqualTo("empty-file"); // no standard input
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aCommandThatHangsIsEndedWithWhatItStarted() throws IOException {
    Path started = folder.resolve("started");
    String hang = "sh -c 'echo $$ > " + started + "; exec sleep 1000' |";
    ClipFailure late = failure(hang, Duration.ofSeconds(1));
    assertThat(late.reason()).isEqualTo("command-failed");
    assertThat(late.message()).contains("was not done after 1 s");
    long child = Long.parseLong(Files.readString(started).strip());
    while (ProcessHandle.of(child).flatMap(process -> process.info().command()).isPresent()) {
      Thread.onSpinWait(); // until the class's time is up; one that nobody has waited for has none
    }
    assertThat(failure("cat " + wav + "; exec >&-; sleep 1000 |", Duration.ofSeconds(1)).message())
        .contains("wrote its clip and did not end");
  }

  @Test
  void everyEntryHasOneKind() {
    SortedMap<String, ClipEntry.Kind> kinds =
        new TreeMap<>(
            Map.of(
                "sox a.flac -t wav - |",
                ClipEntry.Kind.COMMAND,
                "-",
                ClipEntry.Kind.STDIN,
                "- ignored",
                ClipEntry.Kind.STDIN,
                "http://host/a b",
                ClipEntry.Kind.URL,
                "| gzip",
                ClipEntry.Kind.OUTPUT_COMMAND,
                wav + " ignored",
                ClipEntry.Kind.FILE,
                wav + ":0",
                ClipEntry.Kind.ARCHIVE,
                wav + ":12[0:5]",
                ClipEntry.Kind.RANGE,
                wav + ":x",
                ClipEntry.Kind.FILE));
    kinds.forEach((entry, kind) -> assertThat(ClipEntry.parse(entry).kind()).isEqualTo(kind));
  }
}
