package org.speakerbench.engine.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.speakerbench.engine.fetch.Entries.KEY;
import static org.speakerbench.engine.fetch.Entries.MODEL;
import static org.speakerbench.engine.fetch.ScriptedServer.halting;
import static org.speakerbench.engine.fetch.ScriptedServer.reply;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.catalogue.CatalogueEntry;
import org.speakerbench.engine.catalogue.FetchStamp;
import org.speakerbench.engine.catalogue.FetchedModels;
import org.speakerbench.engine.fbank.config.FbankOptions;
import org.speakerbench.engine.fbank.config.SampleScale;
import org.speakerbench.engine.fbank.config.WindowType;
import org.speakerbench.engine.internal.Sha256;
import org.speakerbench.engine.onnx.EmbeddingModel;
import org.speakerbench.engine.spec.ModelSpec;

/** What a server may do: no half of it, and nothing else than was meant, becomes a model. */
class ModelFetchTest {
  /** Long enough for a server on a busy machine; one that falls silent takes it whole. */
  private static final Duration SILENCE = Duration.ofSeconds(1);

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** Until what was sent is read: a client that is told of an end may drop what came before. */
  private static final int READ_MILLIS = 60;

  private static final int HALF = MODEL.length / 2;
  private static final String V1 = "ETag: \"v1\"\r\n";
  private static final String WHOLE_LENGTH = "Content-Length: " + MODEL.length + "\r\n";
  private static final String OK = "200 OK";

  @TempDir Path folder;
  private final List<String> notes = new ArrayList<>();

  private FetchedModels models() {
    return new FetchedModels(folder);
  }

  private Duration silence = PATIENCE;

  private ModelFetch fetch(ModelCheck check) {
    FetchProgress progress =
        new FetchProgress() {
          @Override
          public void at(long bytes, long total) {}

          @Override
          public void note(String sentence) {
            notes.add(sentence);
          }
        };
    FetchSettings settings =
        new FetchSettings(PATIENCE, silence, 3, Duration.ofMillis(1), Duration.ofMillis(20));
    return new ModelFetch(models(), settings, check, progress);
  }

  private ModelFetch fetch() {
    return fetch((entry, onnx) -> "UNCHECKED: no golden pack");
  }

  private static byte[] rest() {
    return Arrays.copyOfRange(MODEL, HALF, MODEL.length);
  }

  private static String range(int from, int total) {
    return "Content-Range: bytes " + from + "-" + (total - 1) + "/" + total + "\r\n";
  }

  /** Half of the model and then no more. */
  private static ScriptedServer.Reply dropping(String headers) {
    return halting(OK, headers + WHOLE_LENGTH, MODEL, HALF, READ_MILLIS);
  }

  private void assertFetched() {
    assertThat(models().file(KEY))
        .isPresent()
        .get()
        .satisfies(f -> assertThat(f).hasBinaryContent(MODEL));
    assertThat(models().work(KEY)).doesNotExist();
    assertThat(models().verify(KEY)).isEmpty();
  }

  private AbstractThrowableAssert<?, ? extends Throwable> refused(CatalogueEntry entry) {
    AbstractThrowableAssert<?, ? extends Throwable> thrown =
        assertThatThrownBy(() -> fetch().fetch(entry)).isInstanceOf(SpeakerbenchException.class);
    assertThat(models().file(KEY)).isEmpty();
    return thrown;
  }

  @Test
  void aFileThatIsWhatItShallBeBecomesAModel() throws IOException {
    try (ScriptedServer server = new ScriptedServer(reply(OK, V1, MODEL))) {
      CatalogueEntry entry = Entries.pinned(server.url("/m.onnx"));
      FetchStamp stamp = fetch().fetch(entry);
      assertFetched();
      assertThat(stamp).isEqualTo(models().stamp(KEY).orElseThrow());
      assertThat(stamp.source()).isEqualTo(entry.url());
      assertThat(stamp.pinned()).isTrue();
      assertThat(stamp.licence()).isEqualTo("CC0");
      assertThat(stamp.fileSha256()).isEqualTo(Sha256.of(MODEL)).isEqualTo(stamp.modelSha256());
      assertThat(stamp.check()).startsWith("UNCHECKED");
      assertThat(server.requests.get(0)).contains("Accept-Encoding: identity");
      assertThat(notes.get(0)).contains("not encrypted");
    }
  }

