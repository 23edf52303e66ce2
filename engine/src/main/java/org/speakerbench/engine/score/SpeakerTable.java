package org.speakerbench.engine.score;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.speakerbench.engine.SpeakerbenchException;

/** Who speaks in which utterance. */
public final class SpeakerTable {
  private final String source;
  private final Map<String, String> speakers;

  private SpeakerTable(String source, Map<String, String> speakers) {
    this.source = source;
    this.speakers = speakers;
  }

  /** Utterances and their speakers. */
  public static SpeakerTable of(Map<String, String> speakers) {
    return new SpeakerTable("the speakers", Map.copyOf(speakers));
  }

  /**
   * Reads Kaldi's {@code utt2spk}, or a table with a first line of names, of which {@code
   * utterance} and {@code speaker} are two, and tabs between its columns.
   *
   * @throws SpeakerbenchException if it is neither, or gives an utterance twice
   */
  public static SpeakerTable read(Path file) {
    Map<String, String> speakers = new HashMap<>();
    Columns[] columns = new Columns[1];
    FieldLines.read(
        file,
        "utt2spk, lines of an utterance and its speaker",
        line -> {
          if (columns[0] == null) {
            columns[0] = Columns.of(line);
            if (columns[0].header()) {
              return;
            }
          }
          String[] row = columns[0].row(line);
          if (speakers.putIfAbsent(row[0], row[1]) != null) {
            throw line.wrong("the utterance " + row[0] + " again", "each once");
          }
        });
    if (speakers.isEmpty()) {
      throw new SpeakerbenchException(file + ": found no utterance, expected some");
    }
    return new SpeakerTable(file.toString(), speakers);
  }

  /** Where a line has its two values. */
  private record Columns(boolean header, int utterance, int speaker, int count) {
    static Columns of(FieldLines.Line first) {
      List<String> names = Arrays.asList(first.whole().split("\t", -1));
      int utterance = names.indexOf("utterance");
      int speaker = names.indexOf("speaker");
      return utterance >= 0 && speaker >= 0
          ? new Columns(true, utterance, speaker, names.size())
          : new Columns(false, 0, 1, 2);
    }

    String[] row(FieldLines.Line line) {
      String[] fields = header ? line.whole().split("\t", -1) : line.fields();
      if (fields.length != count) {
        throw line.wrong(
            fields.length + " fields",
            header ? count + " as the first line names them" : "an utterance and its speaker");
      }
      return new String[] {fields[utterance], fields[speaker]};
    }
  }

  /** Who speaks there, if it is in the table. */
  public Optional<String> find(String utterance) {
    return Optional.ofNullable(speakers.get(utterance));
  }

  /**
   * Who speaks there.
   *
   * @throws SpeakerbenchException if it is not in the table
   */
  public String speaker(String utterance) {
    return find(utterance)
        .orElseThrow(
            () ->
                new SpeakerbenchException(
                    source + ": found no speaker of " + utterance + ", expected one"));
  }

  /** The file, as messages name it. */
  String source() {
    return source;
  }
}
