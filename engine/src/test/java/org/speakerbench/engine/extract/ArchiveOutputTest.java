package org.speakerbench.engine.extract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.table.KaldiArchive;
import org.speakerbench.engine.table.Table;

class ArchiveOutputTest {
  @TempDir private Path folder;
  private Path index;
  private String outDir;

  @BeforeEach
  void makeFolder() throws IOException {
    index = folder.resolve("emb.scp");
    outDir = Files.createDirectory(folder.resolve("out")).toString();
  }

  /** What {@link ScpRun} leaves of two utterances. */
  private void run(ArchiveOutput output) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (String id : new String[] {"a/1", "b"}) {
      Path part = Path.of(output.partsFolder(), id.replace('/', '-') + ".npy");
      try (var out = Files.newOutputStream(part)) {
        OutputFormat.NPY.write(new float[] {1 / 3f, id.length()}, out);
      }
      lines.append(id).append(' ').append(part).append('\n');
    }
    Files.writeString(index, lines);
  }

  @ParameterizedTest
  @EnumSource
  void theIndexNamesPlacesInTheArchiveAndThePartsAreGone(OutputFormat format) throws IOException {
    if (format.archive().isEmpty()) {
      return;
    }
    ArchiveOutput output = new ArchiveOutput(format.archive().get(), index, outDir);
    run(output);
    output.pack();

    assertThat(Path.of(output.partsFolder())).doesNotExist();
    assertThat(Table.all(index).keySet()).containsExactly("a/1", "b");
    assertThat(Table.all(index).get("a/1").floats()).containsExactly(1 / 3f, 3);
    assertThat(Table.all(output.file()).get("b").floats()).containsExactly(1 / 3f, 1);
  }

  @Test
  void goingOnFindsThePartsByteForByte() throws IOException {
    ArchiveOutput output = new ArchiveOutput(KaldiArchive.TEXT, index, outDir);
    run(output);
    Path part = Path.of(output.partsFolder(), "a-1.npy");
    byte[] before = Files.readAllBytes(part);
    output.pack();

    ArchiveOutput again = new ArchiveOutput(KaldiArchive.TEXT, index, outDir);
    again.unpack();
    assertThat(part).hasBinaryContent(before);
    Files.write(output.file(), new byte[] {1, 2, 3});
    Files.delete(part);
    again.unpack(); // of an archive that is damaged there is nothing to go on with
    assertThat(part).doesNotExist();
  }

  @Test
  void whatIsNoPartStays() throws IOException {
    ArchiveOutput output = new ArchiveOutput(KaldiArchive.BINARY, index, outDir);
    run(output);
    Path other = Files.writeString(Path.of(output.partsFolder(), "notes.txt"), "mine");
    output.pack();
    assertThat(other).hasContent("mine");
    assertThat(Path.of(output.partsFolder())).isDirectoryContaining(other::equals);
  }

  @Test
  void placesThatCannotBeAreRefused() {
    assertThatThrownBy(() -> new ArchiveOutput(KaldiArchive.BINARY, Path.of("/dev/stdout"), outDir))
        .isInstanceOf(SpeakerbenchException.class)
        .hasMessageContaining("found no file of its own");
    assertThatThrownBy(
            () -> new ArchiveOutput(KaldiArchive.BINARY, Path.of(outDir, "x.ark"), outDir))
        .hasMessageContaining("expected another name for its index");
    assertThatThrownBy(() -> new ArchiveOutput(KaldiArchive.BINARY, index, outDir + "/none"))
        .hasMessageContaining("found no folder");
  }
}
