package org.speakerbench.engine.extract;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.SortedMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.internal.AtomicFile;
import org.speakerbench.engine.internal.DirectFile;
import org.speakerbench.engine.internal.PendingFile;
import org.speakerbench.engine.internal.Reasons;
import org.speakerbench.engine.internal.Shutdown;
import org.speakerbench.engine.internal.WriteFailedException;

/** What a run leaves: files, manifest, the table of failures, and at its end the index. */
final class RunRecord implements AutoCloseable {
  private final WavScp clips;
  private final RunFiles files;
  private final RunListener listener;
  private final boolean durable;
  private final RunManifest manifest;
  private final RunTally tally;
  private FailedList failures;
  private Shutdown.Registration ending;
  private int handled;
  private double audioSeconds;

  /** Whether the index is written, or is being written. */
  private volatile boolean finished;

  /** Whether the program is ending. */
  private volatile boolean hurry;

  RunRecord(WavScp clips, RunFiles files, RunListener listener, boolean durable) {
    this.clips = clips;
    this.files = files;
    this.listener = listener;
    this.durable = durable;
    tally = new RunTally(clips.size());
    manifest = RunManifest.open(files.manifest());
  }

  /**
   * Finds what is complete, if a run is to go on; then takes away what may become a lie, and
   * finishes when the program is told to end.
   */
  void begin(SortedMap<String, String> madeBy, boolean resume) {
    try {
      boolean goesOn = resume && manifest.goOn(madeBy, this::keep);
      if (!DirectFile.is(files.index())) {
        Files.deleteIfExists(real(files.index()));
      }
      failures = new FailedList(files.failed());
      if (!goesOn) {
        manifest.start(madeBy);
      }
      files.deleteLeftovers(clips);
    } catch (IOException e) {
      throw cannotWrite(files.index(), e);
    }
    ending = Shutdown.first(this::finishAtShutdown);
  }

  private static Path real(Path file) throws IOException {
    return Files.exists(file) ? file.toRealPath() : file;
  }

  /** Keeps an utterance of an earlier run, if all is as it was. */
  private void keep(ManifestLine line) {
    int at = clips.find(line.id());
    if (at >= 0 && !tally.isDone(at)) {
      ClipList.Clip clip = clips.get(at);
      if (line.isOf(clip) && line.output().isAt(Path.of(files.output(clip.id())))) {
        tally.keep(at);
        tell();
      }
    }
  }

  /** Places of the utterances that are to be done. */
  IntStream open() {
    BitSet done = tally.done();
    return IntStream.range(0, clips.size()).filter(at -> !done.get(at));
  }

  /** Writes the file of an utterance, and returns where; by many threads at a time. */
  String write(ClipList.Clip clip, FileStamp input, ScpRun.Content content) {
    Path target = Path.of(files.output(clip.id()));
    HashedOutput[] hashed = new HashedOutput[1];
    try {
      AtomicFile.write(
          target,
          out -> {
            hashed[0] = new HashedOutput(out);
            content.writeTo(hashed[0]);
          });
      manifest.add(ManifestLine.of(clip, hashed[0].written(), input));
    } catch (WriteFailedException e) {
      throw new SpeakerbenchException(e.getMessage(), e);
    } catch (IOException e) {
      throw files.takesFiles()
          ? new SpeakerbenchException("cannot write " + target + ": " + Reasons.of(e), e)
          : cannotWrite(target, e);
    }
    waitIfEnding();
    tally.complete(clip.at());
    return target.toString();
  }

  /** Adds what came of an utterance, in the order of the list. */
  void add(Outcome outcome) {
    waitIfEnding();
    handled++;
    audioSeconds += outcome.audioSeconds();
    if (outcome.failure() != null) {
      tally.fail(outcome.failure());
      addToTable(outcome.failure());
    }
    tell();
  }

  private synchronized void addToTable(ClipFailure failure) {
    try {
      failures.add(failure);
    } catch (IOException e) {
      if (!failure.reason().equals(ClipFailure.UNWRITTEN)) { // which ends the run by itself
        throw new StoppedException(cannotWrite(files.failed(), e).getMessage());
      }
    }
  }

  private void tell() {
    listener.progress(
        new RunListener.Progress(
            clips.size(), tally.kept(), handled, tally.failed(), audioSeconds));
  }

  int failed() {
    return tally.failed();
  }

  /**
   * Writes the index of what is complete.
   *
   * @param stopped why the run ends before the list; null if it does not
   */
  ScpRun.Result finish(String stopped) {
    waitIfEnding();
    return finishOnce(stopped);
  }

  private void finishAtShutdown() {
    hurry = true;
    // Else what is being written is waited for, but for a pipe, which may wait for its reader.
    if (!finished || !DirectFile.is(files.index())) {
      ScpRun.Result result = finishOnce("interrupted");
      if (result != null) {
        listener.interrupted(result);
      }
    }
  }

  private synchronized ScpRun.Result finishOnce(String stopped) {
    if (finished) {
      return null;
    }
    finished = true;
    try {
      if (durable) {
        forceFiles();
      }
      if (!(hurry && DirectFile.is(files.index()))) { // a pipe may wait for its reader
        AtomicFile.write(files.index(), this::writeIndex, durable && !hurry);
      }
      failures.publish();
    } catch (IOException e) {
      throw cannotWrite(files.index(), e);
    }
    boolean table = tally.failed() > 0;
    return tally.result(table ? files.failed() : null, stopped, audioSeconds);
  }

  /** Sees to it that a loss of power takes no file from what the index names. */
  private void forceFiles() throws IOException {
    BitSet done = tally.done();
    for (int at = done.nextSetBit(0); at >= 0 && !hurry; at = done.nextSetBit(at + 1)) {
      ClipList.Clip clip = clips.get(at);
      Path file = Path.of(files.output(clip.id()));
      try {
        if (!DirectFile.is(file)) {
          PendingFile.force(file);
        }
      } catch (NoSuchFileException e) {
        tally.lose(at);
        ClipFailure lost =
            new ClipFailure(
                clip.id(), clip.entry(), "lost", file + " was written and is gone since");
        tally.fail(lost);
        failures.add(lost);
      }
    }
    if (!done.isEmpty() && !hurry) {
      PendingFile.forceFolder(Path.of(files.output("x")));
    }
  }

  private void writeIndex(OutputStream out) throws IOException {
    BitSet done = tally.done();
    for (int at = done.nextSetBit(0); at >= 0; at = done.nextSetBit(at + 1)) {
      String id = clips.get(at).id();
      out.write((id + " " + files.output(id) + "\n").getBytes(StandardCharsets.UTF_8));
    }
  }

  /** While the program ends everything is as it is told: what comes too late does not count. */
  private void waitIfEnding() {
    while (hurry) {
      LockSupport.park();
    }
  }

  private static SpeakerbenchException cannotWrite(Path file, IOException e) {
    WriteFailedException failure = WriteFailedException.of(file, e);
    return new SpeakerbenchException(failure.getMessage(), failure);
  }

  @Override
  public void close() {
    if (ending != null) {
      ending.close();
    }
    try {
      if (failures != null) {
        failures.close();
      }
      manifest.close();
    } catch (IOException e) {
      throw cannotWrite(files.manifest(), e);
    }
  }
}
