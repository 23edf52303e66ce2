package org.speakerbench.bench.environment;

import java.io.IOException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.speakerbench.engine.internal.Reasons;
import org.speakerbench.engine.internal.Sha256;

/**
 * SHA-256 of a native library that this process has loaded: of the very file that is mapped into
 * its memory, whatever jar, property or folder it came from. The file's path is not told.
 */
final class NativeLibrary {
  private static final String MAPS = "/proc/self/maps";

  /** Address range, permissions, offset, device, inode; then the path. */
  private static final Pattern MAPPED = Pattern.compile("\\S+ \\S+ \\S+ \\S+ \\d+ +(/.*)");

  private static final String DELETED = " (deleted)";

  private NativeLibrary() {}

  /**
   * @param name of the file without version and ending, such as {@code libonnxruntime}
   */
  static Fact sha256(SystemFiles files, String name) {
    SystemFiles.Lines maps = files.lines(MAPS);
    if (maps.missing() != null) {
      return Fact.unavailable(maps.missing());
    }
    List<String> found =
        maps.lines().stream()
            .map(MAPPED::matcher)
            .filter(Matcher::matches)
            .map(line -> line.group(1))
            .filter(path -> fileName(path).matches(Pattern.quote(name) + "\\.so[.0-9]*( .*)?"))
            .distinct()
            .toList();
    if (found.size() != 1) {
      return Fact.unavailable(
          MAPS + ": found " + found.size() + " files " + name + ".so, expected one");
    }
    String path = found.get(0);
    if (path.endsWith(DELETED)) {
      return Fact.unavailable(MAPS + ": " + fileName(path) + ", its file is gone");
    }
    try {
      return Fact.of(Sha256.of(files.path(path)), MAPS + ": hash of the mapped " + fileName(path));
    } catch (IOException e) {
      return Fact.unavailable(fileName(path) + " cannot be read: " + Reasons.of(e));
    }
  }

  private static String fileName(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
