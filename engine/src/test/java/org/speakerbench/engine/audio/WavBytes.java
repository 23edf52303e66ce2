package org.speakerbench.engine.audio;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Composes WAV files, sound and broken ones, chunk by chunk. */
final class WavBytes {

  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private String container = "RIFF";
  private String form = "WAVE";
  private Long riffSize;

  private WavBytes() {}

  static WavBytes riff() {
    return new WavBytes();
  }

  /** A sound file: a 16-byte fmt chunk for 16-bit PCM, 16 kHz, mono, and the samples. */
  static WavBytes pcm16(int... samples) {
    return riff().fmt(Fmt.pcm(16)).data(le16(samples));
  }

  WavBytes container(String id) {
    container = id;
    return this;
  }

  WavBytes form(String id) {
    form = id;
    return this;
  }

  /** Claims this size instead of the right one. */
  WavBytes riffSize(long size) {
    riffSize = size;
    return this;
  }

  WavBytes fmt(Fmt fmt) {
    return chunk("fmt ", fmt.bytes());
  }

  WavBytes data(byte[] samples) {
    return chunk("data", samples);
  }

  /** A chunk with the right size and a pad byte when that is odd. */
  WavBytes chunk(String id, byte[] content) {
    chunkClaiming(id, content.length, content);
    return content.length % 2 == 0 ? this : raw(0);
  }

  /** A chunk that claims any size, without a pad byte. */
  WavBytes chunkClaiming(String id, long size, byte[] content) {
    return raw(ascii(id)).raw(le32((int) size)).raw(content);
  }

  WavBytes raw(int... bytes) {
    return raw(bytes(bytes));
  }

  WavBytes raw(byte[] bytes) {
    body.writeBytes(bytes);
    return this;
  }

  byte[] build() {
    long size = riffSize == null ? 4 + body.size() : riffSize;
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(ascii(container));
    file.writeBytes(le32((int) size));
    file.writeBytes(ascii(form));
    file.writeBytes(body.toByteArray());
    return file.toByteArray();
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  static byte[] le16(int... values) {
    ByteBuffer buffer = littleEndian(2 * values.length);
    for (int value : values) {
      buffer.putShort((short) value);
    }
    return buffer.array();
  }

  static byte[] le24(int... values) {
    ByteBuffer buffer = littleEndian(3 * values.length);
    for (int value : values) {
      buffer.put((byte) value).put((byte) (value >> 8)).put((byte) (value >> 16));
    }
    return buffer.array();
  }

  static byte[] le32(int... values) {
    ByteBuffer buffer = littleEndian(4 * values.length);
    for (int value : values) {
      buffer.putInt(value);
    }
    return buffer.array();
  }

  static byte[] float32(float... values) {
    ByteBuffer buffer = littleEndian(4 * values.length);
    for (float value : values) {
      buffer.putFloat(value);
    }
    return buffer.array();
  }

  static byte[] float64(double... values) {
    ByteBuffer buffer = littleEndian(8 * values.length);
    for (double value : values) {
      buffer.putDouble(value);
    }
    return buffer.array();
  }

  private static ByteBuffer littleEndian(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** The body of a fmt chunk: consistent unless told otherwise, 16 kHz mono, 16 bytes. */
  static final class Fmt {

    private static final byte[] GUID_TAIL =
        WavBytes.bytes(0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xAA, 0, 0x38, 0x9B, 0x71);

    private int tag;
    private final int bits;
    private int channels = 1;
    private long rateHz = 16000;
    private Integer blockAlign;
    private Long byteRate;
    private byte[] extension = {};

    private Fmt(int tag, int bits) {
      this.tag = tag;
      this.bits = bits;
    }

    static Fmt pcm(int bits) {
      return new Fmt(1, bits);
    }

    static Fmt ieeeFloat(int bits) {
      return new Fmt(3, bits);
    }

    static Fmt tag(int tag, int bits) {
      return new Fmt(tag, bits);
    }

    Fmt channels(int count) {
      channels = count;
      return this;
    }

    Fmt rateHz(long rate) {
      rateHz = rate;
      return this;
    }

    Fmt blockAlign(int bytes) {
      blockAlign = bytes;
      return this;
    }

    Fmt byteRate(long rate) {
      byteRate = rate;
      return this;
    }

    /** Appends bytes to the sixteen. */
    Fmt extension(byte[] bytes) {
      extension = bytes;
      return this;
    }

    /** WAVE_FORMAT_EXTENSIBLE, the present tag becoming its sub-format. */
    Fmt extensible(int validBits) {
      return extensible(validBits, GUID_TAIL);
    }

    Fmt extensible(int validBits, byte[] guidTail) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      bytes.writeBytes(le16(22, validBits));
      bytes.writeBytes(le32(0));
      bytes.writeBytes(le16(tag));
      bytes.writeBytes(guidTail);
      tag = 0xFFFE;
      return extension(bytes.toByteArray());
    }

    byte[] bytes() {
      int align = blockAlign == null ? channels * bits / 8 : blockAlign;
      long rate = byteRate == null ? rateHz * align : byteRate;
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      bytes.writeBytes(le16(tag, channels));
      bytes.writeBytes(le32((int) rateHz, (int) rate));
      bytes.writeBytes(le16(align, bits));
      bytes.writeBytes(extension);
      return bytes.toByteArray();
    }
  }
}
