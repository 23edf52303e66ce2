package org.speakerbench.engine.checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.internal.Reasons;

/**
 * The zip that {@code torch.save} writes: {@code NAME/data.pkl} and a file {@code NAME/data/KEY}
 * for each storage, none compressed. What is read of it is never more than the file has.
 */
final class Archive {
  /** Of which the values take 60 times as much at worst; a state dict of the zoo has 0.4 MB. */
  private static final long MAX_PICKLE_BYTES = 8L << 20;

  private static final String PICKLE = "/data.pkl";
  private static final String ADVICE = ": torch.save(model.state_dict(), OUT) in Python writes one";

  private final Path file;
  private final ZipFile zip;
  private final String root;
  private final ByteOrder order;
  private final long size;

  /** Storages that several tensors share, once one of them was read. */
  private final Map<String, ByteBuffer> kept = new HashMap<>();

  private Archive(Path file, ZipFile zip, String root) throws IOException {
    this.file = file;
    this.zip = zip;
    this.root = root;
    this.size = Files.size(file);
    this.order = byteOrder();
  }

  static Archive open(Path file) {
    try {
      FileKind.requireZip(file);
      return open(file, new ZipFile(file.toFile()));
    } catch (ZipException e) {
      throw new SpeakerbenchException(
          file
              + ": found a zip that is cut or damaged ("
              + Shown.of(String.valueOf(e.getMessage()))
              + "), expected a whole PyTorch checkpoint: get the file again",
          e);
    } catch (IOException | IllegalArgumentException e) {
      throw new SpeakerbenchException("cannot read " + file + ": " + Reasons.of(e), e);
    }
  }

  private static Archive open(Path file, ZipFile zip) throws IOException {
    try {
      List<String> names = zip.stream().map(ZipEntry::getName).toList();
      String root = root(file, names);
      requireNoMoreThan(Files.size(file), file, zip);
      return new Archive(file, zip, root);
    } catch (IOException | RuntimeException e) {
      zip.close();
      throw e;
    }
  }

  /** The folder that all of it is in; its name differs from file to file. */
  private static String root(Path file, List<String> names) {
    List<String> roots =
        names.stream()
            .filter(name -> name.endsWith(PICKLE))
            .map(name -> name.substring(0, name.length() - PICKLE.length()))
            .filter(name -> !name.contains("/"))
            .toList();
    if (roots.size() != 1) {
      String first = names.isEmpty() ? "" : ", " + Shown.of(names.get(0)) + " first";
      throw new SpeakerbenchException(
          file
              + ": found a zip of "
              + names.size()
              + " files"
              + first
              + ", and "
              + roots.size()
              + " NAME/data.pkl in it, expected one, as a PyTorch checkpoint has"
              + ADVICE);
    }
    String root = roots.get(0);
    if (names.contains(root + "/constants.pkl")
        || names.stream().anyMatch(name -> name.startsWith(root + "/code/"))) {
      throw new SpeakerbenchException(
          file
              + ": found a TorchScript archive (a program with its weights), expected a state dict:"
              + " torch.save(torch.jit.load(FILE, map_location='cpu').state_dict(), OUT) in Python"
              + " writes one");
    }
    return root;
  }

  /** Several names for the same bytes would let a small file ask for any memory. */
  private static void requireNoMoreThan(long bytes, Path file, ZipFile zip) {
    long left = bytes;
    for (ZipEntry entry : Collections.list(zip.entries())) {
      if (entry.getMethod() != ZipEntry.STORED || entry.getSize() != entry.getCompressedSize()) {
        throw new SpeakerbenchException(
            file
                + ": found "
                + Shown.of(entry.getName())
                + " compressed, expected a zip as torch.save writes it, with nothing compressed");
      }
      left -= entry.getSize();
      if (entry.getSize() < 0 || left < 0) {
        throw new SpeakerbenchException(
            file
                + ": found entries of more bytes than the file's "
                + bytes
                + ", expected a whole PyTorch checkpoint");
      }
    }
  }

  Path file() {
    return file;
  }

  /** How many bytes the file has. */
  long size() {
    return size;
  }

  /** The pickled state dict. */
  byte[] pickle() {
    long bytes = entry("data.pkl").getSize();
    if (bytes > MAX_PICKLE_BYTES) {
      throw new SpeakerbenchException(
          file
              + ": found a data.pkl of "
              + bytes
              + " bytes, expected at most "
              + MAX_PICKLE_BYTES
              + ADVICE);
    }
    return bytes("data.pkl");
  }

  /** How many bytes a storage has; -1 if there is none of this key. */
  long storageBytes(String key) {
    ZipEntry entry = entry("data/" + key);
    return entry == null ? -1 : entry.getSize();
  }

  /**
   * The bytes of a storage, in the order of the machine that wrote it.
   *
   * @param shared whether they will be asked for again
   */
  ByteBuffer storage(String key, boolean shared) {
    ByteBuffer bytes = kept.get(key);
    if (bytes == null) {
      bytes = ByteBuffer.wrap(bytes("data/" + key));
      if (shared) {
        kept.put(key, bytes);
      }
    }
    return bytes.duplicate().order(order);
  }

  private ByteOrder byteOrder() {
    if (entry("byteorder") == null) {
      return ByteOrder.LITTLE_ENDIAN; // files from before there was a word on it
    }
    String text = new String(bytes("byteorder"), StandardCharsets.ISO_8859_1);
    return switch (text) {
      case "little" -> ByteOrder.LITTLE_ENDIAN;
      case "big" -> ByteOrder.BIG_ENDIAN;
      default ->
          throw new SpeakerbenchException(
              file + ": found byte order " + Shown.of(text) + ", expected little or big");
    };
  }

  private ZipEntry entry(String name) {
    return zip.getEntry(root + "/" + name);
  }

  private byte[] bytes(String name) {
    ZipEntry entry = entry(name);
    String shown = file + ": " + Shown.of(name);
    try (InputStream in = zip.getInputStream(entry)) {
      byte[] bytes = in.readNBytes(Math.toIntExact(entry.getSize()));
      CRC32 sum = new CRC32();
      sum.update(bytes);
      // torch.save can be told to leave sums out: then it writes 0.
      if (bytes.length != entry.getSize()
          || entry.getCrc() != 0 && entry.getCrc() != sum.getValue()) {
        throw new SpeakerbenchException(
            shown + " is damaged: its checksum is another; get the file again");
      }
      return bytes;
    } catch (IOException | ArithmeticException | OutOfMemoryError e) {
      throw new SpeakerbenchException(shown + ": cannot be read: " + Reasons.of(e), e);
    }
  }

  void close() {
    try {
      kept.clear();
      zip.close();
    } catch (IOException e) {
      throw new SpeakerbenchException("cannot close " + file + ": " + Reasons.of(e), e);
    }
  }
}
