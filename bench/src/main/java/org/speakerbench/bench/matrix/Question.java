package org.speakerbench.bench.matrix;

import java.util.List;

/**
 * One call of a model.
 *
 * @param clips of one length, one row of the input each
 */
record Question(Phase phase, List<Clip> clips) {
  Question {
    clips = List.copyOf(clips);
  }

  static Question of(Phase phase, Clip clip) {
    return new Question(phase, List.of(clip));
  }

  int frames() {
    return clips.get(0).frames();
  }
}
