package org.speakerbench.bench.accuracy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.extract.ClipPaths;
import org.speakerbench.engine.internal.Reasons;
import org.speakerbench.engine.score.SpeakerTable;

/**
 * A folder of speech: its WAV files, and who speaks in them if it says so.
 *
 * @param name of the folder, without where it is
 * @param paths {@code wav.scp} of the folder, or else {@code ID.wav} or {@code wav/ID.wav} in it
 * @param speakers empty if nothing says
 * @param cohort clips of other speakers to normalise scores with; may be empty
 */
public record SpeechSet(
    String name, ClipPaths paths, Optional<SpeakerTable> speakers, Set<String> cohort) {
  /** A table with the columns utterance and speaker, and role if there is a cohort. */
  private static final String TABLE = "clips.tsv";

  private static final String UTT2SPK = "utt2spk";
  private static final String WAV_SCP = "wav.scp";
  private static final String ROLE = "role";
  private static final String COHORT = "cohort";

  public SpeechSet {
    cohort = Set.copyOf(cohort);
  }

  /**
   * Looks at a folder. Speakers are those of {@code clips.tsv} or {@code utt2spk} in it; clips of
   * the role {@code cohort} in the first are the cohort.
   *
   * @param speakers a table elsewhere that says who speaks; null for that of the folder
   * @throws SpeakerbenchException if there is no such folder, or a table of it is no table
   */
  public static SpeechSet open(Path folder, Path speakers) {
    ClipPaths inFolder = ClipPaths.ofFolder(folder);
    Path scp = folder.resolve(WAV_SCP);
    Path table = folder.resolve(TABLE);
    Path name = folder.toAbsolutePath().normalize().getFileName();
    return new SpeechSet(
        name == null ? "" : name.toString(),
        Files.isRegularFile(scp) ? ClipPaths.ofWavScp(scp) : inFolder,
        table(folder, speakers).map(SpeakerTable::read),
        Files.isRegularFile(table) ? cohort(table) : Set.of());
  }

  private static Optional<Path> table(Path folder, Path speakers) {
    if (speakers != null) {
      return Optional.of(speakers);
    }
    return List.of(TABLE, UTT2SPK).stream()
        .map(folder::resolve)
        .filter(Files::isRegularFile)
        .findFirst();
  }

  private static Set<String> cohort(Path table) {
    SpeakerTable.read(table); // says what is wrong with it
    try {
      List<String> lines = Files.readAllLines(table, StandardCharsets.UTF_8);
      List<String> header = Arrays.asList(lines.get(0).strip().split("\t", -1));
      int role = header.indexOf(ROLE);
      int utterance = header.indexOf("utterance");
      Set<String> cohort = new LinkedHashSet<>();
      for (String line : lines.subList(1, lines.size())) {
        String[] fields = line.split("\t", -1);
        if (role >= 0 && utterance >= 0 && fields.length > role && fields[role].equals(COHORT)) {
          cohort.add(fields[utterance]);
        }
      }
      return cohort;
    } catch (IOException e) {
      throw new SpeakerbenchException(table + ": cannot be read (" + Reasons.of(e) + ")", e);
    }
  }

  /** The same with another cohort. */
  public SpeechSet withCohort(Set<String> other) {
    return new SpeechSet(name, paths, speakers, other);
  }
}
