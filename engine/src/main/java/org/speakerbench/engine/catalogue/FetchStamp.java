package org.speakerbench.engine.catalogue;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.internal.AtomicFile;

/**
 * What was fetched, when and from where: {@code KEY.fetched.json} beside the model.
 *
 * @param schema of this file
 * @param key of the catalogue
 * @param source address or file that it is from
 * @param fetchedUtc when, ISO 8601
 * @param licence of the weights; null if none is published
 * @param fileSha256 of the file that was fetched
 * @param fileBytes its length
 * @param pinned whether the catalogue knew that hash before; else it is trusted since then
 * @param modelSha256 of the ONNX model
 * @param modelBytes its length
 * @param check what it was held against
 */
public record FetchStamp(
    String schema,
    String key,
    String source,
    @JsonProperty("fetched_utc") String fetchedUtc,
    String licence,
    @JsonProperty("file_sha256") String fileSha256,
    @JsonProperty("file_bytes") long fileBytes,
    boolean pinned,
    @JsonProperty("model_sha256") String modelSha256,
    @JsonProperty("model_bytes") long modelBytes,
    String check) {

  /** Of the files that are written now. */
  public static final String SCHEMA = "speakerbench-fetched/1";

  static FetchStamp read(Path file) {
    try {
      FetchStamp stamp = new ObjectMapper().readValue(file.toFile(), FetchStamp.class);
      if (!SCHEMA.equals(stamp.schema)) {
        throw new SpeakerbenchException(
            file + ": found schema " + stamp.schema + ", expected " + SCHEMA);
      }
      return stamp;
    } catch (IOException e) {
      throw new SpeakerbenchException(
          file + ": found no record of a fetched model, expected one: " + e.getMessage(), e);
    }
  }

  void write(Path file) throws IOException {
    AtomicFile.write(
        file, new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(this) + "\n");
  }
}
