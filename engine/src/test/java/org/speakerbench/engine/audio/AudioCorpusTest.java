package org.speakerbench.engine.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.speakerbench.engine.internal.Sha256;

/**
 * The files of {@code golden/python/audio_corpus.py}: what the policy says of each, and the samples
 * of libsndfile and libFLAC, bit for bit.
 */
class AudioCorpusTest {

  @TempDir Path folder;

  /** One line of the corpus; what is refused has no reference. */
  record Line(
      String name,
      byte[] file,
      String expect,
      int rateHz,
      int channels,
      int samples,
      String sha256) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Line> corpus() throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    List<Line> lines = new ArrayList<>();
    try (InputStream in = AudioCorpusTest.class.getResourceAsStream("corpus.jsonl")) {
      for (JsonNode node : mapper.readerFor(JsonNode.class).<JsonNode>readValues(in).readAll()) {
        JsonNode reference = node.path("reference");
        lines.add(
            new Line(
                node.get("name").asText(),
                Base64.getDecoder().decode(node.get("file").asText()),
                node.get("expect").asText(),
                reference.path("rate").asInt(),
                reference.path("channels").asInt(),
                reference.path("samples").asInt(),
                reference.path("sha256").asText()));
      }
    }
    return lines;
  }

  static Stream<Line> read() throws IOException {
    return corpus().stream().filter(line -> !line.expect().equals("refuse"));
  }

  static Stream<Line> refused() throws IOException {
    return corpus().stream().filter(line -> line.expect().equals("refuse"));
  }

  @ParameterizedTest
  @MethodSource("read")
  void givesTheSamplesOfTheReference(Line line) throws IOException {
    Path path = Files.write(folder.resolve("clip"), line.file());
    WavInfo info = ClipReader.MONO.readInfo(path);
    ByteBuffer all =
        ByteBuffer.allocate((int) info.frames() * info.channels() * Float.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN);
    for (int channel = 0; channel < info.channels(); channel++) {
      ClipReader reader = ClipReader.of(ChannelChoice.of(channel));
      DecodedWav fromFile = reader.decode(path);
      DecodedWav fromStream = reader.decode(new ByteArrayInputStream(line.file()), "clip");
      float[] samples = fromFile.waveform().samples();
      assertThat(Arrays.equals(samples, fromStream.waveform().samples())).isTrue();
      assertThat(fromFile.info()).isEqualTo(fromStream.info());
      assertThat(fromFile.info().warnings().isEmpty()).isEqualTo(line.expect().equals("read"));
      assertThat(samples).hasSize((int) info.frames());
      for (int i = 0; i < samples.length; i++) {
        all.putFloat((i * info.channels() + channel) * Float.BYTES, samples[i]);
      }
    }
    assertThat(info.channels()).isEqualTo(line.channels());
    assertThat(info.sampleRateHz()).isEqualTo(line.rateHz());
    assertThat(info.frames() * info.channels()).isEqualTo(line.samples());
    assertThat(Sha256.of(all.array())).isEqualTo(line.sha256());
    assertThat(ClipReader.of(ChannelChoice.MEAN).decode(path).waveform().samples())
        .hasSize((int) info.frames());
  }

  @ParameterizedTest
  @MethodSource("refused")
  void refusesWhatIsBroken(Line line) throws IOException {
    Path path = Files.write(folder.resolve("clip"), line.file());
    WavException e = catchThrowableOfType(WavException.class, () -> WavReader.decode(path));
    assertThat(e).hasMessageContaining("expected").hasMessageNotContaining("\n");
    assertThat(
            catchThrowableOfType(
                WavException.class,
                () -> WavReader.decode(new ByteArrayInputStream(line.file()), path.toString())))
        .hasMessage(e.getMessage());
  }

  @Test
  void coversThePolicy() throws IOException {
    List<Line> lines = corpus();
    assertThat(lines).hasSizeGreaterThan(200);
    assertThat(lines.stream().filter(line -> line.channels() > 0)).hasSizeGreaterThan(150);
  }
}