  @Test
  void whatWasDroppedGoesOnWhereItEnded() throws IOException {
    try (ScriptedServer server =
        new ScriptedServer(
            dropping(V1), reply("206 Partial Content", V1 + range(HALF, MODEL.length), rest()))) {
      fetch().fetch(Entries.pinned(server.url("/m.onnx")));
      assertFetched();
      assertThat(server.requests).hasSize(2);
      assertThat(server.requests.get(1))
          .contains("Range: bytes=" + HALF + "-", "\nIf-Range: \"v1\"\n");
    }
  }

  @Test
  void anotherRunGoesOnToo() throws IOException {
    ScriptedServer.Reply broken = reply("500 Broken", "");
    try (ScriptedServer server =
        new ScriptedServer(
            dropping(V1),
            broken,
            broken,
            reply("206 Partial Content", V1 + range(HALF, MODEL.length), rest()))) {
      CatalogueEntry entry = Entries.pinned(server.url("/m.onnx"));
      refused(entry)
          .hasMessage(
              entry.url()
                  + ": found HTTP status 500, expected the file; "
                  + HALF
                  + " bytes are kept, another run goes on after them");
      fetch().fetch(entry);
      assertFetched();
      assertThat(server.requests.get(3)).contains("Range: bytes=" + HALF + "-");
    }
  }

  @Test
  void aPartOfAnotherAddressIsNotGoneOnWith() throws IOException {
    try (ScriptedServer server =
        new ScriptedServer(dropping(V1), reply("404 Gone", ""), reply(OK, V1, MODEL))) {
      refused(Entries.pinned(server.url("/a/m.onnx")));
      fetch().fetch(Entries.pinned(server.url("/b/m.onnx")));
      assertFetched();
      assertThat(server.requests.get(2)).doesNotContain("Range:");
    }
  }

  @Test
  void aServerThatIgnoresTheRangeSendsAllAnew() throws IOException {
    try (ScriptedServer server = new ScriptedServer(dropping(V1), reply(OK, V1, MODEL))) {
      fetch().fetch(Entries.pinned(server.url("/m.onnx")));
      assertFetched();
    }
  }

  @Test
  void aFileThatChangedMeanwhileIsFetchedAnew() throws IOException {
    byte[] old = Entries.OTHER;
    try (ScriptedServer server =
        new ScriptedServer(
            halting(OK, V1 + "Content-Length: " + old.length + "\r\n", old, HALF, READ_MILLIS),
            reply(OK, "ETag: \"v2\"\r\n", MODEL))) {
      fetch().fetch(Entries.unpinned(server.url("/m.onnx")));
      assertFetched();
      assertThat(server.requests.get(1)).contains("\nIf-Range: \"v1\"\n");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"7-9/10", "none", "wrong total"})
  void anotherPartThanWasAskedForIsNotTaken(String what) throws IOException {
    String header =
        what.equals("none")
            ? ""
            : "Content-Range: bytes "
                + (what.equals("wrong total") ? HALF + "-999/1000" : what)
                + "\r\n";
    try (ScriptedServer server =
        new ScriptedServer(
            dropping(V1), reply("206 Partial Content", header, rest()), reply(OK, V1, MODEL))) {
      fetch().fetch(Entries.pinned(server.url("/m.onnx")));
      assertFetched();
      assertThat(server.requests.get(2)).doesNotContain("Range:");
    }
  }

  @Test
  void aRestOfAnotherVersionIsNotTheRest() throws IOException {
    String another = "ETag: \"v2\"\r\n" + range(HALF, MODEL.length);
    try (ScriptedServer server =
        new ScriptedServer(
            dropping(V1), reply("206 Partial Content", another, rest()), reply(OK, V1, MODEL))) {
      fetch().fetch(Entries.unpinned(server.url("/m.onnx")));
      assertFetched();
      assertThat(server.requests.get(2)).doesNotContain("Range:");
    }
  }

  @Test
  void aRestThatIsCappedIsGoneOnWith() throws IOException {
    int end = HALF + 4;
    String capped = "Content-Range: bytes " + HALF + "-" + (end - 1) + "/" + MODEL.length + "\r\n";
    try (ScriptedServer server =
        new ScriptedServer(
            dropping(V1),
            reply("206 Partial Content", V1 + capped, Arrays.copyOfRange(MODEL, HALF, end)),
            reply(
                "206 Partial Content",
                V1 + range(end, MODEL.length),
                Arrays.copyOfRange(MODEL, end, MODEL.length)))) {
      fetch().fetch(Entries.unpinned(server.url("/m.onnx")));
      assertFetched();
      assertThat(server.requests.get(2)).contains("Range: bytes=" + end + "-");
    }
  }

