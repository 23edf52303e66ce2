package org.speakerbench.engine.extract;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.internal.AtomicFile;
import org.speakerbench.engine.internal.DirectFile;
import org.speakerbench.engine.internal.PendingFile;

/** Where a run writes: a file for each utterance, an index, and what is beside that. */
final class RunFiles {
  private static final String MANIFEST = ".manifest";

  private final Path index;
  private final String outDir;
  private final String suffix;

  /** What the names of the files beside the index begin with. */
  private final String beside;

  /**
   * Checks the folders.
   *
   * @param outDir existing folder, as it shall appear in the index
   * @throws SpeakerbenchException if one cannot be written to
   */
  RunFiles(Path index, String outDir, String suffix) {
    this.index = index;
    this.outDir = outDir;
    this.suffix = suffix;
    requireFolder(Path.of(outDir));
    if (DirectFile.is(index)) {
      beside = outDir + "/run";
    } else {
      beside = index.toString();
      requireFolder(index.toAbsolutePath().getParent());
      if (Files.isDirectory(index)) {
        throw new SpeakerbenchException(
            index + " is a folder, expected the name of a file to write");
      }
    }
  }

  private static void requireFolder(Path folder) {
    if (!Files.isDirectory(folder) || !Files.isWritable(folder)) {
      String found =
          Files.isDirectory(folder)
              ? "not writable"
              : Files.exists(folder) ? "not a folder" : "missing";
      throw new SpeakerbenchException(
          "output folder "
              + folder
              + " is "
              + found
              + ", expected a folder that can be written to");
    }
  }

  Path index() {
    return index;
  }

  /** Which utterances are complete, and what they were made of. */
  Path manifest() {
    return Path.of(beside + MANIFEST);
  }

  /** The same of a run whose index is a file of its own. */
  static Path manifest(Path index) {
    return Path.of(index + MANIFEST);
  }

  /** Which utterances failed, and why. */
  Path failed() {
    return Path.of(beside + ".failed.tsv");
  }

  /** The file of an utterance, as the index names it. */
  String output(String id) {
    return outDir + "/" + name(id);
  }

  private String name(String id) {
    return id.replace('/', '-') + suffix;
  }

  String suffix() {
    return suffix;
  }

  /** Whether a file can still be made in the folder for outputs. */
  boolean takesFiles() {
    try {
      Files.delete(Files.createTempFile(Path.of(outDir), ".", ".tmp"));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Refuses lists of which two outputs would be one file, or one the list itself.
   *
   * @throws SpeakerbenchException which ids they are
   */
  void requireDistinct(ClipList clips, Path list) {
    if (sameFile(list, index)) {
      throw new SpeakerbenchException(
          index + ": found the list itself, expected another name for the index to write");
    }
    boolean indexIsThere =
        !DirectFile.is(index) && sameFile(index.toAbsolutePath().getParent(), Path.of(outDir));
    long[] hashes = new long[clips.size()];
    for (int at = 0; at < hashes.length; at++) {
      String name = name(clips.get(at).id());
      hashes[at] = hash(name);
      if (indexIsThere && name.equals(index.getFileName().toString())) {
        throw new SpeakerbenchException(
            index
                + ": found the name of the output of utterance "
                + clips.get(at).id()
                + ", expected another name for the index");
      }
    }
    Set<Long> repeated = repeated(hashes);
    Map<String, String> owners = new HashMap<>();
    for (int at = 0; at < hashes.length && !repeated.isEmpty(); at++) {
      ClipList.Clip clip = clips.get(at);
      if (repeated.contains(hashes[at]) && clip.problem() == null) {
        String other = owners.put(name(clip.id()), clip.id());
        if (other != null) {
          throw new SpeakerbenchException(
              list
                  + ": utterances "
                  + other
                  + " and "
                  + clip.id()
                  + " would both be written to "
                  + name(clip.id())
                  + ", expected ids that differ after '/' becomes '-'");
        }
      }
    }
  }

  private static boolean sameFile(Path one, Path other) {
    try {
      return Files.exists(one) && Files.exists(other) && Files.isSameFile(one, other);
    } catch (IOException e) {
      return false;
    }
  }

  /** FNV-1a, 64 bits. */
  private static long hash(String text) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
    }
    return hash;
  }

  private static Set<Long> repeated(long[] hashes) {
    long[] sorted = hashes.clone();
    Arrays.sort(sorted);
    Set<Long> repeated = new HashSet<>();
    for (int i = 1; i < sorted.length; i++) {
      if (sorted[i] == sorted[i - 1]) {
        repeated.add(sorted[i]);
      }
    }
    return repeated;
  }

  /** Deletes what processes that were killed left of the files of this run. */
  void deleteLeftovers(ClipList clips) throws IOException {
    AtomicFile.deleteLeftovers(failed());
    if (!DirectFile.is(index)) {
      AtomicFile.deleteLeftovers(index);
    }
    List<Path> found = new ArrayList<>();
    try (var files =
        Files.newDirectoryStream(
            Path.of(outDir), file -> PendingFile.prefixOf(name(file)) != null)) {
      files.forEach(found::add);
    }
    if (found.isEmpty()) {
      return;
    }
    Set<String> prefixes =
        found.stream().map(file -> PendingFile.prefixOf(name(file))).collect(Collectors.toSet());
    Set<String> ours =
        IntStream.range(0, clips.size())
            .mapToObj(at -> PendingFile.prefix(name(clips.get(at).id())))
            .filter(prefixes::contains)
            .collect(Collectors.toSet());
    for (Path leftover : found) {
      if (ours.contains(PendingFile.prefixOf(name(leftover)))) {
        Files.deleteIfExists(leftover);
      }
    }
  }

  private static String name(Path file) {
    return file.getFileName().toString();
  }
}
