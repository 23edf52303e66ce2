package org.speakerbench.bench.jmh.state;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.audio.Waveform;
import org.speakerbench.engine.extract.OutputFormat;
import org.speakerbench.engine.extract.ScpRun;
import org.speakerbench.engine.extract.SpeakerEmbedder;
import org.speakerbench.engine.onnx.SessionSettings;
import org.speakerbench.engine.zoo.ModelRef;
import org.speakerbench.golden.pack.EndToEndReference;

/** A list of copies of the clip, and an open model. Each call writes to a folder of its own. */
@State(Scope.Benchmark)
public class ExtractJobsState extends ModelParams {
  /** Clips that are worked on at a time. */
  @Param({"1", "2"})
  public int jobs;

  /** Clips in the list. */
  @Param("32")
  public int utterances;

  private SpeakerEmbedder embedder;
  private Path folder;
  private Path list;
  private int calls;

  /** What the benchmark times: one list. */
  public ScpRun.Result timed() throws IOException {
    calls++;
    String out = Files.createDirectory(out()).toString();
    ScpRun run =
        new ScpRun(list, index(), out, OutputFormat.TEXT.embeddingSuffix(), jobs)
            .durable(false); // not the disk
    ScpRun.Result result =
        run.run(
            clip -> {
              float[] embedding = embed(clip);
              return to -> OutputFormat.TEXT.write(embedding, to);
            });
    if (result.written() != utterances) {
      throw new SpeakerbenchException(
          "clips that failed: "
              + result.firstFailures().stream()
                  .map(failure -> failure.id() + ": " + failure.message())
                  .collect(Collectors.joining("; ")));
    }
    return result;
  }

  /** Embedding of a clip, [dim]. */
  float[] embed(Waveform clip) {
    return embedder.embed(clip);
  }

  private Path out() {
    return folder.resolve("out-" + calls);
  }

  private Path index() {
    return folder.resolve("embedding-" + calls + ".scp");
  }

  @Setup(Level.Trial)
  public void setUp(ClipState clip) throws IOException, InterruptedException {
    ModelRef ref = ref();
    SessionSettings settings = new SessionSettings(intraOpThreads);
    embedder = clip.loaded.references().own().open(ref, BenchZoo.fromProperty(), settings);
    folder = BenchFile.createFolder();
    list = folder.resolve("wav.scp");
    Files.write(list, writeClips(clip.loaded.wavBytes()));
    FrontEndWarmUp.run(() -> embedder.fbank().compute(clip.loaded.waveform()));
    timed();
    Optional<EndToEndReference> reference = clip.loaded.reference(ref);
    for (String line : Files.readAllLines(index())) {
      String[] utterance = line.split(" ");
      AnswerCheck.embedding(
          reference,
          ExtractionState.read(Path.of(utterance[1])),
          ref,
          clip.loaded.name() + " as " + utterance[0]);
    }
  }

  private List<String> writeClips(byte[] wav) throws IOException {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < utterances; i++) {
      lines.add("utterance-" + i + " " + Files.write(folder.resolve(i + ".wav"), wav));
    }
    return lines;
  }
}
