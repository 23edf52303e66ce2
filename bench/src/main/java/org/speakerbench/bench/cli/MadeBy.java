package org.speakerbench.bench.cli;

import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.speakerbench.engine.extract.OutputFormat;
import org.speakerbench.engine.extract.SpeakerEmbedder;
import org.speakerbench.engine.fbank.FrontEnd;
import org.speakerbench.engine.onnx.OnnxRuntime;
import org.speakerbench.engine.zoo.ModelRef;

/** What makes the files of a run, for its manifest: runs that differ in it are not mixed. */
final class MadeBy {
  /** An option in the text of a record. */
  private static final Pattern OPTION = Pattern.compile("(\\w+)=([^,\\[\\]]+)(?=[,\\]])");

  private MadeBy() {}

  /** Embeddings. */
  static SortedMap<String, String> embeddings(
      ModelRef model, SpeakerEmbedder embedder, OutputFormat format) {
    SortedMap<String, String> facts = new TreeMap<>();
    put(facts, embedder.frontEnd(), format);
    facts.put("model", model.contentsSha256());
    facts.put("graph", embedder.model().graph().toString());
    facts.put("provider", embedder.model().provider().label());
    facts.put("ONNX Runtime", OnnxRuntime.version());
    return facts;
  }

  /** Features. */
  static SortedMap<String, String> features(FrontEnd frontEnd, OutputFormat format) {
    SortedMap<String, String> facts = new TreeMap<>();
    put(facts, frontEnd, format);
    return facts;
  }

  private static void put(SortedMap<String, String> facts, FrontEnd frontEnd, OutputFormat format) {
    String version = MadeBy.class.getPackage().getImplementationVersion();
    Matcher options = OPTION.matcher(frontEnd.toString());
    while (options.find()) {
      facts.put("configuration " + options.group(1), options.group(2));
    }
    facts.put("format", format.toString());
    facts.put("speakerbench", version == null ? "(development)" : version);
  }
}
