package org.speakerbench.bench.profile;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.speakerbench.bench.format.Decimal;
import org.speakerbench.bench.format.ProfileLevel;
import org.speakerbench.bench.format.ProfileRow;
import org.speakerbench.bench.format.ProfileSubject;
import org.speakerbench.bench.report.TextTable;
import org.speakerbench.bench.report.Wrap;
import org.speakerbench.engine.zoo.ModelLabel;

/** What a profile says: sentences, and tables each with what has to be known of it. */
record ProfileText(ProfileResult result) {
  /** A table under its title, with what has to be known of it. */
  record Section(String id, String title, TextTable table, String method) {}

  /** The model as reports call it. */
  String model() {
    ProfileSubject subject = result.subject();
    return new ModelLabel(subject.model(), subject.graph(), subject.provider().label()).toString();
  }

  /** What was run, how much the profiler disturbs it, and how much of the time it tells. */
  List<String> sentences() {
    List<String> sentences = new ArrayList<>(List.of(run(), cover(), macs()));
    if (result.subject().provider().isPlugin()) {
      sentences.add(provider());
    }
    return sentences;
  }

  private String run() {
    ProfileSubject subject = result.subject();
    return String.format(
        Locale.ROOT,
        "%s on %s, %d ms (%d frames), %d %s inside an operator, ONNX Runtime %s. The answer is %s.",
        model(),
        subject.clip(),
        subject.audioMs(),
        subject.frames(),
        subject.threads(),
        subject.threads() == 1 ? "thread" : "threads",
        subject.runtime(),
        subject.verdict()
            + (Double.isNaN(subject.cosine())
                ? ": no golden pack has it"
                : " (cosine " + Decimal.shortest(subject.cosine(), 7) + ")"));
  }

  private String cover() {
    ProfileRow plain = result.session(ProfileRows.PLAIN);
    ProfileRow profiled = result.session(ProfileRows.PROFILED);
    ProfileRow nodes = result.session(ProfileRows.NODES);
    return String.format(
        Locale.ROOT,
        "Times are means of the fastest quarter. A run takes %.2f ms, and %.3f times that under the profiler (99%% interval %.3f to %.3f,"
            + " %d runs each, in turn). The session's %d %s %.2f ms, %.1f%% of its time"
            + " under the profiler; the rest, %.1f%%, is between them, the profiler's own work"
            + " included.",
        plain.ms(),
        profiled.ratio().value(),
        profiled.ratio().low(),
        profiled.ratio().high(),
        result.subject().runs(),
        nodes.nodes(),
        nodes.nodes() == 1 ? "node takes" : "nodes take",
        nodes.ms(),
        100 * nodes.share(),
        100 - 100 * nodes.share());
  }

  private String macs() {
    ProfileRow nodes = result.session(ProfileRows.NODES);
    return "Multiply-accumulates: "
        + (nodes.macs().isEmpty() ? "not known of all nodes" : giga(nodes.macs().getAsLong()))
        + " as it runs, "
        + (result.fileMacs().isEmpty() ? "not known" : giga(result.fileMacs().getAsLong()))
        + " in the official graph. Those that a runtime or a pass adds to fill blocks of channels"
        + " count; those that a pass saves do not.";
  }

  private static String giga(long macs) {
    return Decimal.fixed(macs / 1e9, 4) + " G";
  }

  private String provider() {
    long fused = result.rows().stream().filter(row -> row.level() == ProfileLevel.NODE).count();
    return "Provider "
        + result.subject().provider().label()
        + (fused == 1
            ? " computes the whole graph as one node: nothing is told apart inside it."
            : " computes parts of the graph as one node each: nothing is told apart inside them.");
  }

  /** All tables. */
  List<Section> sections() {
    ProfileTables tables = new ProfileTables(result.rows());
    return List.of(
        new Section(
            "operators",
            "By operator",
            tables.totals("Operator", ProfileLevel.OPERATOR),
            "An operator with nchwc in front works in blocks of channels; ReorderInput and"
                + " ReorderOutput go there and back."),
        new Section(
            "groups",
            "By layer group",
            tables.totals("Layer group", ProfileLevel.LAYER_GROUP),
            result.grouping()),
        new Section(
            "costliest",
            "The costliest nodes",
            tables.costliest(),
            "A node is called as ONNX Runtime's optimisers call it: a fused one after its last part."),
        new Section(
            "bounds",
            "What bounds the time",
            tables.totals("Bound by", ProfileLevel.BOUND),
            Roofline.RULE),
        new Section("ceilings", "Ceilings of this machine", tables.ceilings(), ceilings()));
  }

  private String ceilings() {
    StringBuilder text =
        new StringBuilder(
            "One thread, between the runs of the model. gemm is a float32 product through ONNX"
                + " Runtime; gemm-int8, -f16, -bf16 the same of other numbers by its CPU provider;"
                + " fma multiply-adds of float32 in registers; copy reads and writes.");
    result.rows().stream()
        .filter(row -> row.level() == ProfileLevel.CEILING && !row.note().isEmpty())
        .forEach(row -> text.append(" No " + row.name() + ": " + row.note() + "."));
    return text.toString();
  }

  /** Everything. */
  String console() {
    StringBuilder text = new StringBuilder();
    sentences().forEach(sentence -> text.append(Wrap.lines(sentence)));
    for (Section section : sections()) {
      text.append('\n').append(section.table().text()).append(Wrap.lines(section.method()));
    }
    return text.toString();
  }
}
