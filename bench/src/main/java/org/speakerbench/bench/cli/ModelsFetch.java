package org.speakerbench.bench.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.catalogue.Catalogue;
import org.speakerbench.engine.catalogue.CatalogueEntry;
import org.speakerbench.engine.catalogue.FetchStamp;
import org.speakerbench.engine.catalogue.FetchedModels;
import org.speakerbench.engine.fetch.FetchSettings;
import org.speakerbench.engine.fetch.ModelFetch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A public model to one of this machine. */
@Command(
    name = "fetch",
    description = {
      "Fetches a public model: downloads it, checks what came, imports a PyTorch checkpoint, and"
          + " runs it against its golden pack if there is one. From then on KEY is a model in all"
          + " commands.",
      "Nothing else of speakerbench downloads anything. A download that was broken off goes on in"
          + " the next run. Proxies are those of https_proxy, http_proxy and no_proxy, or of Java's"
          + " -Dhttps.proxyHost."
    })
final class ModelsFetch implements Callable<Integer> {
  @Parameters(
      paramLabel = "KEY",
      description = "Key of the catalogue, which speakerbench models lists.")
  private String key;

  @Option(
      names = "--from",
      paramLabel = "FILE",
      description = "Take this file, which is there already; it is held against the same.")
  private Path file;

  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "Download the same file from another place.")
  private String url;

  @Option(
      names = "--mirror",
      description = "Download from the mirror that speakerbench models show KEY names.")
  private boolean mirror;

  @Option(names = "--again", description = "Fetch it even if it is there.")
  private boolean again;

  @Spec CommandSpec spec;

  @Override
  public Integer call() {
    CatalogueEntry entry = Catalogue.entry(key);
    int sources = (file == null ? 0 : 1) + (url == null ? 0 : 1) + (mirror ? 1 : 0);
    if (sources > 1) {
      throw new SpeakerbenchException(
          "models fetch: found "
              + sources
              + " of --from, --url and --mirror, expected one of them, or none");
    }
    FetchedModels models = FetchedModels.inCacheFolder();
    PrintWriter out = spec.commandLine().getOut();
    Optional<FetchStamp> there = models.stamp(key);
    if (there.isPresent() && sources == 0 && !again) {
      out.println(
          key + " is there since " + there.get().fetchedUtc() + "; --again fetches it anew");
      return RootCommand.OK;
    }
    out.println(key + ": " + entry.id() + ", licence: " + entry.licenceText());
    out.flush();
    report(fetched(entry, models), models, out);
    return RootCommand.OK;
  }

  private FetchStamp fetched(CatalogueEntry entry, FetchedModels models) {
    try (DownloadLine progress = new DownloadLine(spec.commandLine().getErr())) {
      ModelFetch fetch =
          new ModelFetch(models, FetchSettings.DEFAULT, GoldenCheck.embedded(), progress);
      if (file != null) {
        return fetch.take(entry, file);
      }
      return fetch.fetch(entry, address(entry));
    }
  }

  private String address(CatalogueEntry entry) {
    if (mirror && entry.mirror() == null) {
      throw new SpeakerbenchException(
          "model " + key + ": found no mirror, expected --url with an address of the same file");
    }
    return url != null ? url : mirror ? entry.mirror() : entry.url();
  }

  private void report(FetchStamp stamp, FetchedModels models, PrintWriter out) {
    out.println(
        "SHA-256 "
            + stamp.fileSha256()
            + (stamp.pinned()
                ? " is the one that the catalogue has"
                : ", which nothing here knew before: it is trusted and recorded, and a file that"
                    + " differs is refused from now on"));
    out.println(stamp.check());
    out.println(models.require(key));
    out.println(key + " is a model now: speakerbench score a.wav b.wav --model " + key);
  }
}
