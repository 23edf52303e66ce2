package org.speakerbench.engine.audio;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChunkTest {

  @ParameterizedTest
  @CsvSource(
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "0x64,0x61,0x74,0x61,data",
        "0x20,0x7E,0x7F,0x1F, ~\\x7F\\x1F",
        "0x00,0x80,0xFF,0x5C,\\x00\\x80\\xFF\\",
      })
  void anIdPrintsAsAsciiAndEscapesTheRest(int a, int b, int c, int d, String name) {
    Chunk chunk = parse(WavBytes.bytes(a, b, c, d, 0, 0, 0, 0));
    assertThat(Chunk.name(chunk.id())).isEqualTo(name);
    assertThat(chunk).hasToString("'" + name + "' chunk at byte 96");
  }

  @Test
  void anOddChunkIsFollowedByAPadByte() {
    Chunk odd = parse(WavBytes.bytes('d', 'a', 't', 'a', 3, 0, 0, 0));
    assertThat(odd.body()).isEqualTo(104);
    assertThat(odd.end()).isEqualTo(107);
    assertThat(odd.next()).isEqualTo(108);
    assertThat(parse(WavBytes.bytes('d', 'a', 't', 'a', 4, 0, 0, 0)).next()).isEqualTo(108);
  }

  private static Chunk parse(byte[] header) {
    return Chunk.parse(ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN), 96);
  }
}
