package org.speakerbench.bench.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.speakerbench.engine.audio.ClipReader;
import org.speakerbench.engine.audio.WavException;
import org.speakerbench.engine.audio.WavInfo;
import org.speakerbench.engine.extract.internal.CppText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What WAV and FLAC files hold: the C++ {@code read_and_describe_wav}. */
@Command(
    name = "wavinfo",
    description = {
      "Describes WAV and FLAC files from their headers.",
      "The line of one file is that of the C++ read_and_describe_wav; several are told apart by name."
    })
final class WavInfoCommand implements Callable<Integer> {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = "WAV or FLAC files; - for standard input.")
  private List<Path> files;

  @Option(names = "--json", description = "Print one JSON object a line.")
  private boolean json;

  @Spec CommandSpec spec;

  @Override
  public Integer call() {
    StandardInput.requireOnce(files);
    PrintWriter out = spec.commandLine().getOut();
    int failures = 0;
    for (Path file : files) {
      try {
        WavInfo info =
            StandardInput.isMeant(file)
                ? ClipReader.MONO.readInfo(System.in, StandardInput.CALLED)
                : ClipReader.MONO.readInfo(file);
        out.println(
            json ? describe(file, info) : (files.size() > 1 ? file + ": " : "") + line(info));
        if (!json) {
          info.warnings()
              .forEach(w -> spec.commandLine().getErr().println("warning: " + file + ": " + w));
        }
      } catch (WavException e) {
        failures++;
        if (json) {
          out.println(describe(file, e));
        } else {
          spec.commandLine().getErr().println("error: " + e.getMessage());
        }
      }
    }
    if (failures == 0) {
      return RootCommand.OK;
    }
    return failures == files.size() ? RootCommand.USAGE : RootCommand.FAILED;
  }

  private static String line(WavInfo info) {
    return "Sample rate: "
        + info.sampleRateHz()
        + " Num Channel: "
        + info.channels()
        + " Num Sample: "
        + info.frames()
        + " Duration: "
        + CppText.general(info.durationSeconds())
        + " Bits Per Sample: "
        + info.bitsPerSample();
  }

  private static String describe(Path file, WavInfo info) {
    ObjectNode node = JSON.createObjectNode();
    node.put("file", file.toString()).put("ok", true);
    node.put("sampleRateHz", info.sampleRateHz()).put("channels", info.channels());
    node.put("frames", info.frames()).put("bitsPerSample", info.bitsPerSample());
    node.put("encoding", info.encoding().label()).put("durationSeconds", info.durationSeconds());
    info.warnings().forEach(node.putArray("warnings")::add);
    node.putNull("error");
    return text(node);
  }

  private static String describe(Path file, WavException e) {
    ObjectNode node = JSON.createObjectNode();
    node.put("file", file.toString()).put("ok", false);
    for (String unknown :
        List.of(
            "sampleRateHz", "channels", "frames", "bitsPerSample", "encoding", "durationSeconds")) {
      node.putNull(unknown);
    }
    node.putArray("warnings");
    node.put("error", e.getMessage());
    return text(node);
  }

  private static String text(ObjectNode node) {
    try {
      return JSON.writeValueAsString(node);
    } catch (JsonProcessingException e) {
      throw new AssertionError("a tree of strings and numbers is always JSON", e);
    }
  }
}
