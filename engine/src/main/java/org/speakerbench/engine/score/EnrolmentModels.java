package org.speakerbench.engine.score;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.speakerbench.engine.SpeakerbenchException;

/** Which clips are enrolled under a name: the clip of that name, or those that a list gives. */
public final class EnrolmentModels {
  /** Each clip is a model of its own. */
  public static final EnrolmentModels SINGLE_CLIPS = new EnrolmentModels(null, Map.of());

  private final Path source;
  private final Map<String, List<String>> models;

  private EnrolmentModels(Path source, Map<String, List<String>> models) {
    this.source = source;
    this.models = models;
  }

  /**
   * Reads Kaldi's {@code spk2utt}: the name of a model and its clips, one or more.
   *
   * @throws SpeakerbenchException if a model has no clip, a clip twice, or is there twice
   */
  public static EnrolmentModels read(Path spk2utt) {
    Map<String, List<String>> models = new LinkedHashMap<>();
    FieldLines.read(
        spk2utt,
        "spk2utt, lines of a model and its clips",
        line -> {
          List<String> fields = Arrays.asList(line.fields());
          List<String> clips = List.copyOf(fields.subList(1, fields.size()));
          if (clips.isEmpty()) {
            throw line.wrong("the model " + fields.get(0) + " alone", "its clips behind it");
          }
          Set<String> distinct = new LinkedHashSet<>();
          for (String clip : clips) {
            if (!distinct.add(clip)) {
              throw line.wrong("the clip " + clip + " again", "each once in a model");
            }
          }
          if (models.putIfAbsent(fields.get(0), clips) != null) {
            throw line.wrong("the model " + fields.get(0) + " again", "each once");
          }
        });
    return new EnrolmentModels(spk2utt, models);
  }

  /**
   * The clips of a model.
   *
   * @throws SpeakerbenchException if the list has no such model
   */
  public List<String> clips(String model) {
    if (source == null) {
      return List.of(model);
    }
    List<String> clips = models.get(model);
    if (clips == null) {
      throw new SpeakerbenchException(
          source + ": found no model " + model + ", expected all that the trials enrol");
    }
    return clips;
  }

  /** All clips that trials need, those that are enrolled first. */
  public Set<String> clips(Trials trials) {
    Set<String> clips = new LinkedHashSet<>();
    trials.enrolled().forEach(model -> clips.addAll(clips(model)));
    clips.addAll(trials.tested());
    return clips;
  }

  /**
   * Who a model is of.
   *
   * @throws SpeakerbenchException if its clips are of more than one speaker
   */
  String speaker(String model, SpeakerTable speakers) {
    String first = null;
    for (String clip : clips(model)) {
      String next = speakers.speaker(clip);
      if (first != null && !first.equals(next)) {
        throw new SpeakerbenchException(
            source
                + ": found clips of "
                + first
                + " and "
                + next
                + " in model "
                + model
                + ", expected one speaker");
      }
      first = next;
    }
    return first;
  }
}
