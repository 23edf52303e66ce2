package org.speakerbench.engine.catalogue;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Optional;

/**
 * A public model. What its publisher does not say is null, never guessed.
 *
 * @param key name on the command line; no key of the zoo
 * @param id what its publisher calls it
 * @param title name of the model as published
 * @param family who publishes the file
 * @param architecture key of the zoo whose graph it has; null if none has
 * @param language of the training data, ISO 639-1, separated by commas
 * @param trainingData what it was trained on
 * @param embeddingSize values of an embedding
 * @param frontEnd what it takes
 * @param licence of the weights
 * @param licenceSource where that is said
 * @param errorRate as published for these weights
 * @param kind of the file
 * @param url where it is
 * @param mirror where the same file is besides
 * @param bytes length of the file
 * @param sha256 of the file, which a download must have
 * @param sha256Source where the length and the hash are from
 */
public record CatalogueEntry(
    String key,
    String id,
    String title,
    String family,
    String architecture,
    String language,
    @JsonProperty("training_data") String trainingData,
    @JsonProperty("embedding_size") int embeddingSize,
    FrontEndFacts frontEnd,
    String licence,
    @JsonProperty("licence_source") String licenceSource,
    @JsonProperty("error_rate") PublishedRate errorRate,
    FileFormat kind,
    String url,
    String mirror,
    Long bytes,
    String sha256,
    @JsonProperty("sha256_source") String sha256Source) {

  /** What the licence is, in a sentence's words. */
  public String licenceText() {
    return licence == null
        ? "no licence is published with the file"
        : licence + " (" + licenceSource + ")";
  }

  /** The SHA-256 that the file must have; empty if none is known. */
  public Optional<String> pinnedSha256() {
    return Optional.ofNullable(sha256);
  }

  /** The last part of its address. */
  public String fileName() {
    return url.substring(url.lastIndexOf('/') + 1);
  }
}
