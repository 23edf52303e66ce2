package org.speakerbench.bench.profile;

import java.util.List;
import java.util.OptionalLong;
import org.speakerbench.bench.environment.Environment;
import org.speakerbench.bench.format.ProfileRow;
import org.speakerbench.bench.format.ProfileSubject;

/**
 * What a run found.
 *
 * @param rows of {@code profile.csv}
 * @param grouping how layer groups were found, a sentence
 * @param fileMacs multiply-accumulates of the model as its file has it; empty if not known
 */
record ProfileResult(
    ProfileSubject subject,
    Environment environment,
    List<ProfileRow> rows,
    String grouping,
    OptionalLong fileMacs) {

  /** The row of the level {@code session} of this name. */
  ProfileRow session(String name) {
    return rows.stream().filter(row -> row.name().equals(name)).findFirst().orElseThrow();
  }
}
