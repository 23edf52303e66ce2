package org.speakerbench.golden.pack;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.internal.Sha256;

/**
 * The files of a pack: in a folder, or resources of the class path, which may be inside a jar.
 * Paths that begin with {@code asset:} are resources of speakerbench-assets in both cases.
 */
final class PackFiles {
  static final String MANIFEST = "manifest.json";
  private static final String ASSET_PREFIX = "asset:";
  private static final String ASSETS = "/org/speakerbench/assets/";

  /** Relative, with '/' between names; no name begins with a dot, so none leaves the folder. */
  private static final Pattern SAFE_PATH =
      Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._+-]*(/[A-Za-z0-9_][A-Za-z0-9._+-]*)*");

  /** Opens one file of a pack. */
  private interface Opener {
    InputStream open(String path) throws IOException;
  }

  private final String name;
  private final Opener opener;

  private PackFiles(String name, Opener opener) {
    this.name = name;
    this.opener = opener;
  }

  /** A pack in a folder. */
  static PackFiles directory(Path folder) {
    return new PackFiles(folder.toString(), path -> Files.newInputStream(folder.resolve(path)));
  }

  /** A pack on the class path, for example at {@code /org/speakerbench/golden/packs/published/}. */
  static PackFiles resources(String folder) {
    return new PackFiles("embedded pack " + folder, path -> resource(folder + path));
  }

  private static InputStream resource(String path) throws IOException {
    InputStream in = PackFiles.class.getResourceAsStream(path);
    if (in == null) {
      throw new FileNotFoundException(path);
    }
    return in;
  }

  /** The bytes of the manifest. */
  byte[] manifest() {
    return read(MANIFEST);
  }

  /**
   * The bytes of a file.
   *
   * @throws SpeakerbenchException if it is missing, cannot be read or has another SHA-256
   */
  byte[] read(Manifest.FileEntry entry) {
    byte[] bytes = read(entry.path());
    String found = Sha256.of(bytes);
    if (!found.equals(entry.sha256())) {
      throw new SpeakerbenchException(
          where(entry.path()) + ": found SHA-256 " + found + ", expected " + entry.sha256());
    }
    return bytes;
  }

  /** What messages call a file. */
  String where(String path) {
    return name + ": " + path;
  }

  private byte[] read(String path) {
    boolean asset = path.startsWith(ASSET_PREFIX);
    String relative = asset ? path.substring(ASSET_PREFIX.length()) : path;
    if (!SAFE_PATH.matcher(relative).matches()) {
      throw new SpeakerbenchException(
          where(path) + ": found an unusual path, expected a relative one such as clips/a.npy");
    }
    try (InputStream in = asset ? resource(ASSETS + relative) : opener.open(relative)) {
      return in.readAllBytes();
    } catch (FileNotFoundException | NoSuchFileException e) {
      throw new SpeakerbenchException(
          where(path) + ": no such file, expected one because the pack needs it", e);
    } catch (IOException e) {
      throw new SpeakerbenchException(where(path) + ": cannot be read: " + e.getMessage(), e);
    }
  }
}
