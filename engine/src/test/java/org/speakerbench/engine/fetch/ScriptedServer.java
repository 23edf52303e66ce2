package org.speakerbench.engine.fetch;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A server that gives each request the next of its replies, byte for byte, and closes. */
final class ScriptedServer implements AutoCloseable {
  /** What goes to the client, when. */
  @FunctionalInterface
  interface Reply {
    void to(OutputStream out) throws IOException, InterruptedException;
  }

  private final ServerSocket socket;
  private final List<Reply> replies;

  /** Heads of all requests. */
  final List<String> requests = Collections.synchronizedList(new ArrayList<>());

  ScriptedServer(Reply... replies) {
    this.replies = List.of(replies);
    try {
      socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread thread = new Thread(this::serve, "scripted-server");
    thread.setDaemon(true);
    thread.start();
  }

  String url(String path) {
    return "http://127.0.0.1:" + socket.getLocalPort() + path;
  }

  /** A head and a body; the head gets the length if it gives none. */
  static Reply reply(String status, String headers, byte[] body) {
    return out -> {
      String length =
          headers.contains("Content-Length") || headers.contains("chunked")
              ? ""
              : "Content-Length: " + body.length + "\r\n";
      head(out, status, headers + length);
      out.write(body);
    };
  }

  static Reply reply(String status, String headers) {
    return reply(status, headers, new byte[0]);
  }

  /** The same, and after some bytes nothing for a while. */
  static Reply halting(String status, String headers, byte[] body, int bytes, int millis) {
    return out -> {
      head(out, status, headers);
      out.write(body, 0, bytes);
      out.flush();
      Thread.sleep(millis);
    };
  }

  private static void head(OutputStream out, String status, String headers) throws IOException {
    String head = "HTTP/1.1 " + status + "\r\nConnection: close\r\n" + headers + "\r\n";
    out.write(head.getBytes(StandardCharsets.ISO_8859_1));
  }

  private void serve() {
    while (!socket.isClosed()) {
      try (Socket client = socket.accept()) {
        BufferedReader in =
            new BufferedReader(
                new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1));
        StringBuilder head = new StringBuilder();
        for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
          head.append(line).append('\n');
        }
        requests.add(head.toString());
        replies.get(Math.min(requests.size(), replies.size()) - 1).to(client.getOutputStream());
      } catch (IOException e) {
        // the client has gone, or the test is over
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
