package org.speakerbench.engine.fetch;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import org.speakerbench.engine.SpeakerbenchException;

/**
 * The proxy of {@code https_proxy}, {@code http_proxy} and {@code no_proxy}, or their names in
 * capitals, as curl reads them.
 */
final class EnvironmentProxy extends ProxySelector {
  private static final int DEFAULT_PORT = 80;

  private final Map<String, String> environment;

  private EnvironmentProxy(Map<String, String> environment) {
    this.environment = environment;
  }

  /** Java's own properties, such as {@code -Dhttps.proxyHost}, win over the environment. */
  static ProxySelector of(Map<String, String> environment, Properties properties) {
    boolean byProperty =
        properties.containsKey("https.proxyHost")
            || properties.containsKey("http.proxyHost")
            || Boolean.parseBoolean(properties.getProperty("java.net.useSystemProxies"));
    return byProperty ? ProxySelector.getDefault() : new EnvironmentProxy(environment);
  }

  @Override
  public List<Proxy> select(URI uri) {
    String name = uri.getScheme().toLowerCase(Locale.ROOT) + "_proxy";
    String proxy = value(name);
    if (proxy == null || isExcepted(uri.getHost())) {
      return List.of(Proxy.NO_PROXY);
    }
    return List.of(new Proxy(Proxy.Type.HTTP, address(name, proxy)));
  }

  private boolean isExcepted(String host) {
    String exceptions = value("no_proxy");
    if (exceptions == null) {
      return false;
    }
    String wanted = host.toLowerCase(Locale.ROOT);
    for (String exception : exceptions.toLowerCase(Locale.ROOT).split("[,\\s]+")) {
      String domain = exception.replaceFirst("^\\*?\\.", "");
      if (exception.equals("*")
          || !domain.isEmpty() && (wanted.equals(domain) || wanted.endsWith("." + domain))) {
        return true;
      }
    }
    return false;
  }

  private static InetSocketAddress address(String name, String proxy) {
    try {
      URI uri = URI.create(proxy.contains("://") ? proxy : "http://" + proxy);
      if (uri.getHost() != null && uri.getUserInfo() == null && uri.getScheme().equals("http")) {
        return new InetSocketAddress(
            uri.getHost(), uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort());
      }
    } catch (IllegalArgumentException e) {
      // told below, without the text: it may hold a password
    }
    throw new SpeakerbenchException(
        name
            + ": found something else than http://HOST:PORT, expected that: proxies of other kinds,"
            + " or with a user name, are not supported");
  }

  private String value(String name) {
    String value = environment.get(name);
    String found = value == null ? environment.get(name.toUpperCase(Locale.ROOT)) : value;
    return found == null || found.isBlank() ? null : found.strip();
  }

  @Override
  public void connectFailed(URI uri, SocketAddress address, IOException e) {
    // the client tells
  }
}
