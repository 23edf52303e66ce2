package org.speakerbench.engine.internal;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** Files that shall not outlive the process, however it is told to end. */
final class Temporaries {
  private final Set<Path> files = ConcurrentHashMap.newKeySet();

  /** Held for reading while a file is made: none can be made unseen while all are deleted. */
  private final ReadWriteLock making = new ReentrantReadWriteLock();

  private boolean ended;

  private Temporaries() {}

  /** Whose files are deleted when the JVM shuts down: at its end, by Ctrl-C or by SIGTERM. */
  static Temporaries ofProcess() {
    return OfProcess.INSTANCE;
  }

  private static final class OfProcess {
    static final Temporaries INSTANCE = new Temporaries();

    static {
      Runtime.getRuntime().addShutdownHook(new Thread(OfProcess::end, "speakerbench-shutdown"));
    }

    private static void end() {
      Shutdown.runFirst();
      INSTANCE.end();
    }
  }

  /** Makes a file that is not there yet. */
  OutputStream make(Path file) throws IOException {
    making.readLock().lock();
    try {
      if (ended) {
        throw new IOException("the program is ending");
      }
      OutputStream out =
          Files.newOutputStream(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
      files.add(file);
      return out;
    } finally {
      making.readLock().unlock();
    }
  }

  /** The file has another name now. */
  void renamed(Path file) {
    files.remove(file);
  }

  void delete(Path file) throws IOException {
    Files.deleteIfExists(file);
    files.remove(file);
  }

  private void end() {
    making.writeLock().lock();
    try {
      ended = true;
      for (Path file : files) {
        delete(file);
      }
    } catch (IOException e) {
      // The folder went away or is read-only now: nobody is left who could be told.
    } finally {
      making.writeLock().unlock();
    }
  }
}
