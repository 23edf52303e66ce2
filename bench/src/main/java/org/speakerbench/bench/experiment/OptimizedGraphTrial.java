package org.speakerbench.bench.experiment;

import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.speakerbench.engine.fbank.Fbank;
import org.speakerbench.engine.fbank.Features;
import org.speakerbench.engine.fbank.config.FbankOptions;
import org.speakerbench.engine.zoo.Zoo;
import org.speakerbench.golden.pack.GoldenPack;

/**
 * How long a model takes to load: as it is, and from each of the forms in which ONNX Runtime can
 * keep its optimised graph. Arguments: zoo key, loads of each.
 *
 * <p>Prints CSV lines {@code model,loaded,bytes,loads,load_ms,load_cpu_ms,same_bits}: size of what
 * has to be kept besides the model, medians of loads that took turns, and whether the embedding is
 * that of the model loaded as it is.
 */
public final class OptimizedGraphTrial {
  private static final String EXTERNAL_FILE =
      "session.optimized_model_external_initializers_file_name";
  private static final String EXTERNAL_FROM =
      "session.optimized_model_external_initializers_min_size_in_bytes";
  private static final String PREPACKED = "session.save_external_prepacked_constant_initializers";

  private OptimizedGraphTrial() {}

  /** A file to load, and with which settings. */
  private record Form(String name, Path file, List<Path> files, SessionVariant loaded) {

    /** What it takes on disk besides the model. */
    long bytes() throws IOException {
      long sum = 0;
      for (Path path : files) {
        sum += Files.size(path);
      }
      return sum;
    }
  }

  public static void main(String[] args) throws IOException {
    String key = args[0];
    int loads = Integer.parseInt(args[1]);
    Path folder = Files.createTempDirectory("optimized-graph-trial");
    try {
      measure(key, loads, forms(Zoo.materialize(key, folder)));
    } finally {
      try (Stream<Path> files = Files.walk(folder).sorted(Comparator.reverseOrder())) {
        for (Path file : files.toList()) {
          Files.delete(file);
        }
      }
    }
  }

  /** All forms beside the model, because some refer to its file of weights. */
  private static List<Form> forms(Path model) {
    SessionVariant all = SessionVariant.CURRENT;
    SessionVariant off =
        new SessionVariant("off", 1, options -> options.setOptimizationLevel(OptLevel.NO_OPT));
    Path shared = model.resolveSibling("shared.onnx");
    save(model, shared, options -> {});
    Path external = model.resolveSibling("external.onnx");
    Path externalData = model.resolveSibling("external.weights");
    save(
        model,
        external,
        options -> {
          options.addConfigEntry(EXTERNAL_FILE, externalData.getFileName().toString());
          options.addConfigEntry(EXTERNAL_FROM, "1024");
        });
    Path packed = model.resolveSibling("packed.onnx");
    Path packedData = model.resolveSibling("packed.weights");
    save(
        model,
        packed,
        options -> {
          options.addConfigEntry(EXTERNAL_FILE, packedData.getFileName().toString());
          options.addConfigEntry(EXTERNAL_FROM, "1024");
          options.addConfigEntry(PREPACKED, "1");
        });
    Path ort = model.resolveSibling("model.ort");
    save(model, ort, options -> options.addConfigEntry("session.save_model_format", "ORT"));
    return List.of(
        new Form("model", model, List.of(), all),
        new Form("model not optimised", model, List.of(), off),
        new Form("graph beside the weights", shared, List.of(shared), off),
        new Form("graph beside the weights optimised again", shared, List.of(shared), all),
        new Form("graph with weights", external, List.of(external, externalData), off),
        new Form("graph with prepacked weights", packed, List.of(packed, packedData), off),
        new Form("ORT format", ort, List.of(ort), off));
  }

  private static void save(Path model, Path target, SessionVariant.Change change) {
    new BareSession(
            model,
            new SessionVariant(
                target.toString(),
                1,
                options -> {
                  options.setOptimizedModelFilePath(target.toString());
                  change.apply(options);
                }))
        .close();
  }

  private static void measure(String key, int loads, List<Form> forms) throws IOException {
    Features features =
        new Fbank(FbankOptions.STANDARD)
            .compute(GoldenPack.embedded().clip("flite-awb").waveform())
            .meanNormalized();
    TurnTimes times = new TurnTimes(forms.size());
    List<float[]> answers = new ArrayList<>();
    for (int round = -1; round < loads; round++) {
      for (int i = 0; i < forms.size(); i++) {
        Form form = forms.get(i);
        if (round < 0) { // files come into the page cache
          try (BareSession session = new BareSession(form.file(), form.loaded())) {
            session.feed(features);
            answers.add(session.run());
          }
        } else {
          times.time(i, () -> new BareSession(form.file(), form.loaded())).close();
        }
      }
    }
    for (int i = 0; i < forms.size(); i++) {
      System.out.printf(
          Locale.ROOT,
          "%s,%s,%d,%d,%.1f,%.1f,%s%n",
          key,
          forms.get(i).name(),
          forms.get(i).bytes(),
          loads,
          times.wallMs(i),
          times.cpuMs(i),
          Arrays.equals(answers.get(0), answers.get(i)) ? "yes" : "no");
    }
  }
}
