package org.speakerbench.bench.experiment;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.speakerbench.engine.audio.WavReader;
import org.speakerbench.engine.audio.Waveform;
import org.speakerbench.engine.fbank.Fbank;
import org.speakerbench.engine.fbank.FbankProvider;
import org.speakerbench.engine.fbank.config.FbankOptions;

/**
 * Times FBank on request, so that {@code bench/python/fbank_ratio.py} can interleave it with other
 * implementations: for each line N on standard input, computes the features of a clip N times and
 * prints N durations in nanoseconds on one line. First it prints a line that says how it computes.
 *
 * <p>Arguments: a WAV file, and the provider of FBank (auto, plain or vector).
 */
public final class FbankTimer {
  private FbankTimer() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    Waveform clip = WavReader.read(Path.of(args[0]));
    FbankProvider provider = FbankProvider.of(args[1]);
    System.out.println(provider == FbankProvider.AUTO ? Fbank.warmUp() : provider);
    Fbank fbank = new Fbank(FbankOptions.STANDARD, provider);
    float[] features = new float[fbank.compute(clip).data().length];
    BufferedReader requests =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    float kept = 0;
    for (String line = requests.readLine(); line != null; line = requests.readLine()) {
      int count = Integer.parseInt(line.strip());
      StringBuilder answer = new StringBuilder();
      for (int i = 0; i < count; i++) {
        long start = System.nanoTime();
        fbank.compute(clip, features);
        answer.append(System.nanoTime() - start).append(' ');
        kept += features[i % features.length];
      }
      System.out.println(answer);
    }
    System.err.println("checksum " + kept);
  }
}
