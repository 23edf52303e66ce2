package org.speakerbench.engine.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.speakerbench.engine.SharedFiles;

class FileKindTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<!DOCTYPE html><html>|an HTML page",
        "version https://git-lfs.github.com/spec/v1 oid|a git-lfs pointer",
        "<?xml version='1.0'?>|XML, maybe a model of OpenVINO",
        "{\"a\": 1}|JSON",
        "not a model|a text",
        "\\x1f\\x8b\\x08|a gzip archive",
        "\\x1c\\0\\0\\0TFL3\\0|a TensorFlow Lite model",
        "\\x1c\\0\\0\\0ORTM\\0|a model in ONNX Runtime's own format",
        "\\x09\\0\\0\\0\\0\\0\\0\\0{\"a\"|safetensors",
        "\\x80\\x04\\x95\\0|a pickle of Python",
        "\\x80\\x02\\x8a\\nl\\xfc\\x9cF\\xf9 j\\xa8P\\x19.|a PyTorch checkpoint in the format before",
      })
  void isToldByItsFirstBytes(String content, String what) throws IOException {
    Path file = folder.resolve("model.onnx");
    Files.write(file, unescaped(content));
    refused(file, what);
  }

  private static byte[] unescaped(String content) {
    StringBuilder bytes = new StringBuilder();
    for (int i = 0; i < content.length(); i++) {
      if (content.charAt(i) != '\\') {
        bytes.append(content.charAt(i));
      } else if (content.charAt(++i) == 'x') {
        bytes.append((char) Integer.parseInt(content.substring(i + 1, i + 3), 16));
        i += 2;
      } else {
        bytes.append(content.charAt(i) == 'n' ? '\n' : '\0');
      }
    }
    return bytes.toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  @Test
  void anEmptyFileAndAShortOneAreTold() throws IOException {
    refused(Files.createFile(folder.resolve("empty.onnx")), "an empty file");
    assertThat(FileKind.of(Files.write(folder.resolve("one"), new byte[] {0}))).isEmpty();
    assertThat(FileKind.of(folder.resolve("none"))).isEmpty();
  }

  @Test
  void zipsAreToldByTheirEntries() throws IOException {
    refused(zip("archive/data.pkl"), "a PyTorch checkpoint", "run models import KEY ");
    refused(zip("m/data.pkl", "m/constants.pkl"), "a TorchScript archive");
    refused(zip("a.npy"), "arrays of NumPy");
    refused(zip("model.onnx"), "a zip archive", "unpack it");
  }

  private Path zip(String... entries) throws IOException {
    Path file = folder.resolve("model.pt");
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (String entry : entries) {
        zip.putNextEntry(new ZipEntry(entry));
      }
    }
    return file;
  }

  @Test
  void weightsAloneSayWhatToGive() throws IOException {
    Path data = Files.write(folder.resolve("m.onnx.data"), new byte[] {1, 2, (byte) 0xFF, 4});
    refused(data, "weights that belong to an ONNX file", "give the .onnx file beside it");
    Path onnx = Files.createFile(folder.resolve("m.onnx"));
    refused(data, "weights that belong to an ONNX file", "give " + onnx);
  }

  @Test
  void aCutModelSaysHowLongItIs() throws IOException {
    Path whole =
        HandMade.usual()
            .node(Node.of("Relu", List.of("x"), List.of("y")))
            .write(folder.resolve("m.onnx"));
    byte[] bytes = Files.readAllBytes(whole);
    Files.write(whole, Arrays.copyOf(bytes, bytes.length - 1));
    refused(whole, "an ONNX file of " + (bytes.length - 1) + " bytes", "at least " + bytes.length);
  }

  @Test
  void aCheckpointOfTheHubIsTold() {
    refused(SharedFiles.require("models/campplus_cn_en_common.pt"), "a PyTorch checkpoint");
    refused(SharedFiles.require("exports/campplus.pt"), "a PyTorch checkpoint");
    refused(
        SharedFiles.require("exports/campplus-torch2.15-default.onnx.data"), "weights that belong");
  }

  private static void refused(Path file, String... parts) {
    assertThatThrownBy(() -> OnnxModel.read(file))
        .hasMessageStartingWith(file + ": found " + parts[0])
        .hasMessageContaining("expected an ONNX model: ")
        .hasMessageContainingAll(parts);
  }
}
