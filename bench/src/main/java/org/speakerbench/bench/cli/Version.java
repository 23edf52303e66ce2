package org.speakerbench.bench.cli;

import java.util.ArrayList;
import java.util.List;
import org.speakerbench.bench.environment.SoftwareFacts;
import picocli.CommandLine;

/** What {@code --version} prints: all that a report of a problem needs. */
final class Version implements CommandLine.IVersionProvider {
  private static final String UNKNOWN = "unknown";

  @Override
  public String[] getVersion() {
    String version = RootCommand.class.getPackage().getImplementationVersion();
    var git = SoftwareFacts.git();
    String dirty =
        git.get("dirty").text().filter("true"::equals).map(found -> ", with changes").orElse("");
    List<String> lines = new ArrayList<>();
    lines.add("speakerbench " + (version == null ? "(development)" : version));
    lines.add("commit " + git.get("commit").text().orElse(UNKNOWN) + dirty);
    lines.add("ONNX Runtime " + SoftwareFacts.builtWithOnnxRuntime().text().orElse(UNKNOWN));
    lines.add("Java " + Runtime.version() + " (" + System.getProperty("java.vendor") + ")");
    return lines.toArray(String[]::new);
  }
}
