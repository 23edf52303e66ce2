package org.speakerbench.bench.ratio;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.speakerbench.engine.audio.WavReader;
import org.speakerbench.engine.audio.Waveform;
import org.speakerbench.engine.fbank.Fbank;
import org.speakerbench.engine.fbank.FbankOptions;

/**
 * Times FBank on request, so that {@code bench/python/fbank_ratio.py} can interleave it with other
 * implementations: for each line N on standard input, computes the features of a clip N times and
 * prints N durations in nanoseconds on one line.
 */
public final class FbankTimer {
  private FbankTimer() {}

  public static void main(String[] args) throws IOException {
    Waveform clip = WavReader.read(Path.of(args[0]));
    Fbank fbank = new Fbank(FbankOptions.STANDARD);
    BufferedReader requests =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    float kept = 0;
    for (String line = requests.readLine(); line != null; line = requests.readLine()) {
      int count = Integer.parseInt(line.strip());
      StringBuilder answer = new StringBuilder();
      for (int i = 0; i < count; i++) {
        long start = System.nanoTime();
        float[] features = fbank.compute(clip).data();
        answer.append(System.nanoTime() - start).append(' ');
        kept += features[i % features.length];
      }
      System.out.println(answer);
    }
    System.err.println("checksum " + kept);
  }
}
