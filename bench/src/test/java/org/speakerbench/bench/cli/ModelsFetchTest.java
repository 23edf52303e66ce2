package org.speakerbench.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.speakerbench.bench.TrainedCheckpoint;

/** A public model from its server to a score, as a user does it. */
class ModelsFetchTest {
  private static final String KEY = TrainedCheckpoint.KEY;
  private static final String SPEECH =
      "../assets/src/main/resources/org/speakerbench/assets/speech/";

  @TempDir Path cache;

  /** Runs commands in a process of their own whose cache folder is a temporary one. */
  private String run(String... commands) throws IOException, InterruptedException {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(
        List.of("-cp", System.getProperty("java.class.path"), CommandsMain.class.getName()));
    for (int i = 0; i < commands.length; i++) {
      if (i > 0) {
        line.add("--then");
      }
      line.addAll(List.of(commands[i].split(" ")));
    }
    ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
    builder.environment().put("XDG_CACHE_HOME", cache.toString());
    builder.environment().keySet().removeIf(name -> name.toLowerCase().endsWith("_proxy"));
    builder.redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return said;
  }

  @Test
  void aPublicModelIsFetchedAndScores() throws IOException, InterruptedException {
    Path trained = TrainedCheckpoint.require();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/m.pt",
        exchange -> {
          exchange.sendResponseHeaders(200, Files.size(trained));
          try (OutputStream body = exchange.getResponseBody()) {
            Files.copy(trained, body);
          }
        });
    server.start();
    String score = "score " + SPEECH + "flite-slt.wav " + SPEECH + "flite-rms.wav --model " + KEY;
    try {
      String said =
          run(
              score,
              "models fetch "
                  + KEY
                  + " --url http://127.0.0.1:"
                  + server.getAddress().getPort()
                  + "/m.pt",
              score,
              "models inspect " + KEY,
              "models fetch " + KEY,
              "models show " + KEY,
              "models verify " + KEY,
              "models rm " + KEY,
              score);
      assertThat(said)
          .matches(
              "(?s).*run speakerbench models fetch campplus-zh-en-advanced\\R= 2\\R.*"
                  + "licence: Apache-2.0 .*"
                  + "SHA-256 92f29b94\\w+ is the one that the catalogue has\\R"
                  + "CHECKED: gives what golden pack trained has for 12 clips.*campplus-zh-en-advanced is a model now.*= 0\\R"
                  + "\\$ score .*\\R-?0\\.\\d+\\R= 0\\R"
                  + "\\$ models inspect .*speakerbench.architecture=campplus-192.*= 0\\R"
                  + "\\$ models fetch .* is there since 20.*= 0\\R"
                  + "\\$ models show .*fetched +20.*from http://127.*CHECKED: .*= 0\\R"
                  + "\\$ models verify .*\\Rcampplus-zh-en-advanced: ok\\R= 0\\R"
                  + "\\$ models rm .*\\Rcampplus-zh-en-advanced: 28\\.\\d MB\\RFreed 28.*= 0\\R"
                  + "\\$ score .*run speakerbench models fetch campplus-zh-en-advanced\\R= 2\\R")
          .doesNotContain("\r", "synthetic weights, its");
    } finally {
      server.stop(0);
    }
    assertThat(cache.resolve("speakerbench/models")).isEmptyDirectory();
  }

  @Test
  void whatIsAskedWronglyIsToldBeforeAnythingIsDownloaded()
      throws IOException, InterruptedException {
    Path text = Files.writeString(cache.resolve("text.onnx"), "no model");
    String said =
        run(
            "models fetch campplus-zh-en-advancd",
            "models fetch " + KEY + " --mirror",
            "models fetch " + KEY + " --mirror --from a.pt",
            "models fetch " + KEY + " --from none.pt",
            "models fetch sherpa-nemo-titanet-small",
            "models fetch wespeaker-en-resnet34 --from " + text,
            "models show " + KEY,
            "models verify " + KEY,
            "models rm " + KEY + " campplus-zh-en-advancd");
    assertThat(said)
        .matches(
            "(?s).*did you mean campplus-zh-en-advanced\\?.*= 2\\R"
                + ".*found no mirror, expected --url .*= 2\\R"
                + ".*found 2 of --from, --url and --mirror.*= 2\\R"
                + ".*none.pt: found no such file, expected a PyTorch checkpoint\\R= 2\\R"
                + ".*found a front end that is not computed here \\(nemo.*= 2\\R"
                + ".*text.onnx: found a text, expected an ONNX model: .*= 2\\R"
                + ".*fetched +no\\R= 0\\R"
                + ".*campplus-zh-en-advanced: not fetched\\R= 0\\R"
                + ".*model campplus-zh-en-advancd found.*= 2\\R");
    assertThat(cache.resolve("speakerbench/models/" + KEY + "/" + KEY + ".onnx")).doesNotExist();
  }

  @Test
  void theListFitsAndIsJsonToo() throws IOException, InterruptedException {
    String said = run("models", "models --json");
    assertThat(said.lines().filter(line -> !line.contains(cache.toString())).toList())
        .filteredOn(line -> !line.contains("\""))
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
    assertThat(said)
        .contains(
            "campplus-zh-common                 zh    192 3d-speaker Apache-2.0  4.32% CN-Celeb",
            "\"key\" : \"wespeaker-en-resnet34-lm\"",
            "\"kind\" : \"synthetic\"",
            "\"fetchedUtc\" : null");
  }
}
