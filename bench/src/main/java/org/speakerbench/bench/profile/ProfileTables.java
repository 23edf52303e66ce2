package org.speakerbench.bench.profile;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.speakerbench.bench.format.Decimal;
import org.speakerbench.bench.report.TextTable;

/** The tables of a profile, for the console and the page. */
record ProfileTables(ProfileResult result) {
  private static final double FLOP_PER_MAC = 2;
  private static final double GIGA = 1e9;
  private static final String NOTHING = "-";
  private static final int COSTLIEST = 10;

  /** By type of operator, the costliest first. */
  TextTable operators() {
    return totals("Operator", Totals.by(NodeCost::operator, result.profile().nodes()));
  }

  /** By layer group, in the order of the run. */
  TextTable groups() {
    return totals("Layer group", Totals.inOrder(NodeCost::group, result.profile().nodes()));
  }

  /** By what bounds them. */
  TextTable bounds() {
    Roofline roofline = new Roofline(result.limits());
    return totals(
        "Bound by",
        Totals.by(
            node -> roofline.bound(node).map(Bound::label).orElse("not known"),
            result.profile().nodes()));
  }

  private TextTable totals(String what, List<Totals> rows) {
    TextTable table =
        new TextTable(
            what, "Nodes", "ms", "Of the\nsession", "GMAC", "GFLOP/s", "Of GEMM", "MB moved");
    for (Totals row : rows) {
      double rate = rate(row.macs(), row.macsMs());
      table.row(
          row.name(),
          Integer.toString(row.nodes()),
          Decimal.fixed(row.ms(), 3),
          share(row.ms()),
          gmac(row.macs()),
          number(rate),
          ofGemm(rate),
          Decimal.fixed(row.bytes() / 1e6, 1));
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
            "Of the\nsession",
            "GFLOP/s",
            "Of GEMM",
            "MACs\na byte",
            "Bound");
    Roofline roofline = new Roofline(result.limits());
    for (NodeCost node : costliestNodes()) {
      double rate = rate(node.macs(), node.ms());
      table.row(
          node.name(),
          node.operator(),
          Decimal.fixed(node.ms(), 3),
          share(node.ms()),
          number(rate),
          ofGemm(rate),
          node.macs().orElse(0) == 0
              ? NOTHING
              : Decimal.fixed((double) node.macs().getAsLong() / node.bytes(), 1),
          roofline.bound(node).map(Bound::label).orElse(NOTHING));
    }
    return table;
  }

  private List<NodeCost> costliestNodes() {
    List<NodeCost> nodes = new ArrayList<>(result.profile().nodes());
    nodes.sort(Comparator.comparingDouble(NodeCost::ms).reversed());
    return nodes.subList(0, Math.min(COSTLIEST, nodes.size()));
  }

  /** The ceilings. */
  TextTable ceilings() {
    TextTable table = new TextTable("Ceiling of one core", "Speed", "Of gemm");
    double gemm = result.limits().of(Limit.GEMM).orElse(Double.NaN);
    for (Limit limit : Limit.values()) {
      OptionalDouble rate = result.limits().of(limit);
      if (limit == Limit.COPY && rate.isPresent()) {
        table.row(limit.label(), Decimal.fixed(rate.getAsDouble() / GIGA, 1) + " GB/s", NOTHING);
      } else if (rate.isPresent()) {
        String unit = limit == Limit.INT8 ? " GOP/s" : " GFLOP/s";
        table.row(
            limit.label(),
            Decimal.fixed(FLOP_PER_MAC * rate.getAsDouble() / GIGA, 1) + unit,
            Decimal.fixed(rate.getAsDouble() / gemm, 2));
      }
    }
    return table;
  }

  private String share(double ms) {
    return Decimal.fixed(100 * ms / result.profile().runMs(), 1) + "%";
  }

  /** GFLOP/s; NaN if nothing is multiplied, or it is not known. */
  private static double rate(OptionalLong macs, double ms) {
    return macs.isPresent() && macs.getAsLong() > 0
        ? FLOP_PER_MAC * macs.getAsLong() / ms / 1e6
        : Double.NaN;
  }

  private String ofGemm(double rate) {
    OptionalDouble gemm = result.limits().of(Limit.GEMM);
    return Double.isNaN(rate) || gemm.isEmpty()
        ? NOTHING
        : Decimal.fixed(100 * rate * GIGA / FLOP_PER_MAC / gemm.getAsDouble(), 0) + "%";
  }

  private static String gmac(OptionalLong macs) {
    return macs.isEmpty()
        ? "not known"
        : macs.getAsLong() == 0 ? NOTHING : Decimal.fixed(macs.getAsLong() / GIGA, 4);
  }

  private static String number(double value) {
    return Double.isNaN(value) ? NOTHING : Decimal.fixed(value, 1);
  }
}
