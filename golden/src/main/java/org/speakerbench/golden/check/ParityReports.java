package org.speakerbench.golden.check;

import java.util.Comparator;
import java.util.List;

/**
 * What the checks of one or more packs found, with one verdict.
 *
 * @param packs a report for each pack; their names differ
 */
public record ParityReports(List<ParityReport> packs) {

  public ParityReports {
    packs = List.copyOf(packs);
  }

  /** Whether there were checks of every pack and all passed. */
  public boolean passed() {
    return !packs.isEmpty() && packs.stream().allMatch(ParityReport::passed);
  }

  /** The verdict in one line. */
  public String finalLine() {
    if (packs.isEmpty() || packs.stream().anyMatch(pack -> pack.rows().isEmpty())) {
      return "parity: FAIL (nothing was checked)";
    }
    int checks = packs.stream().mapToInt(pack -> pack.rows().size()).sum();
    int failures = packs.stream().mapToInt(pack -> pack.failures().size()).sum();
    if (failures == 0) {
      return "parity: PASS ("
          + count(packs.size(), "pack")
          + ", "
          + count(packs.stream().mapToLong(pack -> pack.clips().size()).sum(), "clip")
          + ", "
          + count(
              packs.stream().flatMap(pack -> pack.models().stream()).distinct().count(), "model")
          + ", "
          + count(checks, "check")
          + ")";
    }
    ParityReport at =
        packs.stream()
            .filter(pack -> pack.firstFailure().isPresent())
            .min(Comparator.comparing(pack -> pack.firstFailure().orElseThrow().stage()))
            .orElseThrow();
    ParityRow first = at.firstFailure().orElseThrow();
    return "parity: FAIL at "
        + first.stage()
        + " ("
        + (packs.size() == 1 ? "" : "pack " + at.pack() + ", ")
        + first.describe()
        + "), "
        + failures
        + " of "
        + count(checks, "check")
        + " failed";
  }

  private static String count(long number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }
}
