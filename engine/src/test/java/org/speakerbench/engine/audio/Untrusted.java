package org.speakerbench.engine.audio;

import static org.assertj.core.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayInputStream;
import java.lang.management.ManagementFactory;
import java.util.HexFormat;

/**
 * What must hold of any bytes: samples they have room for, or one sentence; soon, and in memory
 * that they justify.
 */
final class Untrusted {
  /** Far above what a case takes, for machines that are busy; a hang is longer. */
  private static final long MAX_NANOS = 5_000_000_000L;

  /** Buffers, and the largest block of FLAC: 65535 samples of 8 channels as longs. */
  private static final long MAX_ALLOCATED_BYTES = 6 << 20;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private Untrusted() {}

  /** What a reading gave and took. */
  private record Reading(String outcome, long samples, long nanos, long allocatedBytes) {
    boolean isJustified(byte[] file) {
      long justified = MAX_ALLOCATED_BYTES + 16L * file.length + 16 * samples;
      return nanos <= MAX_NANOS && allocatedBytes <= justified;
    }
  }

  /**
   * Reads the file as a stream, checks what must hold, and describes the outcome. What takes more
   * than it should is read again: the first time may load and instrument classes.
   */
  static String read(byte[] file) {
    Reading reading = once(file);
    if (!reading.isJustified(file)) {
      reading = once(file);
    }
    if (!reading.isJustified(file)) {
      fail("%s for %s", reading, HexFormat.of().formatHex(file));
    }
    return reading.outcome;
  }

  private static Reading once(byte[] file) {
    long allocatedBefore = THREADS.getCurrentThreadAllocatedBytes();
    long start = System.nanoTime();
    String outcome;
    long samples = 0;
    try {
      DecodedWav clip =
          ClipReader.of(ChannelChoice.of(0)).decode(new ByteArrayInputStream(file), "clip");
      samples = clip.waveform().samples().length;
      requireSound(clip, file);
      outcome = clip.info().toString();
    } catch (WavException e) {
      outcome = e.reason() + ": " + e.getMessage();
    } catch (RuntimeException | Error e) {
      throw new AssertionError("file " + HexFormat.of().formatHex(file), e);
    }
    long nanos = System.nanoTime() - start;
    long allocated = THREADS.getCurrentThreadAllocatedBytes() - allocatedBefore;
    return new Reading(outcome, samples, nanos, allocated);
  }

  private static void requireSound(DecodedWav clip, byte[] file) {
    WavInfo info = clip.info();
    float[] samples = clip.waveform().samples();
    boolean flac = info.encoding() == WavInfo.Encoding.FLAC;
    long needed = info.frames() * info.channels() * ((info.bitsPerSample() + 7) / 8);
    if (!flac && needed > file.length || samples.length != info.frames() || samples.length == 0) {
      fail("%s from %d bytes: %s", info, file.length, HexFormat.of().formatHex(file));
    }
    for (float sample : samples) {
      boolean inRange = info.encoding() == WavInfo.Encoding.FLOAT || Math.abs(sample) <= 1;
      if (!Float.isFinite(sample) || !inRange) {
        fail("sample %s from %s", sample, HexFormat.of().formatHex(file));
      }
    }
  }
}
