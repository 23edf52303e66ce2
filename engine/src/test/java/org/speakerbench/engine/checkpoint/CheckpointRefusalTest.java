package org.speakerbench.engine.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.speakerbench.engine.SpeakerbenchException;

class CheckpointRefusalTest {
  @TempDir Path folder;

  private void refused(Path file, String... parts) {
    assertThatThrownBy(() -> Checkpoint.read(file).close())
        .isInstanceOf(SpeakerbenchException.class)
        .hasMessageContainingAll(parts)
        .hasMessageStartingWith(file.toString())
        .message()
        .doesNotContain("\n");
  }

  private void refused(byte[] content, String... parts) throws IOException {
    refused(Files.write(folder.resolve("a.pt"), content), parts);
  }

  private void refused(TorchFile file, String... parts) throws IOException {
    refused(file.write(folder.resolve("a.pt")), parts);
  }

  private void refusedPickle(PickleWriter pickle, String... parts) throws IOException {
    refused(TorchFile.of(pickle.end()).with("archive/data/0", new byte[8]), parts);
  }

  private static PickleWriter tensor(
      long elements, long offset, long[] shape, long[] strides, String key) {
    return new PickleWriter()
        .codes("}")
        .text("w")
        .tensor("FloatStorage", key, elements, offset, shape, strides)
        .codes("s");
  }

  private static byte[] whole() {
    return tensor(2, 0, new long[] {2}, new long[] {1}, "0").end();
  }

  /** os.system("...") as Python's pickle calls it. */
  @Test
  void codeIsNeverRunButNamed() throws IOException {
    PickleWriter pickle = new PickleWriter().global("posix", "system");
    refusedPickle(
        pickle.codes("(").text("touch " + folder.resolve("ran")).codes("tR"),
        "found posix.system, expected tensors, dictionaries");
    assertThat(folder.resolve("ran")).doesNotExist();
    refusedPickle(
        new PickleWriter().text("builtins").text("eval").code(0x93), "found builtins.eval,");
    refusedPickle(
        new PickleWriter().global("speakerlab.models.campplus.DTDNN", "CAMPPlus"),
        "found speakerlab.models.campplus.DTDNN.CAMPPlus,");
    refusedPickle(new PickleWriter().text("a").codes(")R"), "opcode R (REDUCE) on the text a");
    refusedPickle(
        new PickleWriter().global("torch", "FloatStorage").codes(")R"),
        "opcode R (REDUCE) on float32");
    refusedPickle(new PickleWriter().codes("]}b"), "opcode b (BUILD) on a list");
    refusedPickle(
        new PickleWriter().global("evil\u001b[2J", "x".repeat(500)), "evil?[2J.xxx", "xxx...");
  }

  @ParameterizedTest
  @CsvSource({
    "i, i (INST)",
    "o, o (OBJ)",
    "P, P (PERSID)",
    "V, V (UNICODE)",
    "\u0081, (NEWOBJ)",
    "\u0082, (EXT1)",
    "\u0092, (NEWOBJ_EX)",
    "~, '~ (0x7e, of no pickle)'"
  })
  void otherOperationsAreNamed(String letter, String name) throws IOException {
    refusedPickle(new PickleWriter().codes("})").codes(letter), "found opcode " + name + ",");
  }

  @Test
  void aPickleThatUsesWhatItDoesNotHaveIsRefused() throws IOException {
    refusedPickle(new PickleWriter().codes("}a"), "found no value");
    refusedPickle(new PickleWriter().codes("}(a"), "found no value");
    refusedPickle(new PickleWriter().codes("t"), "found no mark");
    refusedPickle(new PickleWriter().codes("h").code(7), "found a value 7 that was not kept");
    refusedPickle(new PickleWriter().codes("}]Ns"), "found a key that is a list");
    refusedPickle(new PickleWriter().codes("}(Nu"), "found 1 keys and values");
    refusedPickle(
        new PickleWriter().codes("X").littleEndian(0xffff_ffffL, 4), "found its end at byte");
    refusedPickle(new PickleWriter().code(0x80).code(9), "found pickle protocol 9");
    refused(TorchFile.of(Arrays.copyOf(whole(), 40)), "found its end at byte 40");
  }

