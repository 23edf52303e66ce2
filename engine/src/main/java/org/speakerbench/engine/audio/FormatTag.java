package org.speakerbench.engine.audio;

import java.util.Locale;
import java.util.Map;
import org.speakerbench.engine.audio.WavException.Reason;
import org.speakerbench.engine.audio.WavInfo.Encoding;

/** The format tags of WAV files, and the names of those that are refused: mmreg.h and RFC 2361. */
final class FormatTag {

  static final int EXTENSIBLE = 0xFFFE;

  private static final int PCM = 0x0001;
  private static final int FLOAT = 0x0003;
  private static final int A_LAW = 0x0006;
  private static final int MU_LAW = 0x0007;

  private static final String EXPECTED =
      ", expected PCM (0x0001), IEEE float (0x0003), A-law (0x0006) or mu-law (0x0007)";

  /**
   * The GUID that only wraps a format tag, {0000tttt-0000-0010-8000-00AA00389B71}, as two
   * little-endian numbers, its tag zero.
   */
  private static final long GUID_LOW = 0x0010_0000_0000_0000L;

  private static final long GUID_HIGH = 0x719B_3800_AA00_0080L;

  private static final Map<Integer, String> NAMES =
      Map.ofEntries(
          Map.entry(0x0002, "Microsoft ADPCM"),
          Map.entry(0x0011, "IMA ADPCM"),
          Map.entry(0x0014, "G.723 ADPCM"),
          Map.entry(0x0022, "TrueSpeech"),
          Map.entry(0x0031, "GSM 6.10"),
          Map.entry(0x0040, "G.721 ADPCM"),
          Map.entry(0x0050, "MPEG layer 1 or 2"),
          Map.entry(0x0055, "MP3"),
          Map.entry(0x0064, "G.726 ADPCM"),
          Map.entry(0x0065, "G.722 ADPCM"),
          Map.entry(0x00FF, "AAC"),
          Map.entry(0x0161, "Windows Media Audio"),
          Map.entry(0x2000, "AC-3"),
          Map.entry(0x674F, "Ogg Vorbis"),
          Map.entry(0xA109, "Speex"),
          Map.entry(0xF1AC, "FLAC"));

  private FormatTag() {}

  static Encoding encodingOf(int tag, long offset, String file) throws WavException {
    return switch (tag) {
      case PCM -> Encoding.PCM;
      case FLOAT -> Encoding.FLOAT;
      case A_LAW -> Encoding.A_LAW;
      case MU_LAW -> Encoding.MU_LAW;
      default -> throw refused(tag, offset, file);
    };
  }

  /**
   * Reads a sub-format GUID.
   *
   * @param low its first 8 bytes
   * @param high its last 8 bytes
   */
  static Encoding encodingOfSubFormat(long low, long high, long offset, String file)
      throws WavException {
    int tag = (int) low & 0xFFFF;
    if ((low & ~0xFFFFL) == GUID_LOW && high == GUID_HIGH) {
      return encodingOf(tag, offset, file);
    }
    throw new WavException(
        Reason.UNSUPPORTED_ENCODING,
        file,
        "sub-format at byte " + offset + " is " + guid(low, high) + EXPECTED);
  }

  private static WavException refused(int tag, long offset, String file) {
    String number = String.format(Locale.ROOT, "0x%04X", tag);
    String name = NAMES.containsKey(tag) ? " (" + NAMES.get(tag) + ")" : "";
    String pipe = NAMES.containsKey(tag) ? "; " + OtherFormat.advice(file) : "";
    return new WavException(
        Reason.UNSUPPORTED_ENCODING,
        file,
        "format tag at byte " + offset + " is " + number + name + EXPECTED + pipe);
  }

  private static String guid(long low, long high) {
    return String.format(
        Locale.ROOT,
        "{%08X-%04X-%04X-%04X-%012X}",
        low & 0xFFFF_FFFFL,
        low >>> 32 & 0xFFFF,
        low >>> 48,
        Long.reverseBytes(high) >>> 48,
        Long.reverseBytes(high) & 0xFFFF_FFFF_FFFFL);
  }
}
