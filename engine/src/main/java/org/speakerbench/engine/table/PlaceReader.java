package org.speakerbench.engine.table;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.speakerbench.engine.SpeakerbenchException;
import org.speakerbench.engine.extract.internal.NpyReader;
import org.speakerbench.engine.internal.Reasons;

/** Reads the array at a place; the matrix of which rows were read last stays in memory. */
final class PlaceReader {
  private final Path folder;
  private Path matrixFile;
  private StoredArray matrix;

  /** Reads places of which paths are looked for from here, then from a folder if that is given. */
  PlaceReader(Path folder) {
    this.folder = folder;
  }

  StoredArray read(String text) {
    Place place = Place.parse(text, folder);
    try {
      StoredArray whole = whole(place);
      return place.range() == null ? whole : Range.of(whole, place.range(), text);
    } catch (IOException | OutOfMemoryError e) {
      throw new SpeakerbenchException("cannot read " + place.file() + ": " + Reasons.of(e), e);
    }
  }

  private StoredArray whole(Place place) throws IOException {
    if (place.offset() == 0 && place.file().equals(matrixFile)) {
      return matrix;
    }
    String name = place.file().toString();
    byte[] head;
    try (InputStream in = Files.newInputStream(place.file())) {
      in.skipNBytes(Math.min(place.offset(), Files.size(place.file())));
      head = in.readNBytes(8);
    }
    if (place.offset() == 0 && (NpyReader.isNpy(head) || isZip(head))) {
      StoredArray array =
          isZip(head)
              ? Npz.matrix(place.file())
              : NpyMatrix.array(Files.readAllBytes(place.file()), name);
      if (place.range() != null) {
        matrixFile = place.file();
        matrix = array;
      }
      return array;
    }
    if (head.length > 0 && head[0] == '{') {
      return JsonLines.at(place.file(), place.offset());
    }
    String text = new String(head, StandardCharsets.ISO_8859_1);
    if (place.offset() == 0 && !text.startsWith("\0") && !text.stripLeading().startsWith("[")) {
      return NumberLines.read(place.file());
    }
    try (KaldiInput in = KaldiInput.open(place.file(), place.offset())) {
      return KaldiObject.read(in);
    }
  }

  private static boolean isZip(byte[] head) {
    return head.length > 1 && head[0] == 'P' && head[1] == 'K';
  }
}
