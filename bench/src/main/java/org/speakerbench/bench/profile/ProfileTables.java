package org.speakerbench.bench.profile;

import java.util.Comparator;
import java.util.List;
import org.speakerbench.bench.format.Decimal;
import org.speakerbench.bench.format.ProfileLevel;
import org.speakerbench.bench.format.ProfileRow;
import org.speakerbench.bench.report.TextTable;

/** The tables of a profile, for the console and the page. */
record ProfileTables(List<ProfileRow> rows) {
  private static final double GIGA = 1e9;
  private static final double MEGA = 1e6;
  private static final String NOTHING = "-";
  private static final int COSTLIEST = 10;

  /** The rows of a level, in their order. */
  List<ProfileRow> of(ProfileLevel level) {
    return rows.stream().filter(row -> row.level() == level).toList();
  }

  /** Sums of the nodes of a level. */
  TextTable totals(String what, ProfileLevel level) {
    TextTable table =
        new TextTable(
            what,
            "Nodes",
            "ms",
            "Share",
            "GMAC",
            "GFLOP/s",
            "Of its\nceiling",
            "Of FMA\npeak",
            "MB moved");
    for (ProfileRow row : of(level)) {
      table.row(
          row.name(),
          Integer.toString(row.nodes()),
          Decimal.fixed(row.ms(), 3),
          percent(row.share(), 1),
          row.macs().isEmpty() ? "not known" : amount(row.macs().getAsLong() / GIGA, 4),
          amount(row.gflopPerS(), 1),
          percent(row.ofCeiling(), 0),
          percent(row.ofFma(), 0),
          Decimal.fixed(row.bytes() / MEGA, 1));
    }
    return table;
  }

  /** The nodes that cost most. */
  TextTable costliest() {
    TextTable table =
        new TextTable(
            "Node",
            "Operator",
            "ms",
            "Share",
            "GFLOP/s",
            "Of its\nceiling",
            "MACs\na byte",
            "GB/s",
            "Bound");
    for (ProfileRow row : costliestRows()) {
      table.row(
          row.name(),
          row.operator(),
          Decimal.fixed(row.ms(), 3),
          percent(row.share(), 1),
          amount(row.gflopPerS(), 1),
          percent(row.ofCeiling(), 0),
          amount(row.macsPerByte(), 1),
          amount(row.gbPerS(), 1),
          row.bound());
    }
    return table;
  }

  private List<ProfileRow> costliestRows() {
    return of(ProfileLevel.NODE).stream()
        .sorted(Comparator.comparingDouble(ProfileRow::ms).reversed())
        .limit(COSTLIEST)
        .toList();
  }

  /** The ceilings that were measured. */
  TextTable ceilings() {
    TextTable table = new TextTable("Ceiling of one core", "ms a call", "Speed", "Over gemm");
    for (ProfileRow row : of(ProfileLevel.CEILING)) {
      if (row.note().isEmpty()) {
        table.row(
            row.name(),
            Decimal.fixed(row.ms(), 3),
            row.macs().isPresent()
                ? Decimal.fixed(row.gflopPerS(), 1) + " GFLOP/s"
                : Decimal.fixed(row.gbPerS(), 1) + " GB/s",
            amount(row.ofCeiling(), 2));
      }
    }
    return table;
  }

  private static String percent(double share, int places) {
    return Double.isNaN(share) ? NOTHING : Decimal.fixed(100 * share, places) + "%";
  }

  private static String amount(double value, int places) {
    return Double.isNaN(value) || value == 0 ? NOTHING : Decimal.fixed(value, places);
  }
}
