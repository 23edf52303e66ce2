package org.speakerbench.bench.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.speakerbench.engine.audio.Waveform;
import org.speakerbench.engine.extract.SpeakerEmbedder;
import org.speakerbench.engine.fbank.Fbank;
import org.speakerbench.engine.fbank.config.FbankOptions;
import org.speakerbench.engine.onnx.SessionSettings;
import org.speakerbench.engine.zoo.ModelRef;
import org.speakerbench.engine.zoo.Zoo;
import org.speakerbench.golden.pack.GoldenPack;

class EndToEndTimerTest {

  @Test
  void eachRequestIsAnsweredByAsManyPairs() throws IOException {
    Waveform clip = GoldenPack.embedded().clip("flite-awb").waveform();
    ModelRef model = ModelRef.parse("campplus");
    ByteArrayOutputStream answers = new ByteArrayOutputStream();
    EndToEndTimer.serve(
        model,
        clip,
        new BufferedReader(new StringReader("fbank 3\nrun 1\nall 2\n")),
        new PrintStream(answers, true, StandardCharsets.UTF_8));

    List<String> lines = answers.toString(StandardCharsets.UTF_8).lines().toList();
    assertThat(lines).hasSize(5);
    assertThat(Path.of(lines.get(0))).isRegularFile();
    try (SpeakerEmbedder embedder =
        new SpeakerEmbedder(
            new Fbank(FbankOptions.STANDARD),
            model.open(Zoo.inCacheFolder(), SessionSettings.DEFAULT))) {
      String[] numbers = lines.get(1).split(" ");
      float[] expected = embedder.embed(clip);
      assertThat(numbers).hasSize(expected.length);
      for (int i = 0; i < expected.length; i++) {
        assertThat(Float.parseFloat(numbers[i])).isEqualTo(expected[i]);
      }
    }
    for (int request = 0; request < 3; request++) {
      assertThat(lines.get(2 + request).split(" "))
          .hasSize(new int[] {3, 1, 2}[request])
          .allMatch(pair -> pair.matches("[1-9]\\d*:\\d+"));
    }
  }
}
