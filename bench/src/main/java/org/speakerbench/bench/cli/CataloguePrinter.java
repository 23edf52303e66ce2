package org.speakerbench.bench.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Optional;
import org.speakerbench.engine.catalogue.Catalogue;
import org.speakerbench.engine.catalogue.CatalogueEntry;
import org.speakerbench.engine.catalogue.FetchStamp;
import org.speakerbench.engine.catalogue.FetchedModels;

/** The catalogue as a table, one entry at length, and as JSON. */
final class CataloguePrinter {
  private static final String ROW = "%1s %-34s %-5s %3s %-10s %-11s %s%n";
  private static final String LINE = "%-16s %s%n";
  private static final String NOT_PUBLISHED = "not published";

  private final FetchedModels fetched;

  CataloguePrinter(FetchedModels fetched) {
    this.fetched = fetched;
  }

  /** Lines of at most 100 characters. */
  void table(PrintWriter out) {
    row(out, "", "key", "lang", "dim", "front end", "licence", "EER as published");
    for (CatalogueEntry entry : Catalogue.entries()) {
      row(
          out,
          fetched.file(entry.key()).isPresent() ? "*" : "",
          entry.key(),
          entry.language().replace(" ", ""),
          String.valueOf(entry.embeddingSize()),
          entry.frontEnd().framework(),
          entry.licence() == null ? "-" : entry.licence(),
          entry.errorRate() == null ? "-" : entry.errorRate().toString());
    }
  }

  private static void row(PrintWriter out, Object... cells) {
    out.printf(Locale.ROOT, ROW, cells);
  }

  /** All that is known of a model. */
  void show(CatalogueEntry entry, PrintWriter out) {
    line(out, "key", entry.key());
    line(out, "publisher's id", entry.id() + " (" + entry.family() + ")");
    line(out, "model", entry.title());
    line(
        out,
        "architecture",
        entry.architecture() == null ? "none of the zoo" : entry.architecture() + " of the zoo");
    line(out, "trained on", orNot(entry.trainingData()) + " (" + entry.language() + ")");
    line(out, "embedding", entry.embeddingSize() + " values");
    line(
        out,
        "front end",
        entry.frontEnd() + (entry.frontEnd().computed() ? "" : "; not computed here"));
    line(out, "", entry.frontEnd().source());
    line(out, "licence", entry.licenceText());
    line(out, "error rate", entry.errorRate() == null ? NOT_PUBLISHED : "EER " + entry.errorRate());
    if (entry.errorRate() != null) {
      line(out, "", entry.errorRate().source());
    }
    line(
        out, "file", entry.kind() + (entry.bytes() == null ? "" : ", " + entry.bytes() + " bytes"));
    line(out, "", entry.url());
    line(out, "mirror", entry.mirror() == null ? "none known" : entry.mirror());
    line(out, "SHA-256", entry.pinnedSha256().orElse("not known: the first file is trusted"));
    if (entry.sha256Source() != null) {
      line(out, "", entry.sha256Source());
    }
    Optional<FetchStamp> stamp = fetched.stamp(entry.key());
    line(out, "fetched", stamp.map(FetchStamp::fetchedUtc).orElse("no"));
    stamp.ifPresent(
        found -> {
          line(out, "", "from " + found.source());
          line(out, "", found.check());
          line(out, "", String.valueOf(fetched.require(entry.key())));
        });
  }

  private static void line(PrintWriter out, String name, String value) {
    out.printf(LINE, name, value);
  }

  private static String orNot(String text) {
    return text == null ? NOT_PUBLISHED : text;
  }

  /** One entry of {@code models --json}. */
  void describe(CatalogueEntry entry, ObjectNode node) {
    node.put("key", entry.key()).put("kind", "catalogue").put("id", entry.id());
    node.put("title", entry.title()).put("family", entry.family());
    node.put("architecture", entry.architecture()).put("language", entry.language());
    node.put("trainingData", entry.trainingData()).put("embeddingSize", entry.embeddingSize());
    node.putObject("frontEnd")
        .put("framework", entry.frontEnd().framework())
        .put("computed", entry.frontEnd().computed())
        .put("source", entry.frontEnd().source());
    node.put("licence", entry.licence()).put("licenceSource", entry.licenceSource());
    if (entry.errorRate() == null) {
      node.putNull("errorRate");
    } else {
      node.putObject("errorRate")
          .put("eerPercent", Double.parseDouble(entry.errorRate().percent()))
          .put("testSet", entry.errorRate().testSet())
          .put("source", entry.errorRate().source());
    }
    node.put("file", entry.kind().name().toLowerCase(Locale.ROOT)).put("url", entry.url());
    node.put("mirror", entry.mirror()).put("bytes", entry.bytes());
    node.put("sha256", entry.sha256()).put("sha256Source", entry.sha256Source());
    Optional<FetchStamp> stamp = fetched.stamp(entry.key());
    node.put("fetchedUtc", stamp.map(FetchStamp::fetchedUtc).orElse(null));
    node.put("path", fetched.file(entry.key()).map(String::valueOf).orElse(null));
  }
}