  @Test
  void whatIsNoHttpIsOneSentence() throws IOException {
    ScriptedServer.Reply length = reply(OK, "Content-Length: abc\r\n", MODEL);
    ScriptedServer.Reply port = reply("302 Found", "Location: http://127.0.0.1:99999/m\r\n");
    try (ScriptedServer server = new ScriptedServer(length, port)) {
      refused(Entries.unpinned(server.url("/m.onnx")))
          .isInstanceOf(SpeakerbenchException.class)
          .hasMessageContaining("/m.onnx: found ")
          .hasMessageNotContaining("\n");
      refused(Entries.unpinned(server.url("/m.onnx")))
          .hasMessageContaining("found a redirect to http://127.0.0.1:99999/m, expected");
    }
  }

  @Test
  void aRangeThatIsRefusedIsAskedForWhole() throws IOException {
    try (ScriptedServer server =
        new ScriptedServer(
            dropping(V1), reply("416 Range Not Satisfiable", ""), reply(OK, V1, MODEL))) {
      fetch().fetch(Entries.pinned(server.url("/m.onnx")));
      assertFetched();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ETag: W/\"v1\"\r\n"})
  void withoutAVersionThereIsNoRest(String etag) throws IOException {
    try (ScriptedServer server = new ScriptedServer(dropping(etag), reply(OK, V1, MODEL))) {
      fetch().fetch(Entries.pinned(server.url("/m.onnx")));
      assertFetched();
      assertThat(server.requests.get(1)).doesNotContain("Range:");
    }
  }

  @Test
  void aServerThatFallsSilentIsAskedAgain() throws IOException {
    silence = SILENCE;
    try (ScriptedServer server =
        new ScriptedServer(
            halting(OK, V1 + WHOLE_LENGTH, MODEL, HALF, (int) SILENCE.toMillis() * 2),
            reply("206 Partial Content", V1 + range(HALF, MODEL.length), rest()))) {
      fetch().fetch(Entries.pinned(server.url("/m.onnx")));
      assertFetched();
      assertThat(notes).anyMatch(note -> note.startsWith("silence for 1.0 s, trying again"));
    }
  }

  @Test
  void aLengthThatIsTooLongIsNoFile() throws IOException {
    String longer = "Content-Length: " + (MODEL.length + 9) + "\r\n";
    try (ScriptedServer server = new ScriptedServer(reply(OK, longer, MODEL))) {
      refused(Entries.unpinned(server.url("/m.onnx")))
          .hasMessageContaining("found a broken connection");
      assertThat(server.requests).hasSize(3);
    }
  }

  @Test
  void aLengthThatIsTooShortIsACutFile() throws IOException {
    String shorter = "Content-Length: " + (MODEL.length - 9) + "\r\n";
    try (ScriptedServer server = new ScriptedServer(reply(OK, shorter, MODEL))) {
      refused(Entries.unpinned(server.url("/m.onnx")))
          .hasMessageContaining("/m.onnx: found an ONNX file of " + (MODEL.length - 9));
    }
  }

