package org.speakerbench.bench.experiment;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.speakerbench.engine.audio.WavReader;
import org.speakerbench.engine.audio.Waveform;
import org.speakerbench.engine.extract.SpeakerEmbedder;
import org.speakerbench.engine.fbank.Fbank;
import org.speakerbench.engine.fbank.config.FbankOptions;
import org.speakerbench.engine.onnx.SessionSettings;
import org.speakerbench.engine.zoo.ModelRef;
import org.speakerbench.engine.zoo.Zoo;

/**
 * Times the way from samples to an embedding, and its parts, on request, so that {@code
 * bench/python/end_to_end_ratio.py} can interleave it with other implementations. Arguments: model,
 * WAV file.
 *
 * <p>Prints the path of the model's graph and the embedding; then, for each line {@code PART N} on
 * standard input, runs the part N times and prints N pairs {@code WALL:CPU} of nanoseconds, by the
 * clock and of the thread. Parts are {@code fbank}, {@code run} (the bare session) and {@code all}.
 */
public final class EndToEndTimer {
  private EndToEndTimer() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    Fbank.warmUp();
    serve(
        ModelRef.parse(args[0]),
        WavReader.read(Path.of(args[1])),
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)),
        System.out);
  }

  static void serve(ModelRef model, Waveform clip, BufferedReader requests, PrintStream answers)
      throws IOException {
    Zoo zoo = Zoo.inCacheFolder();
    Fbank fbank = new Fbank(FbankOptions.STANDARD);
    float[] features = fbank.compute(clip).data();
    try (BareSession bare = new BareSession(model.path(zoo), SessionVariant.CURRENT);
        SpeakerEmbedder embedder =
            new SpeakerEmbedder(fbank, model.open(zoo, SessionSettings.DEFAULT))) {
      bare.feed(fbank.compute(clip).meanNormalized());
      Map<String, Supplier<Object>> parts =
          Map.of(
              "fbank",
              () -> fbank.compute(clip, features),
              "run",
              bare::run,
              "all",
              () -> embedder.embed(clip));
      answers.println(model.path(zoo));
      answers.println(Arrays.toString(embedder.embed(clip)).replaceAll("[\\[\\],]", ""));
      for (String line = requests.readLine(); line != null; line = requests.readLine()) {
        String[] words = line.strip().split(" ");
        answers.println(times(parts.get(words[0]), Integer.parseInt(words[1])));
      }
    }
  }

  private static String times(Supplier<Object> part, int count) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long[] wall = new long[count];
    long[] cpu = new long[count];
    for (int i = 0; i < count; i++) {
      long cpuStart = threads.getCurrentThreadCpuTime();
      long start = System.nanoTime();
      if (part.get() == null) {
        throw new IllegalStateException("no result");
      }
      wall[i] = System.nanoTime() - start;
      cpu[i] = threads.getCurrentThreadCpuTime() - cpuStart;
    }
    return IntStream.range(0, count)
        .mapToObj(i -> wall[i] + ":" + cpu[i])
        .collect(Collectors.joining(" "));
  }
}
