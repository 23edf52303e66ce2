package org.speakerbench.engine.extract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.speakerbench.engine.LogCapture;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.audio.Waveform;

class ScpRunTest {
  @TempDir Path folder;
  private Path wav;
  private Path list;
  private Path index;
  private Path out;

  @BeforeEach
  void files() throws IOException {
    wav = folder.resolve("clip.wav");
    try (InputStream in =
        getClass().getResourceAsStream("/org/speakerbench/assets/speech/flite-awb.wav")) {
      Files.copy(in, wav);
    }
    list = folder.resolve("wav.scp");
    index = folder.resolve("out.scp");
    out = Files.createDirectory(folder.resolve("out"));
  }

  private ScpRun.Result run(String lines, ScpRun.Step step) throws IOException {
    Files.writeString(list, lines);
    return new ScpRun(list, index, out.toString(), ".x", 1).run(step);
  }

  @Test
  void filesAndIndexAreThoseOfTheCppTools() throws IOException {
    ScpRun.Result result =
        run(
            "spk2/b " + wav + " ignored\nlonely\n\n  spk1\t" + wav + "\n",
            clip ->
                out -> out.write(("n=" + clip.samples().length).getBytes(StandardCharsets.UTF_8)));
    assertThat(Files.readString(index))
        .isEqualTo("spk1 " + out + "/spk1.x\nspk2/b " + out + "/spk2-b.x\n");
    assertThat(out.resolve("spk2-b.x")).hasContent("n=48000");
    assertThat(result.failed()).isZero();
    assertThat(result.audioSeconds()).isEqualTo(6.0);
  }

  @Test
  void aClipThatFailsDoesNotStopTheOthers() throws IOException {
    ScpRun.Result result =
        run(
            "a " + folder.resolve("none.wav") + "\nb " + wav + "\nc " + wav + "\n",
            clip -> {
              if (!Files.exists(out.resolve("b.x"))) {
                return out -> out.write(1);
              }
              throw new SpeakerbenchException("clip too short");
            });
    assertThat(result.firstFailures()).extracting(ClipFailure::id).containsExactly("a", "c");
    assertThat(result.firstFailures().get(0).message()).contains("none.wav: no such file");
    assertThat(result.firstFailures().get(1).message()).contains("clip.wav: clip too short");
    assertThat(result.reasons()).containsEntry("missing", 1).containsEntry("refused", 1);
    assertThat(Files.readString(index)).isEqualTo("b " + out + "/b.x\n");
    assertThat(out).isDirectoryNotContaining(p -> !p.getFileName().toString().equals("b.x"));
  }

  @Test
  void anIdThatCannotBeAFileNameFailsAlone() throws IOException {
    ScpRun.Result result =
        run(
            "a\0b " + wav + "\n" + "x".repeat(300) + " " + wav + "\nok " + wav + "\n",
            clip -> out -> {});
    assertThat(Files.readString(index)).isEqualTo("ok " + out + "/ok.x\n");
    assertThat(result.written()).isEqualTo(1);
    assertThat(result.failed()).isEqualTo(2);
    String longest = "y".repeat(250);
    assertThat(run(longest + " " + wav + "\n", clip -> out -> {}).failed()).isZero();
  }

  @Test
  void aByteOrderMarkIsNoPartOfAnId() throws IOException {
    run("\uFEFFa " + wav + "\n", clip -> out -> {});
    assertThat(Files.readString(index)).isEqualTo("a " + out + "/a.x\n");
  }

  @Test
  void fieldsAfterThePathAreIgnoredWithAWarning() throws IOException {
    Files.writeString(list, "a " + wav + " spoken on Monday\n");
    assertThat(LogCapture.of(() -> WavScp.read(list)))
        .contains("1 lines have more than two fields");
  }

  @Test
  void whatCannotWorkIsToldBeforeAnyWork() throws IOException {
    ScpRun.Step never =
        clip -> {
          throw new AssertionError("no clip may be processed");
        };
    assertThatThrownBy(() -> run("a " + wav + "\na " + wav + "\n", never))
        .hasMessageContaining("line 2: utterance a is repeated");
    assertThatThrownBy(() -> run("a/b " + wav + "\na-b " + wav + "\n", never))
        .hasMessageContaining("utterances a-b and a/b would both be written to a-b.x");
    assertThatThrownBy(() -> run("a/b/c " + wav + "\na/b-c " + wav + "\n", never))
        .hasMessageContaining("utterances a/b-c and a/b/c would both be written to a-b-c.x");
    assertThatThrownBy(() -> run("\nlonely\n", never)).hasMessageContaining("found no utterance");
    assertThatThrownBy(() -> new ScpRun(folder.resolve("no.scp"), index, out.toString(), ".x", 1))
        .hasMessageContaining("cannot read")
        .hasMessageContaining("no.scp");
    Files.writeString(list, "a " + wav + "\n");
    assertThatThrownBy(() -> new ScpRun(list, index, folder.resolve("gone").toString(), ".x", 1))
        .hasMessageContaining("gone is missing, expected a folder");
    assertThatThrownBy(() -> new ScpRun(list, out, out.toString(), ".x", 1))
        .hasMessageContaining("is a folder, expected the name of a file");
    assertThat(index).doesNotExist();
  }

  private ScpRun again(String lines) throws IOException {
    Files.writeString(list, lines);
    return new ScpRun(list, index, out.toString(), ".x", 1).resume(true);
  }