  @Test
  void moreThanTheFileHasIsNotDownloaded() throws IOException {
    try (ScriptedServer server = new ScriptedServer(reply(OK, V1, new byte[100_000]))) {
      refused(Entries.pinned(server.url("/m.onnx")))
          .hasMessageEndingWith(": found 100000 bytes or more, expected at most " + MODEL.length);
    }
    String chunked = "Transfer-Encoding: chunked\r\n";
    byte[] chunk =
        ("3e8\r\n" + "x".repeat(1000) + "\r\n0\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
    try (ScriptedServer server = new ScriptedServer(reply(OK, chunked, chunk))) {
      refused(Entries.pinned(server.url("/m.onnx"))).hasMessageContaining("or more, expected");
    }
    assertThat(models().work(KEY)).isDirectoryNotContaining("glob:**.part");
  }

  @Test
  void aPageIsToldAsOne() throws IOException {
    byte[] page = "<!DOCTYPE html><p>Sign in".getBytes(StandardCharsets.US_ASCII);
    try (ScriptedServer server = new ScriptedServer(reply(OK, "", page))) {
      refused(Entries.pinned(server.url("/m.onnx")))
          .hasMessageContaining("/m.onnx: found an HTML page, expected an ONNX model");
      refused(Entries.checkpoint(server.url("/m.pt")))
          .hasMessageContaining("/m.pt: found a web page, expected a PyTorch checkpoint")
          .hasMessageNotContaining(".part");
    }
    assertThat(models().work(KEY)).doesNotExist();
  }

  @Test
  void aGitLfsPointerIsToldAsOne() throws IOException {
    byte[] pointer =
        "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 9\n"
            .getBytes(StandardCharsets.US_ASCII);
    try (ScriptedServer server = new ScriptedServer(reply(OK, "", pointer))) {
      refused(Entries.pinned(server.url("/m.onnx"))).hasMessageContaining("a git-lfs pointer");
      refused(Entries.checkpoint(server.url("/m.pt"))).hasMessageContaining("a Git LFS pointer");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"401 No", "403 Forbidden", "404 Not Found", "418 Teapot"})
  void aNoIsNotAskedAgain(String status) throws IOException {
    try (ScriptedServer server = new ScriptedServer(reply(status, ""))) {
      refused(Entries.pinned(server.url("/m.onnx")))
          .hasMessageContaining("found HTTP status " + status.substring(0, 3));
      assertThat(server.requests).hasSize(1);
    }
  }

  @Test
  void aServerThatIsBusyIsAskedAgain() throws IOException {
    try (ScriptedServer server =
        new ScriptedServer(
            reply("500 Broken", ""),
            reply("503 Busy", "Retry-After: 0\r\n"),
            reply(OK, V1, MODEL))) {
      fetch().fetch(Entries.pinned(server.url("/m.onnx")));
      assertFetched();
      assertThat(notes).contains("HTTP status 503, trying again in 0.0 s");
    }
  }

  @Test
  void aLongWishToWaitIsPassedOn() throws IOException {
    try (ScriptedServer server = new ScriptedServer(reply("503 Busy", "Retry-After: 3600\r\n"))) {
      refused(Entries.pinned(server.url("/m.onnx")))
          .hasMessageContaining("HTTP status 503 and a wish to be asked again in 3600 s");
      assertThat(server.requests).hasSize(1);
    }
  }

  @Test
  void redirectsAreFollowedUnlessTheyLeadNowhere() throws IOException {
    try (ScriptedServer server =
        new ScriptedServer(
            reply("302 Found", "Location: /else\r\n"),
            reply("307 Moved", "Location: m.onnx?token=1\r\n"),
            reply(OK, V1, MODEL))) {
      fetch().fetch(Entries.pinned(server.url("/m.onnx")));
      assertFetched();
      assertThat(server.requests.get(2)).startsWith("GET /m.onnx?token=1 ");
    }
  }

  @Test
  void aCircleOfRedirectsIsLeft() throws IOException {
    try (ScriptedServer server = new ScriptedServer(reply("302 Found", "Location: /m.onnx\r\n"))) {
      refused(Entries.pinned(server.url("/m.onnx"))).hasMessageContaining("redirects in a circle");
      assertThat(server.requests).hasSize(1);
    }
    ScriptedServer.Reply[] many = new ScriptedServer.Reply[9];
    for (int i = 0; i < many.length; i++) {
      many[i] = reply("302 Found", "Location: /" + i + "\r\n");
    }
    try (ScriptedServer server = new ScriptedServer(many)) {
      refused(Entries.pinned(server.url("/m.onnx"))).hasMessageContaining("more than 5 redirects");
    }
  }

  @Test
  void anotherFileIsToldByItsHash() throws IOException {
    byte[] changed = MODEL.clone();
    changed[changed.length - 1] ^= 1;
    try (ScriptedServer server = new ScriptedServer(reply(OK, V1, changed))) {
      refused(Entries.pinned(server.url("/m.onnx")))
          .hasMessage(
              server.url("/m.onnx")
                  + ": found SHA-256 "
                  + Sha256.of(changed)
                  + ", expected "
                  + Sha256.of(MODEL)
                  + " as tiny/id has");
    }
    assertThat(models().work(KEY)).doesNotExist();
  }

  @Test
  void withoutAPinTheFirstFileIsTrusted() throws IOException {
    try (ScriptedServer server =
        new ScriptedServer(
            reply(OK, "", MODEL), reply(OK, "", Entries.OTHER), reply(OK, "", MODEL))) {
      CatalogueEntry entry = Entries.unpinned(server.url("/m.onnx"));
      assertThat(fetch().fetch(entry).pinned()).isFalse();
      assertThatThrownBy(() -> fetch().fetch(entry))
          .hasMessageContaining("found SHA-256 " + Sha256.of(Entries.OTHER))
          .hasMessageContaining("models rm tiny forgets that");
      assertFetched(); // the one that was there
      fetch().fetch(entry);
    }
  }

  @Test
  void aServerThatIsNotThereIsTold() throws IOException {
    int port;
    try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = closed.getLocalPort();
    }
    refused(Entries.pinned("http://127.0.0.1:" + port + "/m.onnx"))
        .hasMessageContaining("/m.onnx: found a broken connection");
    refused(Entries.pinned("m.onnx")).hasMessageContaining("expected https://HOST/PATH");
    refused(Entries.pinned("file:/m.onnx")).hasMessageContaining("expected https://HOST/PATH");
  }

