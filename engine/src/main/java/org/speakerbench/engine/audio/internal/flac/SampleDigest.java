package org.speakerbench.engine.audio.internal.flac;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** MD5 of samples as FLAC takes it: interleaved, little-endian, whole bytes, signed. */
final class SampleDigest {
  private static final int CHUNK_BYTES = 16 * 1024;

  private final MessageDigest md5;
  private final int sampleBytes;
  private byte[] bytes = {};

  SampleDigest(int bitsPerSample) {
    sampleBytes = (bitsPerSample + 7) / 8;
    try {
      md5 = MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has MD5", e);
    }
  }

  void update(long[][] block, int count) {
    int frameBytes = block.length * sampleBytes;
    if (bytes.length == 0) {
      bytes = new byte[CHUNK_BYTES / frameBytes * frameBytes];
    }
    int used = 0;
    for (int i = 0; i < count; i++) {
      for (long[] channel : block) {
        long sample = channel[i];
        for (int b = 0; b < sampleBytes; b++) {
          bytes[used++] = (byte) (sample >> 8 * b);
        }
      }
      if (used == bytes.length) {
        md5.update(bytes, 0, used);
        used = 0;
      }
    }
    md5.update(bytes, 0, used);
  }

  String hex() {
    return HexFormat.of().formatHex(md5.digest());
  }
}