  @Test
  void tensorsThatDoNotLieInTheirStorageAreRefused() throws IOException {
    refusedPickle(tensor(2, 1, new long[] {2}, new long[] {1}, "0"), "element 2 of a storage of 2");
    refusedPickle(tensor(2, -1, new long[] {2}, new long[] {1}, "0"), "offset -1");
    refusedPickle(tensor(2, 0, new long[] {2}, new long[] {-1}, "0"), "strides [-1]");
    refusedPickle(tensor(2, 0, new long[] {2}, new long[] {1, 1}, "0"), "strides [1, 1] for");
    refusedPickle(
        tensor(2, 0, new long[] {1L << 40, 1L << 40}, new long[] {0, 0}, "0"), "1099511627776");
    refusedPickle(
        tensor(2, 0, new long[] {2}, new long[] {Long.MAX_VALUE}, "0"), "9223372036854775807");
    refusedPickle(
        tensor(2, 0, new long[] {1 << 20}, new long[] {0}, "0"),
        "1048576 elements that are views of fewer");
    refusedPickle(
        tensor(3, 0, new long[] {3}, new long[] {1}, "0"), "3 elements of float32 in the 8 bytes");
    refusedPickle(tensor(2, 0, new long[] {2}, new long[] {1}, "1"), "no entry data/1");
    refusedPickle(tensor(2, 0, new long[65], new long[65], "0"), "a tuple of up to 64 numbers");
  }

  @Test
  void dictionariesWithoutTensorsAreRefused() throws IOException {
    refusedPickle(new PickleWriter().codes("}"), "found an empty dictionary");
    refusedPickle(new PickleWriter().codes("]"), "found a list, expected a dictionary");
    refusedPickle(
        new PickleWriter().codes("}").text("epoch").number(3).codes("s"),
        "a dictionary without tensors, of epoch, expected");
    PickleWriter mixed =
        tensor(2, 0, new long[] {2}, new long[] {1}, "0").text("epoch").number(3).codes("s");
    refusedPickle(mixed, "found the number 3 named epoch among the tensors");
    PickleWriter both = new PickleWriter().codes("}");
    for (String key : List.of("model", "state_dict")) {
      both.text(key).codes("}").text("w");
      both.tensor("FloatStorage", "0", 2, 0, new long[] {2}, new long[] {1}).codes("ss");
    }
    refusedPickle(both, "found dictionaries below state_dict and model");
  }

  @Test
  void eachOtherFileIsToldAsWhatItIs() throws IOException {
    refused(folder.resolve("none.pt"), "found no such file");
    refused(folder, "found a folder");
    refused(new byte[0], "found a file of 0 bytes");
    byte[] legacy = HexFormat.of().parseHex("80028a0a6cfc9c46f9206aa850192e8002");
    refused(legacy, "PyTorch's format from before 1.6", "torch.save(torch.load(FILE");
    refused(HexFormat.of().parseHex("80027d712e"), "found a bare pickle");
    byte[] safetensors = "\u0040\0\0\0\0\0\0\0{\"w\":{}}".getBytes(StandardCharsets.ISO_8859_1);
    refused(safetensors, "found a safetensors file", "safetensors.torch.load_file");
    refused("\b\6\22\7pytorch".getBytes(StandardCharsets.ISO_8859_1), "found an ONNX model");
    refused("version https://git-lfs.github".getBytes(StandardCharsets.US_ASCII), "Git LFS");
    refused("<html>".getBytes(StandardCharsets.US_ASCII), "found a web page");
    refused("RIFF1234".getBytes(StandardCharsets.US_ASCII), "a file that begins with 52494646");
  }

  @Test
  void otherZipsAreToldAsWhatTheyAre() throws IOException {
    TorchFile script = TorchFile.of(whole()).with("archive/data/0", new byte[8]);
    refused(script.with("archive/constants.pkl", "x"), "found a TorchScript archive");
    refused(new TorchFile().with("a.npy", "x").with("b.npy", "y"), "a zip of 2 files, a.npy first");
    Path file =
        TorchFile.of(whole()).with("archive/data/0", new byte[8]).write(folder.resolve("b"));
    byte[] bytes = Files.readAllBytes(file);
    refused(Arrays.copyOf(bytes, bytes.length / 2), "found a zip that is cut or damaged");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("archive/data.pkl"));
      zip.write(whole());
    }
    refused(out.toByteArray(), "found archive/data.pkl compressed");
    refused(TorchFile.of(whole()).with("archive/byteorder", "middle"), "found byte order middle");
  }

  @Test
  void damagedValuesAreNoticed() throws IOException {
    Path file = folder.resolve("a.pt");
    TorchFile.of(Map.of("w", List.of(2L)), Map.of("w", new float[] {1, 2})).write(file);
    byte[] bytes = Files.readAllBytes(file);
    byte[] values = TorchFile.bytes(1, 2);
    int at =
        new String(bytes, StandardCharsets.ISO_8859_1)
            .indexOf(new String(values, StandardCharsets.ISO_8859_1));
    bytes[at] ^= 1;
    Files.write(file, bytes);
    try (Checkpoint read = Checkpoint.read(file)) {
      assertThatThrownBy(() -> read.tensors().get("w").floats())
          .hasMessageContaining("data/0 is damaged");
    }
  }
}
