package org.speakerbench.bench.external;

import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.speakerbench.bench.format.Stage;
import org.speakerbench.bench.format.Work;
import org.speakerbench.bench.jmh.state.BenchClip;
import org.speakerbench.bench.jmh.state.References;
import org.speakerbench.bench.measure.Cell;
import org.speakerbench.bench.measure.ForkFailedException;
import org.speakerbench.bench.measure.RtfSettings;
import org.speakerbench.engine.SpeakerbenchException;

/** Single runs of outside programs: the command, its time, and its embeddings. */
final class Extractions implements AutoCloseable {
  private final Map<String, ExternalProgram> programs = new HashMap<>();
  private final RtfSettings settings;
  private final References references;
  private final ProgramConfig config;
  private final WorkFolder folder;
  private final ShellCommand shell;
  private final Map<Integer, BenchClip> clips = new HashMap<>();

  /**
   * One run.
   *
   * @param timing of the whole process
   * @param agreement of all its embeddings
   */
  record Run(ShellCommand.Timing timing, Agreement agreement) {}

  Extractions(List<ExternalProgram> programs, RtfSettings settings, Duration timeout)
      throws IOException {
    programs.forEach(program -> this.programs.put(program.name(), program));
    this.settings = settings;
    references = settings.own().read();
    config = new ProgramConfig(programs, settings.own(), settings.models());
    folder = new WorkFolder();
    shell = new ShellCommand(folder.path(), timeout);
  }

  /**
   * Checks that the program of a cell can be told the front end of its model.
   *
   * @throws SpeakerbenchException if it cannot
   */
  void requireFrontEnd(Cell cell) {
    config.requireSaid(cell.work());
  }

  /** Runs the program of a cell on so many utterances. */
  Run run(Cell cell, int utterances) throws ForkFailedException, IOException {
    Work work = cell.work();
    ExternalProgram program = programs.get(work.program());
    if (program == null || work.stage() != Stage.EXTRACT) {
      throw new IllegalArgumentException("no outside program runs " + cell);
    }
    BenchClip clip = clip(work.audioMs());
    WorkFolder.Lists lists = folder.lists(folder.wav(clip, work.audioMs()), utterances);
    Map<Placeholder, String> values = new EnumMap<>(Placeholder.class);
    String model = cell.model().name();
    values.put(Placeholder.CONFIG, folder.config(model, config.text(model)).toString());
    values.put(Placeholder.MODEL, cell.model().path(settings.zoo()).toAbsolutePath().toString());
    values.put(Placeholder.SCP, lists.scp().toString());
    values.put(Placeholder.EMBEDDING_SCP, lists.embeddingScp().toString());
    values.put(Placeholder.OUT, lists.out().toString());
    try {
      ShellCommand.Timing timing = shell.run(program.filled(values));
      Map<String, float[]> embeddings =
          EmbeddingIndex.read(lists.embeddingScp(), lists.utterances());
      return new Run(timing, Agreement.of(clip.reference(cell.model()), embeddings));
    } catch (ForkFailedException e) {
      throw new ForkFailedException(e.getMessage().replace(folder.path() + "/", ""), e);
    }
  }

  private BenchClip clip(int audioMs) throws IOException {
    BenchClip clip = clips.get(audioMs);
    if (clip == null) {
      clip = BenchClip.load(references, settings.clip(), audioMs);
      clips.put(audioMs, clip);
    }
    return clip;
  }

  @Override
  public void close() throws IOException {
    folder.close();
  }
}
