package org.speakerbench.engine.extract;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import org.speakerbench.engine.internal.Sha256;

/** Hashes what is written. */
final class HashedOutput extends FilterOutputStream {
  private final MessageDigest digest = Sha256.digest();
  private long bytes;

  HashedOutput(OutputStream out) {
    super(out);
  }

  @Override
  public void write(int one) throws IOException {
    out.write(one);
    digest.update((byte) one);
    bytes++;
  }

  @Override
  public void write(byte[] from, int start, int length) throws IOException {
    out.write(from, start, length);
    digest.update(from, start, length);
    bytes += length;
  }

  /** What was written; asked for once. */
  ManifestLine.Written written() {
    return new ManifestLine.Written(Sha256.hex(digest), bytes);
  }
}
