package org.speakerbench.bench.profile;

import java.util.List;
import java.util.Locale;
import org.speakerbench.bench.format.Decimal;
import org.speakerbench.bench.report.Wrap;
import org.speakerbench.engine.onnx.OnnxRuntime;

/** What a profile says in sentences, and all of it for the console. */
public record ProfileText(ProfileResult result) {

  /** What was run. */
  String subject() {
    ProfileSettings settings = result.settings();
    return String.format(
        Locale.ROOT,
        "%s on %s, %d ms (%d frames), %d %s in an operator, ONNX Runtime %s; the answer is %s.",
        settings.model().label(),
        result.clip(),
        settings.audioMs(),
        result.frames(),
        settings.threads(),
        settings.threads() == 1 ? "thread" : "threads",
        OnnxRuntime.version(),
        result.answer().verified() ? "VERIFIED" : "UNVERIFIED");
  }

  /** How much the profiler disturbs, and how much of the time it tells. */
  String cover() {
    ModelProfile profile = result.profile();
    return String.format(
        Locale.ROOT,
        "%d runs with and %d without the profiler in turn: %.2f ms without (median); with it they"
            + " take %.3f times as long (99%% interval %.3f to %.3f). Of the %.2f ms of a profiled"
            + " session %.1f%% are in its %d nodes, %.2f ms between them.",
        result.settings().runs(),
        result.settings().runs(),
        result.plainMs(),
        result.slowdown().value(),
        result.slowdown().low(),
        result.slowdown().high(),
        profile.runMs(),
        100 * profile.nodesMs() / profile.runMs(),
        profile.nodes().size(),
        profile.runMs() - profile.nodesMs());
  }

  /** Multiply-adds of the nodes beside those of the file. */
  String macs() {
    Totals all = Totals.of("all", result.profile().nodes());
    String file =
        result.fileMacs().isEmpty()
            ? "those of the file are not known"
            : "the official graph has " + count(result.fileMacs().getAsLong());
    return "Multiply-accumulates: "
        + (all.macs().isEmpty()
            ? "not known of all nodes"
            : "the nodes do " + count(all.macs().getAsLong()))
        + ", "
        + file
        + ".";
  }

  private static String count(long macs) {
    return Decimal.fixed(macs / 1e9, 4) + " G";
  }

  /** Everything. */
  public String console() {
    ProfileTables tables = new ProfileTables(result);
    StringBuilder text = new StringBuilder();
    for (String sentence : List.of(subject(), cover(), macs())) {
      text.append(Wrap.lines(sentence));
    }
    text.append('\n').append(tables.operators().text());
    text.append('\n').append(tables.groups().text());
    text.append(Wrap.lines(result.profile().grouping()));
    text.append('\n').append(tables.costliest().text());
    text.append('\n').append(tables.bounds().text());
    text.append(Wrap.lines(Roofline.RULE));
    text.append('\n').append(tables.ceilings().text());
    result
        .limits()
        .missing()
        .forEach((limit, why) -> text.append(Wrap.lines(limit.label() + ": " + why + ".")));
    return text.toString();
  }
}
