package org.speakerbench.bench.jmh.state;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.speakerbench.engine.audio.Waveform;

/** A plain 16-bit mono WAV file in memory. */
final class Pcm16 {
  private static final int HEADER_BYTES = 44;

  private Pcm16() {}

  /** Samples are multiplied by 32768, rounded and clamped: exact for what came from 16 bits. */
  static byte[] wav(Waveform clip) {
    float[] samples = clip.samples();
    int dataBytes = Math.multiplyExact(samples.length, Short.BYTES);
    int fileBytes = Math.addExact(HEADER_BYTES, dataBytes);
    ByteBuffer out = ByteBuffer.allocate(fileBytes).order(ByteOrder.LITTLE_ENDIAN);
    out.put(ascii("RIFF")).putInt(fileBytes - 8).put(ascii("WAVE"));
    out.put(ascii("fmt ")).putInt(16).putShort((short) 1).putShort((short) 1);
    out.putInt(clip.sampleRateHz()).putInt(clip.sampleRateHz() * Short.BYTES);
    out.putShort((short) Short.BYTES).putShort((short) Short.SIZE);
    out.put(ascii("data")).putInt(dataBytes);
    for (float sample : samples) {
      int value = Math.round(sample * 32768f);
      out.putShort((short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, value)));
    }
    return out.array();
  }

  private static byte[] ascii(String id) {
    return id.getBytes(StandardCharsets.US_ASCII);
  }
}
