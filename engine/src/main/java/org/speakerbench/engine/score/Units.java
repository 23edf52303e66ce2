package org.speakerbench.engine.score;

import java.util.function.Function;
import org.speakerbench.engine.SpeakerbenchException;

/**
 * What a bootstrap draws again, and so what its interval is about. Speakers: how the figure would
 * come out with other speakers. Clips: how it would with other clips of these speakers, which is
 * less.
 */
public final class Units {
  private final String noun;
  private final boolean speakers;
  private final Function<String, String> ofEnrolled;
  private final Function<String, String> ofTested;

  private Units(
      String noun,
      boolean speakers,
      Function<String, String> ofEnrolled,
      Function<String, String> ofTested) {
    this.noun = noun;
    this.speakers = speakers;
    this.ofEnrolled = ofEnrolled;
    this.ofTested = ofTested;
  }

  /** Speakers, where each clip is a model of its own. */
  public static Units speakers(SpeakerTable table) {
    return speakers(table, EnrolmentModels.SINGLE_CLIPS);
  }

  /** Speakers. */
  public static Units speakers(SpeakerTable table, EnrolmentModels models) {
    return new Units("speakers", true, model -> models.speaker(model, table), table::speaker);
  }

  /** Clips, or models of several clips. */
  public static Units clips() {
    return new Units("clips", false, model -> model, clip -> clip);
  }

  /** The plural: {@code speakers} or {@code clips}. */
  public String noun() {
    return noun;
  }

  String ofEnrolled(Trial trial) {
    return ofEnrolled.apply(trial.enrol());
  }

  /**
   * The unit of the tested clip.
   *
   * @throws SpeakerbenchException if the trial says that a speaker is another, or two are one
   */
  String ofTested(Trial trial) {
    String tested = ofTested.apply(trial.test());
    String enrolled = ofEnrolled(trial);
    if (speakers && tested.equals(enrolled) != trial.target()) {
      throw new SpeakerbenchException(
          "trial "
              + trial
              + ": found the speakers "
              + enrolled
              + " and "
              + tested
              + ", expected "
              + (trial.target() ? "one of a target" : "two of a nontarget"));
    }
    return tested;
  }
}
