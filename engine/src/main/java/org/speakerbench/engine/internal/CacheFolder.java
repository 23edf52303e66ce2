package org.speakerbench.engine.internal;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** The platform's folder for files that can be made again. */
public final class CacheFolder {
  private CacheFolder() {}

  /** The folder of this user; it need not be there yet. */
  public static Path locate() {
    return locate(System.getProperty("os.name"), System.getProperty("user.home"), System.getenv());
  }

  /**
   * {@code speakerbench} below {@code $XDG_CACHE_HOME} or {@code ~/.cache} (XDG base directory
   * specification), {@code ~/Library/Caches} on macOS, {@code %LOCALAPPDATA%} on Windows.
   */
  static Path locate(String osName, String home, Map<String, String> environment) {
    String os = osName.toLowerCase(Locale.ROOT);
    if (os.startsWith("windows")) {
      String local = environment.get("LOCALAPPDATA");
      Path base = local != null ? Path.of(local) : Path.of(home, "AppData", "Local");
      return base.resolve("speakerbench");
    }
    if (os.startsWith("mac")) {
      return Path.of(home, "Library", "Caches", "speakerbench");
    }
    String xdg = environment.get("XDG_CACHE_HOME");
    // The specification: a relative path is invalid and is ignored.
    Path base = xdg != null && xdg.startsWith("/") ? Path.of(xdg) : Path.of(home, ".cache");
    return base.resolve("speakerbench");
  }
}
