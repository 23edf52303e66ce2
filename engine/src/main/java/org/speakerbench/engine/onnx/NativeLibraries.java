package org.speakerbench.engine.onnx;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.jar.JarEntry;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.speakerbench.engine.internal.AtomicFile;

/**
 * The native libraries of ONNX Runtime, unpacked once for all processes. Its own loader unpacks
 * them from the jar into a new folder at each start: 28 MB, which takes longer than an embedding.
 *
 * <p>They lie in a folder of the user's alone, named after platform, CRC-32 and size in the jar. A
 * stamp records sizes and times of change once the CRC-32 was checked: where it holds, nothing is
 * read. Whatever goes wrong here, ONNX Runtime's own way is left.
 */
final class NativeLibraries {
  private static final Logger LOG = LoggerFactory.getLogger(NativeLibraries.class);
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rwx------");
  private static final String STAMP = "stamp";
  private static final Object MONITOR = new Object();

  /** A library in the jar. */
  record Packed(String file, long bytes, long crc, URL source) {
    String line(Path folder) throws IOException {
      Path unpacked = folder.resolve(file);
      return Long.toHexString(crc)
          + " "
          + Files.size(unpacked)
          + " "
          + Files.getLastModifiedTime(unpacked).toMillis()
          + " "
          + file
          + "\n";
    }
  }

  private final List<Packed> libraries;
  private final Path folder;

  NativeLibraries(List<Packed> libraries, Path folder) {
    this.libraries = libraries;
    this.folder = folder;
  }

  /**
   * The libraries of a CPU build in a jar; empty if there are none.
   *
   * @param resources finds a resource by its absolute name; null where there is none
   */
  static Optional<NativeLibraries> of(
      Function<String, URL> resources, NativePlatform platform, Path cache) throws IOException {
    List<Packed> libraries = new ArrayList<>();
    for (String file : platform.files()) {
      Optional<Packed> packed = packed(resources.apply(platform.resource(file)), file);
      if (packed.isEmpty()) {
        return Optional.empty();
      }
      libraries.add(packed.get());
    }
    for (String file : platform.filesOfOtherBuilds()) {
      if (resources.apply(platform.resource(file)) != null) {
        return Optional.empty(); // a GPU build: more libraries, which look for each other
      }
    }
    Packed first = libraries.get(0);
    String key = platform.name() + "-" + Long.toHexString(first.crc()) + "-" + first.bytes();
    return Optional.of(new NativeLibraries(libraries, cache.resolve("onnxruntime").resolve(key)));
  }

  private static Optional<Packed> packed(URL source, String file) throws IOException {
    if (source == null) {
      return Optional.empty();
    }
    URLConnection connection = source.openConnection();
    if (!(connection instanceof JarURLConnection)) {
      return Optional.empty();
    }
    JarEntry entry = ((JarURLConnection) connection).getJarEntry();
    return entry.getSize() < 0 || entry.getCrc() < 0
        ? Optional.empty()
        : Optional.of(new Packed(file, entry.getSize(), entry.getCrc(), source));
  }

  /**
   * The folder with all of them, unpacked first if they are missing or damaged.
   *
   * @return empty if that is not possible, or nothing may be executed there
   */
  Optional<Path> ensure() {
    try {
      if (!stampHolds()) {
        createFolder();
        if (isPrivate()) {
          unpack();
        }
      }
      return isPrivate() && isUsable() ? Optional.of(folder) : Optional.empty();
    } catch (IOException
        | UncheckedIOException
        | SecurityException
        | UnsupportedOperationException
        | OverlappingFileLockException e) {
      LOG.debug("the libraries of ONNX Runtime cannot be kept in {}", folder, e);
      return Optional.empty();
    }
  }

  private void unpack() throws IOException {
    synchronized (MONITOR) {
      try (FileChannel channel =
              FileChannel.open(
                  folder.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock held = channel.lock()) {
        LOG.debug("holding {}", held);
        if (stampHolds()) {
          return; // another process was faster
        }
        StringBuilder stamp = new StringBuilder();
        for (Packed library : libraries) {
          Path file = folder.resolve(library.file());
          AtomicFile.deleteLeftovers(file);
          if (!isWhole(file, library)) {
            unpack(library, file);
          }
          if (isPosix()) {
            Files.setPosixFilePermissions(file, OWNER_ONLY);
          }
          stamp.append(library.line(folder));
        }
        AtomicFile.write(folder.resolve(STAMP), stamp.toString());
      }
    }
  }

  private void createFolder() throws IOException {
    Files.createDirectories(folder.getParent());
    try {
      if (isPosix()) {
        Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
      } else {
        Files.createDirectory(folder);
      }
    } catch (FileAlreadyExistsException e) {
      LOG.debug("{} is there", folder);
    }
  }

  private void unpack(Packed library, Path file) throws IOException {
    LOG.info("unpacking {} to {}", library.file(), folder);
    AtomicFile.write(
        file,
        out -> {
          try (InputStream in = library.source().openStream()) {
            in.transferTo(out);
          }
        });
    if (!isWhole(file, library)) {
      throw new IOException(file + " was written and reads back otherwise");
    }
  }

  private static boolean isWhole(Path file, Packed library) throws IOException {
    if (!Files.isRegularFile(file) || Files.size(file) != library.bytes()) {
      return false;
    }
    CRC32 crc = new CRC32();
    try (InputStream in = new CheckedInputStream(Files.newInputStream(file), crc)) {
      byte[] buffer = new byte[1 << 16];
      while (in.read(buffer) >= 0) {
        // Reading counts.
      }
    }
    return crc.getValue() == library.crc();
  }

  private boolean stampHolds() throws IOException {
    Path stamp = folder.resolve(STAMP);
    if (!Files.isRegularFile(stamp)) {
      return false;
    }
    StringBuilder expected = new StringBuilder();
    for (Packed library : libraries) {
      Path file = folder.resolve(library.file());
      if (!Files.isRegularFile(file) || Files.size(file) != library.bytes()) {
        return false;
      }
      expected.append(library.line(folder));
    }
    return Files.readString(stamp).contentEquals(expected);
  }

  /** Whether nobody else can put something there. */
  private boolean isPrivate() throws IOException {
    return !isPosix() || Files.getPosixFilePermissions(folder).equals(OWNER_ONLY);
  }

  /** Whether all can be executed: on Linux not where the file system was mounted without that. */
  private boolean isUsable() {
    return libraries.stream()
        .allMatch(library -> Files.isExecutable(folder.resolve(library.file())));
  }

  private boolean isPosix() {
    return folder.getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}
