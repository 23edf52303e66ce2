package org.speakerbench.bench.profile;

import java.io.IOException;
import java.nio.file.Path;
import org.speakerbench.bench.format.EnvironmentJson;
import org.speakerbench.bench.format.ProfileCsv;
import org.speakerbench.engine.internal.AtomicFile;

/** Everything that is said of a profile, as files and as text for the console. */
public final class ProfileReport {
  private final ProfileResult result;

  ProfileReport(ProfileResult result) {
    this.result = result;
  }

  /** Sentences and tables. */
  public String console() {
    return new ProfileText(result).console();
  }

  /** Writes {@code environment.json}, {@code profile.html} and {@code profile.csv}, this last. */
  public void write(Path folder) throws IOException {
    AtomicFile.write(
        folder.resolve(EnvironmentJson.FILE),
        EnvironmentJson.text(result.subject().run().runId(), result.environment()));
    new ProfilePage(result).write(folder.resolve(ProfilePage.FILE));
    AtomicFile.write(
        folder.resolve(ProfileCsv.FILE), ProfileCsv.text(result.subject(), result.rows()));
  }
}
