package org.speakerbench.bench.measure;

import java.io.IOException;
import java.io.RandomAccessFile;

/** Locks a file as JMH does, tells so, and holds it until its input ends. */
final class LockMain {
  private LockMain() {}

  public static void main(String[] args) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(args[0], "rw")) {
      file.getChannel().lock();
      System.out.println("locked");
      System.in.read();
    }
  }
}
