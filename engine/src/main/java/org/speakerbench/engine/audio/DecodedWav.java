package org.speakerbench.engine.audio;

import java.util.Objects;

/**
 * The samples of a WAV file together with what its header says and which warnings it drew.
 *
 * @param waveform the decoded samples
 * @param info the file's format and warnings
 */
public record DecodedWav(Waveform waveform, WavInfo info) {

  public DecodedWav {
    Objects.requireNonNull(waveform, "waveform");
    Objects.requireNonNull(info, "info");
  }
}
