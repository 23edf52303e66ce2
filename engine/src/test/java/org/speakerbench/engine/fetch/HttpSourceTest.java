package org.speakerbench.engine.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.speakerbench.engine.SpeakerbenchException;

/** Where a request goes: proxies and redirects. */
class HttpSourceTest {
  private static final URI HERE = URI.create("https://hub.example/a/b.onnx");

  @Test
  void aProxyOfTheEnvironmentIsAsked() throws IOException, InterruptedException {
    byte[] body = "hello".getBytes(StandardCharsets.US_ASCII);
    try (ScriptedServer proxy = new ScriptedServer(ScriptedServer.reply("200 OK", "", body))) {
      Map<String, String> environment = Map.of("http_proxy", proxy.url(""));
      HttpSource source =
          new HttpSource(FetchSettings.DEFAULT, EnvironmentProxy.of(environment, new Properties()));
      assertThat(source.get(URI.create("http://model.invalid/m"), Map.of()).body().readAllBytes())
          .isEqualTo(body);
      assertThat(proxy.requests.get(0)).startsWith("GET http://model.invalid/m ");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "https_proxy=proxy.example:3128                            | proxy.example:3128",
        "HTTPS_PROXY=http://proxy.example:3128/                    | proxy.example:3128",
        "https_proxy=http://proxy.example                          | proxy.example:80",
        "http_proxy=proxy.example:3128                             | none",
        "https_proxy=                                              | none",
        "https_proxy=p.example:1 no_proxy=hub.example              | none",
        "https_proxy=p.example:1 no_proxy=a.org,.example           | none",
        "https_proxy=p.example:1 NO_PROXY=*                        | none",
        "https_proxy=p.example:1 no_proxy=b.example,ub.example     | p.example:1",
      })
  void variablesAreReadAsByCurl(String variables, String expected) {
    Map<String, String> environment = new HashMap<>();
    for (String variable : variables.split(" ")) {
      String[] parts = variable.split("=", 2);
      environment.put(parts[0], parts[1]);
    }
    List<Proxy> proxies = EnvironmentProxy.of(environment, new Properties()).select(HERE);
    Proxy proxy = proxies.get(0);
    String found =
        proxy.type() == Proxy.Type.DIRECT
            ? "none"
            : ((InetSocketAddress) proxy.address()).getHostString()
                + ":"
                + ((InetSocketAddress) proxy.address()).getPort();
    assertThat(found).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http://me:secret@proxy.example:1", "socks5://proxy.example:1", "http://"})
  void aProxyThatIsNotSupportedIsToldWithoutItsPassword(String proxy) {
    var selector = EnvironmentProxy.of(Map.of("https_proxy", proxy), new Properties());
    assertThatThrownBy(() -> selector.select(HERE))
        .isInstanceOf(SpeakerbenchException.class)
        .hasMessageStartingWith("https_proxy: found something else than http://HOST:PORT")
        .hasMessageNotContaining("secret");
  }

  @Test
  void javasPropertiesWin() {
    Properties properties = new Properties();
    properties.setProperty("https.proxyHost", "other.example");
    assertThat(EnvironmentProxy.of(Map.of("https_proxy", "p.example:1"), properties))
        .isNotInstanceOf(EnvironmentProxy.class);
  }

  @Test
  void aRedirectStaysEncrypted() {
    assertThat(HttpSource.next(HERE, HERE, "/c")).hasToString("https://hub.example/c");
    assertThat(HttpSource.next(HERE, HERE, "https://cdn.example/x"))
        .hasToString("https://cdn.example/x");
    assertThatThrownBy(() -> HttpSource.next(HERE, HERE, "http://hub.example/a/b.onnx"))
        .hasMessageContaining("which is not encrypted, expected https");
    for (String nowhere : List.of("", "ftp://hub.example/x", "ht tp:", "file:///etc/passwd")) {
      assertThatThrownBy(() -> HttpSource.next(HERE, HERE, nowhere))
          .isInstanceOf(SpeakerbenchException.class)
          .hasMessageContaining("found a redirect to ");
    }
  }

  @Test
  void aWishToWaitIsSecondsOrADate() {
    assertThat(Answer.retryAfter(Optional.of("120"))).isEqualTo(Duration.ofSeconds(120));
    assertThat(Answer.retryAfter(Optional.of("Wed, 21 Oct 2015 07:28:00 GMT"))).isZero();
    assertThat(Answer.retryAfter(Optional.of("Wed, 21 Oct 2099 07:28:00 GMT"))).isPositive();
    assertThat(Answer.retryAfter(Optional.of("soon"))).isNull();
    assertThat(Answer.retryAfter(Optional.empty())).isNull();
  }

  @Test
  void pausesGrowToTheLongest() {
    FetchSettings settings = FetchSettings.DEFAULT;
    assertThat(settings.pause(1)).isEqualTo(Duration.ofSeconds(1));
    assertThat(settings.pause(4)).isEqualTo(Duration.ofSeconds(8));
    assertThat(settings.pause(99)).isEqualTo(settings.longestPause());
  }
}