  private static ScpRun.Content length(Waveform clip) {
    return out -> out.write(clip.samples().length >> 8);
  }

  @Test
  void goingOnKeepsWhatIsCompleteAndTrustsNothingElse() throws IOException {
    Path other = Files.copy(wav, folder.resolve("other.wav"));
    String lines = "a " + wav + "\nb " + wav + "\nc " + other + "\nd " + wav + "\ne " + wav + "\n";
    assertThat(again(lines).run(ScpRunTest::length).kept()).isZero(); // there is nothing yet
    assertThat(again(lines).run(ScpRunTest::length).kept()).isEqualTo(5);
    Files.write(out.resolve("a.x"), new byte[] {1}); // as long as before
    Files.write(out.resolve("b.x"), new byte[0]);
    Files.write(other, new byte[9000], StandardOpenOption.APPEND);
    String moved = lines.replace("d " + wav, "d " + other);
    Path manifest = folder.resolve("out.scp.manifest");
    Files.writeString(manifest, "\0\0\0\ne\tcut", StandardOpenOption.APPEND);
    ScpRun.Result result = again(moved).run(ScpRunTest::length);
    assertThat(result.kept()).isEqualTo(1);
    assertThat(result.written()).isEqualTo(5);
    assertThat(again(moved).run(ScpRunTest::length).kept()).isEqualTo(5);
  }

  @Test
  void theOldIndexAndTableAreGoneBeforeTheFirstOutput() throws IOException {
    String lines = "a " + wav + "\nb none\n";
    again(lines).run(ScpRunTest::length);
    Path failures = folder.resolve("out.scp.failed.tsv");
    assertThat(index).exists();
    assertThat(failures).exists();
    for (boolean resume : new boolean[] {false, true}) {
      Files.writeString(out.resolve("a.x"), "old");
      ScpRun.Result result =
          again(lines)
              .resume(resume)
              .run(
                  clip -> {
                    assertThat(index).doesNotExist();
                    assertThat(failures).doesNotExist();
                    return length(clip);
                  });
      assertThat(result.written()).isEqualTo(1);
      assertThat(result.kept()).isZero();
    }
  }

  @Test
  void whatWasMadeBySomethingElseIsNotMixed() throws IOException {
    String lines = "a " + wav + "\n";
    again(lines).madeBy(new TreeMap<>(Map.of("model", "one"))).run(ScpRunTest::length);
    assertThatThrownBy(
            () ->
                again(lines).madeBy(new TreeMap<>(Map.of("model", "two"))).run(ScpRunTest::length))
        .hasMessageContaining("made with another model (one), expected two")
        .hasMessageContaining("(without ScpRun.resume)");
    assertThat(index).exists(); // nothing was touched
    ScpRun anew = again(lines).resume(false).madeBy(new TreeMap<>(Map.of("model", "two")));
    assertThat(anew.run(ScpRunTest::length).kept()).isZero();
  }

  @Test
  void tooManyFailuresStopTheRun() throws IOException {
    String lines = "a " + wav + "\nb none\nc none\nd " + wav + "\ne none\n";
    ScpRun.Result result = again(lines).maxFailures(1).run(ScpRunTest::length);
    assertThat(result.stopped()).isEqualTo("2 failed, expected at most 1");
    assertThat(Files.readString(index)).isEqualTo("a " + out + "/a.x\n");
    assertThat(Files.readAllLines(folder.resolve("out.scp.failed.tsv")))
        .hasSize(3)
        .contains("b\tnone\tmissing\tnone: no such file, expected a WAV or FLAC file");
    assertThat(again("a " + wav + "\n").run(ScpRunTest::length).failed()).isZero();
    assertThat(folder.resolve("out.scp.failed.tsv")).doesNotExist();
  }

  @Test
  void anIndexThatWouldBeAnotherFileOfTheRunIsRefused() throws IOException {
    Files.writeString(list, "a " + wav + "\n");
    assertThatThrownBy(() -> new ScpRun(list, out.resolve("a.x"), out.toString(), ".x", 1))
        .hasMessageContaining("found the name of the output of utterance a");
    assertThatThrownBy(() -> new ScpRun(list, list, out.toString(), ".x", 1))
        .hasMessageContaining("found the list itself");
  }

  @Test
  void twoRunsWithOneIndexAreRefused() throws IOException {
    ScpRun second = again("a " + wav + "\n");
    ScpRun.Result result =
        again("a " + wav + "\n")
            .run(
                clip -> {
                  assertThatThrownBy(() -> second.run(ScpRunTest::length))
                      .hasMessageContaining("another run is writing it");
                  return length(clip);
                });
    assertThat(result.written()).isEqualTo(1);
  }

  @Test
  void anyIdThatTheFileSystemHoldsWorks() throws IOException {
    StringBuilder lines = new StringBuilder();
    String faces = "\uD83D\uDE00".repeat(60); // 240 bytes, and no place to cut that is no half
    for (String id :
        new String[] {"..", "-", "$(x)", "'\"*?[", "\\", "x" + faces, faces, "é", "%00"}) {
      lines.append(id + " " + wav + "\n");
    }
    assertThat(again(lines.toString()).run(ScpRunTest::length).failed()).isZero();
    assertThat(again(lines.toString()).run(ScpRunTest::length).kept()).isEqualTo(9);
  }
}