  @Test
  void aFileThatIsThereIsHeldAgainstTheSame() throws IOException {
    Path mine = Files.write(folder.resolve("mine.onnx"), MODEL);
    CatalogueEntry entry = Entries.pinned("https://nowhere.invalid/m.onnx");
    assertThat(fetch().take(entry, mine).source()).isEqualTo(mine.toString());
    assertFetched();
    assertThat(mine).hasBinaryContent(MODEL);
    Files.write(mine, Entries.OTHER);
    assertThatThrownBy(() -> fetch().take(entry, mine))
        .hasMessageStartingWith(mine + ": found " + Entries.OTHER.length + " bytes, expected ");
    assertThatThrownBy(() -> fetch().take(entry, folder))
        .hasMessage(folder + ": found a folder, expected an ONNX model");
    assertFetched();
  }

  @Test
  void embeddingsOfAnotherSizeAreRefused() throws IOException {
    try (ScriptedServer server = new ScriptedServer(reply(OK, V1, MODEL))) {
      refused(Entries.ofSize(server.url("/m.onnx"), 192))
          .hasMessageContaining("found embeddings of 4 values, expected 192");
    }
  }

  @Test
  void whatTheCheckRefusesIsNotTaken() throws IOException {
    Path mine = Files.write(folder.resolve("mine.onnx"), MODEL);
    CatalogueEntry entry = Entries.pinned("https://nowhere.invalid/m.onnx");
    ModelCheck wrong =
        (of, onnx) -> {
          assertThat(onnx).hasBinaryContent(MODEL);
          throw new SpeakerbenchException("other embeddings");
        };
    assertThatThrownBy(() -> fetch(wrong).take(entry, mine)).hasMessage("other embeddings");
    assertThat(models().file(KEY)).isEmpty();
    assertThat(models().work(KEY)).doesNotExist();
  }

  @Test
  void aFrontEndThatIsNotComputedHereIsNotFetched() throws IOException {
    try (ScriptedServer server = new ScriptedServer(reply(OK, V1, MODEL))) {
      refused(Entries.foreign(server.url("/m.onnx")))
          .hasMessageStartingWith(
              "model tiny: found a front end that is not computed here (nemo: 16000 Hz, hann");
      assertThat(server.requests).isEmpty();
    }
  }

  @Test
  void whatItsPublisherSaysOfTheFrontEndIsBesideAFileThatDoesNot() throws IOException {
    Path mine = Files.write(folder.resolve("mine.onnx"), MODEL);
    fetch().take(Entries.wespeaker("https://nowhere.invalid/m.onnx"), mine);
    assertFetched();
    try (EmbeddingModel model = EmbeddingModel.open(models().require(KEY))) {
      FbankOptions fbank = model.spec().frontEnd().fbank();
      assertThat(fbank.scale()).isEqualTo(SampleScale.INT16);
      assertThat(fbank.frame().window()).isEqualTo(WindowType.HAMMING);
    }
    fetch().take(Entries.unpinned("https://nowhere.invalid/m.onnx"), mine); // no trace of it
    assertThat(ModelSpec.sidecar(models().require(KEY))).doesNotExist();
  }

  @Test
  void aFrontEndThatCannotBeSaidIsRefused() throws IOException {
    Path mine = Files.write(folder.resolve("mine.onnx"), MODEL);
    CatalogueEntry entry = Entries.ofOtherWindow("https://nowhere.invalid/m.onnx");
    assertThatThrownBy(() -> fetch().take(entry, mine))
        .hasMessage(
            mine
                + ": found a file that says of its front end: window hamming instead of hanning,"
                + " expected that of wespeaker");
    assertThat(models().file(KEY)).isEmpty();
  }

  @Test
  void oneFetchesAtATime() throws IOException {
    Path work = Files.createDirectories(models().work(KEY));
    try (FileChannel channel =
            FileChannel.open(
                work.resolveSibling(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock held = channel.lock()) {
      assertThat(held.isValid()).isTrue();
      refused(Entries.pinned("https://nowhere.invalid/m.onnx"))
          .hasMessageContaining("another process that fetches it");
    }
  }
}
