package org.speakerbench.engine.extract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.speakerbench.engine.SpeakerbenchException;

class BatchExtractorTest {
  @TempDir Path folder;
  private Path wav;

  @BeforeEach
  void clip() throws IOException {
    wav = Files.createDirectory(folder.resolve("wav")).resolve("a.wav");
    try (InputStream in =
        getClass().getResourceAsStream("/org/speakerbench/assets/speech/flite-awb.wav")) {
      Files.copy(in, wav);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void eachClipIsEmbeddedAndTheBadOnesAreTold(int jobs) {
    TreeMap<String, String> clips = new TreeMap<>();
    for (String id : List.of("a", "b", "c", "d")) {
      clips.put(id, wav.toString());
    }
    clips.put("bad", folder.resolve("none.wav").toString());
    List<Integer> done = new ArrayList<>();
    BatchExtractor.Result result =
        new BatchExtractor(clips, jobs)
            .run(clip -> new float[] {clip.samples().length, 1}, done::add);
    assertThat(result.embeddings().keySet()).containsExactly("a", "b", "c", "d");
    assertThat(result.embeddings().get("c")).containsExactly(48_000, 1);
    assertThat(result.failed().keySet()).containsExactly("bad");
    assertThat(result.failed().get("bad")).contains("none.wav: no such file");
    assertThat(result.audioSeconds()).isEqualTo(12);
    assertThat(done).isEqualTo(IntStream.rangeClosed(1, 5).boxed().toList());
  }

  @Test
  void anEmbeddingWithoutADirectionIsAFailure() throws IOException {
    TreeMap<String, String> clips = new TreeMap<>(Map.of("a", wav.toString()));
    for (float[] bad : List.of(new float[2], new float[] {1, Float.NaN})) {
      BatchExtractor.Result result = new BatchExtractor(clips, 1).run(clip -> bad, done -> {});
      assertThat(result.embeddings()).isEmpty();
      assertThat(result.failed().get("a")).startsWith(wav + ": embedding: found ");
      assertThatThrownBy(() -> OutputFormat.TEXT.write(bad, new ByteArrayOutputStream()))
          .isInstanceOf(SpeakerbenchException.class)
          .hasMessageStartingWith("embedding: found ");
    }
  }

  /** Nothing is left of a file whose embedding is none. */
  @Test
  void anEmbeddingWithoutADirectionIsNotWritten() throws IOException {
    Path list = Files.writeString(folder.resolve("wav.scp"), "a " + wav + "\n");
    Path out = Files.createDirectory(folder.resolve("out"));
    ScpRun.Result result =
        new ScpRun(list, folder.resolve("index"), out.toString(), ".embedding", 1)
            .run(clip -> stream -> OutputFormat.TEXT.write(new float[2], stream));
    assertThat(result.firstFailures().get(0).message())
        .contains("found 2 zeros, expected a vector");
    assertThat(out).isEmptyDirectory();
  }

  @Test
  void noClipsAndWrongJobs() {
    assertThat(new BatchExtractor(new TreeMap<>(), 2).run(clip -> null, done -> {}).embeddings())
        .isEmpty();
    assertThatThrownBy(() -> new BatchExtractor(new TreeMap<>(), 0))
        .hasMessageContaining("found 0, expected 1 to 1024");
  }

  @Test
  void clipsAreFoundInAFolderOrAList() throws IOException {
    ClipPaths.Found found = ClipPaths.ofFolder(folder).find(List.of("a", "b", "a.wav", "x\0"));
    assertThat(found.found())
        .containsExactly(Map.entry("a", wav + ""), Map.entry("a.wav", wav + ""));
    assertThat(found.missing().keySet()).containsExactly("b", "x\0");
    assertThat(found.missing().get("b")).isEqualTo("no such WAV file in " + folder);
    assertThat(ClipPaths.ofFolder(wav.getParent()).find(List.of("a")).found()).hasSize(1);
    Path below = Files.createDirectories(wav.resolveSibling("below"));
    assertThat(ClipPaths.ofFolder(below).find(List.of("../a", wav.toAbsolutePath().toString())))
        .satisfies(outside -> assertThat(outside.found()).isEmpty());
    assertThatThrownBy(() -> ClipPaths.ofFolder(wav))
        .hasMessage(wav + ": found a file, expected a folder of WAV files");
    Path list = Files.writeString(folder.resolve("wav.scp"), "a p/q.wav\n");
    found = ClipPaths.ofWavScp(list).find(List.of("a", "b"));
    assertThat(found.found()).containsExactly(Map.entry("a", "p/q.wav"));
    assertThat(found.missing()).containsExactly(Map.entry("b", "no line of " + list));
  }
}
