package org.speakerbench.bench.profile;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.speakerbench.bench.format.ProfileLevel;
import org.speakerbench.bench.format.ProfileRow;
import org.speakerbench.bench.statistics.Ratio;

/** The rows of {@code profile.csv}, from which tables and page are drawn too. */
final class ProfileRows {
  /** Rows of the level {@code session}. */
  static final String PLAIN = "without_profiler";

  static final String PROFILED = "with_profiler";
  static final String NODES = "in_nodes";

  private static final double FLOP_PER_MAC = 2;
  private static final double MS_PER_S = 1000;
  private static final double GIGA = 1e9;
  private static final String NOT_KNOWN = "not known";
  private static final String SEVERAL = "several";

  private final ModelProfile profile;
  private final MeasuredLimits limits;
  private final Roofline roofline;
  private final List<ProfileRow> rows = new ArrayList<>();

  private ProfileRows(ModelProfile profile, MeasuredLimits limits) {
    this.profile = profile;
    this.limits = limits;
    roofline = new Roofline(limits);
  }

  /**
   * All of them, level by level.
   *
   * @param plainMs of a run without the profiler
   * @param slowdown of a run with it over one without it
   */
  static List<ProfileRow> of(
      ModelProfile profile, MeasuredLimits limits, double plainMs, Ratio slowdown) {
    ProfileRows rows = new ProfileRows(profile, limits);
    rows.session(plainMs, slowdown);
    rows.ceilings();
    rows.totals(ProfileLevel.OPERATOR, Totals.byCost(NodeCost::operator, profile.nodes()));
    rows.totals(ProfileLevel.LAYER_GROUP, Totals.inOrder(NodeCost::group, profile.nodes()));
    rows.totals(ProfileLevel.BOUND, Totals.byCost(rows::bound, profile.nodes()));
    profile.nodes().forEach(rows::node);
    return rows.rows;
  }

  private void session(double plainMs, Ratio slowdown) {
    rows.add(whole(1, PLAIN, plainMs, null));
    rows.add(whole(2, PROFILED, profile.sessionMs(), slowdown));
    Totals all = new Totals(NODES, profile.nodes());
    rows.add(row(ProfileLevel.SESSION, 3, all, profile.covered(), "", "", ""));
  }

  private static ProfileRow whole(int order, String name, double ms, Ratio ratio) {
    return new ProfileRow(
        ProfileLevel.SESSION,
        order,
        name,
        "",
        "",
        0,
        1,
        ms,
        Double.NaN,
        OptionalLong.empty(),
        Double.NaN,
        "",
        Double.NaN,
        Double.NaN,
        0,
        "",
        ratio,
        "");
  }

  private void ceilings() {
    for (Limit limit : Limit.values()) {
      String why = limits.missing().get(limit);
      OptionalDouble rate = limits.of(limit);
      if (why != null || rate.isPresent()) {
        rows.add(ceiling(limit, rate, why == null ? "" : why));
      }
    }
  }

  private ProfileRow ceiling(Limit limit, OptionalDouble rate, String why) {
    long work = limits.work().getOrDefault(limit, 0L);
    boolean counted = rate.isPresent() && limit != Limit.COPY;
    return new ProfileRow(
        ProfileLevel.CEILING,
        1 + limit.ordinal(),
        limit.label(),
        "",
        "",
        0,
        rate.isPresent() ? 1 : 0,
        rate.isPresent() ? work / rate.getAsDouble() * MS_PER_S : Double.NaN,
        Double.NaN,
        counted ? OptionalLong.of(work) : OptionalLong.empty(),
        counted ? FLOP_PER_MAC * rate.getAsDouble() / GIGA : Double.NaN,
        counted ? Limit.GEMM.label() : "",
        counted ? over(rate.getAsDouble(), Limit.GEMM) : Double.NaN,
        counted ? over(rate.getAsDouble(), Limit.FMA) : Double.NaN,
        limit == Limit.COPY ? work : 0,
        "",
        null,
        why);
  }

  private double over(double rate, Limit limit) {
    return rate / limits.of(limit).orElse(Double.NaN);
  }

  private void totals(ProfileLevel level, List<Totals> totals) {
    for (int i = 0; i < totals.size(); i++) {
      Totals total = totals.get(i);
      String bound = level == ProfileLevel.BOUND ? total.name() : "";
      rows.add(row(level, i + 1, total, share(total), "", "", bound));
    }
  }

  private void node(NodeCost node) {
    Totals one = new Totals(node.name(), List.of(node));
    rows.add(
        row(
            ProfileLevel.NODE,
            node.index() + 1,
            one,
            share(one),
            node.operator(),
            node.group(),
            bound(node)));
  }

  private String bound(NodeCost node) {
    return roofline.bound(node).map(Bound::label).orElse(NOT_KNOWN);
  }

  private double share(Totals totals) {
    return totals.ms() / profile.nodesMs();
  }

  private ProfileRow row(
      ProfileLevel level,
      int order,
      Totals totals,
      double share,
      String operator,
      String group,
      String bound) {
    List<NodeCost> multiplying = totals.multiplying();
    double ms = multiplying.stream().mapToDouble(NodeCost::ms).sum();
    double macs = multiplying.stream().mapToLong(node -> node.macs().getAsLong()).sum();
    boolean known = totals.macs().isPresent() && macs > 0;
    return new ProfileRow(
        level,
        order,
        totals.name(),
        operator,
        group,
        totals.nodes().size(),
        totals.calls(),
        totals.ms(),
        share,
        totals.macs(),
        known ? FLOP_PER_MAC * macs / ms * MS_PER_S / GIGA : Double.NaN,
        known ? ceilingOf(multiplying) : "",
        known ? atCeilingMs(multiplying) / ms : Double.NaN,
        known ? over(macs / ms * MS_PER_S, Limit.FMA) : Double.NaN,
        totals.bytes(),
        bound,
        null,
        "");
  }

  private static String ceilingOf(List<NodeCost> nodes) {
    List<String> labels = nodes.stream().map(node -> node.limit().label()).distinct().toList();
    return labels.size() == 1 ? labels.get(0) : SEVERAL;
  }

  /** Their multiply-adds, each at the ceiling of its own arithmetic; NaN if one is not known. */
  private double atCeilingMs(List<NodeCost> nodes) {
    Map<Limit, Double> rates = limits.perSecond();
    return nodes.stream()
        .mapToDouble(
            node ->
                node.macs().getAsLong() / rates.getOrDefault(node.limit(), Double.NaN) * MS_PER_S)
        .sum();
  }
}
