package org.speakerbench.engine.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.net.ProxySelector;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.speakerbench.engine.SpeakerbenchException;

/** Asks for a file over HTTP, wherever it was moved to. */
final class HttpSource {
  private static final int MOST_PORT = 65_535;
  private static final int MAX_REDIRECTS = 5;
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

  private final FetchSettings settings;
  private final HttpClient client;

  HttpSource(FetchSettings settings) {
    this(settings, EnvironmentProxy.of(System.getenv(), System.getProperties()));
  }

  HttpSource(FetchSettings settings, ProxySelector proxy) {
    this.settings = settings;
    client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(settings.connect())
            .followRedirects(HttpClient.Redirect.NEVER) // each is looked at below
            .proxy(proxy)
            .build();
  }

  /**
   * An address as a user gives it.
   *
   * @throws SpeakerbenchException if it is none of the web
   */
  static URI address(String text) {
    try {
      URI uri = new URI(text);
      if (isWeb(uri)) {
        return uri;
      }
    } catch (URISyntaxException e) {
      throw new SpeakerbenchException(
          "address " + text + ": " + e.getReason() + ", expected https://HOST/PATH", e);
    }
    throw new SpeakerbenchException("address " + text + " found, expected https://HOST/PATH");
  }

  private static boolean isWeb(URI uri) {
    return ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))
        && uri.getHost() != null
        && uri.getPort() <= MOST_PORT;
  }

  /**
   * The answer to a request, which may be one of failure; redirects were followed.
   *
   * @throws SpeakerbenchException if they lead nowhere, or to where nothing is encrypted
   */
  HttpResponse<InputStream> get(URI address, Map<String, String> headers)
      throws IOException, InterruptedException {
    URI at = address;
    Set<URI> seen = new HashSet<>(Set.of(address));
    for (int hop = 0; hop <= MAX_REDIRECTS; hop++) {
      HttpResponse<InputStream> response = send(address, request(at, headers));
      if (!REDIRECTS.contains(response.statusCode())) {
        return response;
      }
      response.body().close();
      at = next(address, at, response.headers().firstValue("Location").orElse(""));
      if (!seen.add(at)) {
        throw new SpeakerbenchException(
            address + ": found redirects in a circle, to " + at + " again, expected a file");
      }
    }
    throw new SpeakerbenchException(
        address + ": found more than " + MAX_REDIRECTS + " redirects, expected a file");
  }

  /** What cannot be read as HTTP at all is told by the client as a wrong argument. */
  private HttpResponse<InputStream> send(URI address, HttpRequest request)
      throws IOException, InterruptedException {
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofInputStream());
    } catch (IllegalArgumentException e) {
      throw new SpeakerbenchException(
          address + ": found an answer that cannot be read (" + e.getMessage() + "), expected HTTP",
          e);
    }
  }

  private HttpRequest request(URI at, Map<String, String> headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(at)
            .timeout(settings.silence())
            .header("User-Agent", "speakerbench")
            .header("Accept-Encoding", "identity"); // lengths and ranges are those of the file
    headers.forEach(request::header);
    return request.build();
  }

  /** Where a redirect leads. */
  static URI next(URI address, URI at, String location) {
    URI next;
    try {
      next = at.resolve(location);
    } catch (IllegalArgumentException e) {
      throw new SpeakerbenchException(
          address + ": found a redirect to " + location + ", expected an address", e);
    }
    if (location.isEmpty() || !isWeb(next)) {
      throw new SpeakerbenchException(
          address
              + ": found a redirect to "
              + (location.isEmpty() ? "nothing" : location)
              + ", expected an address of the web");
    }
    if ("https".equals(at.getScheme()) && !"https".equals(next.getScheme())) {
      throw new SpeakerbenchException(
          address + ": found a redirect to " + next + ", which is not encrypted, expected https");
    }
    return next;
  }
}
