package org.speakerbench.engine.internal;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.speakerbench.engine.SpeakerbenchException;

/** The platform's folder for files that can be made again. */
public final class CacheFolder {
  private static final String NAME = "speakerbench";
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rwx------");

  private final String os;
  private final String userHome;
  private final Path temporary;
  private final Map<String, String> environment;

  CacheFolder(String osName, String userHome, Path temporary, Map<String, String> environment) {
    os = osName.toLowerCase(Locale.ROOT);
    this.userHome = userHome;
    this.temporary = temporary;
    this.environment = environment;
  }

  /**
   * The folder of this user; it need not be there yet.
   *
   * @throws SpeakerbenchException if there is no place for one
   */
  public static Path locate() {
    return new CacheFolder(
            System.getProperty("os.name"),
            System.getProperty("user.home"),
            Path.of(System.getProperty("java.io.tmpdir")),
            System.getenv())
        .find();
  }

  /**
   * {@code speakerbench} below {@code $XDG_CACHE_HOME} or {@code ~/.cache} (XDG base directory
   * specification), {@code ~/Library/Caches} on macOS, {@code %LOCALAPPDATA%} on Windows. On Linux
   * the home is {@code $HOME}, or the one in the list of users; where neither can be written to, as
   * for a user id that is in no list, it is a folder of this user's alone in the folder for
   * temporary files.
   */
  Path find() {
    if (os.startsWith("windows")) {
      String local = environment.get("LOCALAPPDATA");
      Path base = local != null ? Path.of(local) : Path.of(userHome, "AppData", "Local");
      return base.resolve(NAME);
    }
    if (os.startsWith("mac")) {
      return Path.of(userHome, "Library", "Caches", NAME);
    }
    String xdg = environment.get("XDG_CACHE_HOME");
    if (isAbsolute(xdg)) {
      return Path.of(xdg, NAME);
    }
    String home = environment.get("HOME");
    for (String candidate : new String[] {home, userHome}) {
      if (isAbsolute(candidate) && canBeMade(Path.of(candidate, ".cache", NAME))) {
        return Path.of(candidate, ".cache", NAME);
      }
    }
    return inTemporary();
  }

  /** The specification: a relative path is invalid and is ignored. */
  private static boolean isAbsolute(String path) {
    return path != null && path.startsWith("/");
  }

  /**
   * Whether a folder is there, readable, or the first one above that is there can be written to.
   */
  private static boolean canBeMade(Path folder) {
    if (Files.isDirectory(folder)) {
      return Files.isReadable(folder);
    }
    Path above = folder.getParent();
    while (above != null && Files.notExists(above)) {
      above = above.getParent();
    }
    return above != null && Files.isDirectory(above) && Files.isWritable(above);
  }

  /** Others can write to the folder around it: it is made, and used only if it is our own. */
  private Path inTemporary() {
    try {
      Object user = Files.getAttribute(Path.of("/proc/self"), "unix:uid");
      Path folder = temporary.resolve(NAME + "-" + user);
      try {
        Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
      } catch (FileAlreadyExistsException e) {
        requireOwn(folder, user);
      }
      return folder;
    } catch (IOException e) {
      throw new SpeakerbenchException(
          "no cache folder: found no home that can be written to, and cannot make one in "
              + temporary
              + " ("
              + e
              + "), expected one, or XDG_CACHE_HOME=FOLDER",
          e);
    }
  }

  private static void requireOwn(Path folder, Object user) throws IOException {
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
        || !Files.getAttribute(folder, "unix:uid").equals(user)
        || !Files.getPosixFilePermissions(folder).equals(OWNER_ONLY)) {
      throw new SpeakerbenchException(
          "cache folder "
              + folder
              + ": found one that others can change, expected a folder of this user's alone, or"
              + " XDG_CACHE_HOME=FOLDER");
    }
  }
}
