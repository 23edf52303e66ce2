package org.speakerbench.engine.catalogue;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * An equal error rate as published: without score normalisation, by the publisher's own front end.
 *
 * @param percent as written there
 * @param testSet trials
 * @param source address of the page
 */
public record PublishedRate(
    String percent, @JsonProperty("test_set") String testSet, String source) {

  @Override
  public String toString() {
    return percent + "% " + testSet;
  }
}
