package org.speakerbench.engine.fetch;

import java.time.Duration;

/**
 * How patient a download is.
 *
 * @param connect for a connection to be made
 * @param silence for the next byte, or the first
 * @param attempts in a row that get nothing further
 * @param firstPause before the second attempt; each is twice the one before
 * @param longestPause more than which is never waited
 */
public record FetchSettings(
    Duration connect, Duration silence, int attempts, Duration firstPause, Duration longestPause) {

  /** For the hubs of the world: 15 s of pauses before it gives up. */
  public static final FetchSettings DEFAULT =
      new FetchSettings(
          Duration.ofSeconds(20),
          Duration.ofSeconds(60),
          5,
          Duration.ofSeconds(1),
          Duration.ofMinutes(1));

  /** The pause after so many attempts that got nothing, from 1 on. */
  Duration pause(int attempts) {
    Duration pause = firstPause.multipliedBy(1L << Math.min(attempts - 1, 20));
    return pause.compareTo(longestPause) > 0 ? longestPause : pause;
  }
}
