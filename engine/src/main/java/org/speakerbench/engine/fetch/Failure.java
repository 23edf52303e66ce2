package org.speakerbench.engine.fetch;

import java.io.IOException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import org.speakerbench.engine.internal.Reasons;

/** Why a download failed, in words. */
final class Failure {
  private Failure() {}

  /** For example {@code no such host}. */
  static String text(IOException e) {
    if (e instanceof BrokenOffException) {
      return e.getMessage();
    }
    if (e instanceof HttpConnectTimeoutException) {
      return "no connection in time";
    }
    if (e instanceof HttpTimeoutException) {
      return "no answer in time";
    }
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnresolvedAddressException) {
        return "no such host (behind a proxy, https_proxy or -Dhttps.proxyHost names it)";
      }
    }
    return "a broken connection (" + Reasons.of(e) + ")";
  }
}
