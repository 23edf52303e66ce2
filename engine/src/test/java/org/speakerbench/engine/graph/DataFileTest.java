package org.speakerbench.engine.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFileTest {
  @TempDir private Path root;
  private Path folder;

  @BeforeEach
  void make() throws IOException {
    folder = Files.createDirectories(root.resolve("models"));
  }

  private List<String> problems(Path folder, String location) throws IOException {
    Path onnx =
        HandMade.usual()
            .tensor(HandMade.external("w", 2, location))
            .node(Node.of("Mul", List.of("x", "w"), List.of("y")))
            .write(folder.resolve("m.onnx"));
    return OnnxModel.read(onnx).dataFiles().stream().flatMap(f -> f.problem().stream()).toList();
  }

  private String problem(String location) throws IOException {
    List<String> problems = problems(folder, location);
    assertThat(problems).hasSize(1);
    return problems.get(0);
  }

  @Test
  void aWholeFileHasNone() throws IOException {
    Files.write(folder.resolve("w.bin"), new byte[8]);
    assertThat(problems(folder, "w.bin")).isEmpty();
    Files.createDirectories(folder.resolve("sub"));
    Files.write(folder.resolve("sub/w.bin"), new byte[9]);
    assertThat(problems(folder, "sub/w.bin")).isEmpty();
  }

  @Test
  void missingEmptyAndCutFilesAreTold() throws IOException {
    Path data = folder.resolve("w.bin");
    assertThat(problem("w.bin")).startsWith("no file " + data + ", expected 8 bytes of weights");
    Files.createFile(data);
    assertThat(problem("w.bin")).startsWith(data + " of 0 bytes, expected 8: it is empty");
    Files.write(data, new byte[7]);
    assertThat(problem("w.bin")).startsWith(data + " of 7 bytes, expected 8: it is cut");
    assertThat(problem("../w.bin")).contains("expected a file in the folder of the model");
    assertThat(problem("/w.bin")).contains("expected a file in the folder of the model");
  }

  @Test
  void aPointerOfGitLfsIsToldAsOne() throws IOException {
    Files.writeString(folder.resolve("w.bin"), "version https://git-lfs");
    List<String> problems =
        OnnxModel.read(
                HandMade.usual()
                    .tensor(HandMade.external("w", 200, "w.bin"))
                    .node(Node.of("Mul", List.of("x", "w"), List.of("y")))
                    .write(folder.resolve("m.onnx")))
            .dataFiles()
            .get(0)
            .problem()
            .stream()
            .toList();
    assertThat(problems.toString()).contains("a git-lfs pointer", "expected 800");
  }

  @Test
  void linksToAnotherFolderAreTold() throws IOException {
    Path store = Files.createDirectories(root.resolve("store"));
    Files.write(store.resolve("w"), new byte[8]);
    Files.createSymbolicLink(folder.resolve("w.bin"), store.resolve("w"));
    assertThat(problem("w.bin"))
        .contains("a link to another folder (" + store.toRealPath() + ")", "from 1.24 on")
        .endsWith("copy the file itself beside the model");
    Files.write(folder.resolve("here"), new byte[8]);
    Files.createSymbolicLink(folder.resolve("inside.bin"), folder.resolve("here"));
    assertThat(problems(folder, "inside.bin")).isEmpty();
  }

  /** There both the model and its weights are links to one folder; a model alone is not. */
  @Test
  void aHubsCacheIsWholeIfTheModelIsALinkToo() throws IOException {
    Path blobs = Files.createDirectories(root.resolve("models--a--b/blobs"));
    Path snapshot = Files.createDirectories(root.resolve("models--a--b/snapshots/0123"));
    Files.write(blobs.resolve("ff"), new byte[8]);
    Files.createSymbolicLink(snapshot.resolve("w.bin"), Path.of("../../blobs/ff"));
    assertThat(problems(snapshot, "w.bin").toString()).contains("a hub's cache", "cp -rL");
    Files.move(snapshot.resolve("m.onnx"), blobs.resolve("ee"));
    Files.createSymbolicLink(snapshot.resolve("m.onnx"), Path.of("../../blobs/ee"));
    assertThat(OnnxModel.read(snapshot.resolve("m.onnx")).dataFiles())
        .hasSize(1)
        .allMatch(file -> file.problem().isEmpty());
  }

  /** Initializers, attributes of nodes, and graphs inside them. */
  @Test
  void tensorsAreFoundWhereverAModelMayHaveThem() {
    OnnxModel model =
        HandMade.usual()
            .tensor(HandMade.external("c", 1, "initializer.bin"))
            .constant(HandMade.external("k", 1, "a.bin"))
            .branches(
                "c",
                "y",
                Node.of("Add", List.of("x", "w"), List.of("z")),
                HandMade.external("w", 1, "subgraph.bin"))
            .model();
    assertThat(model.dataFiles())
        .extracting(DataFile::location)
        .containsExactly("a.bin", "initializer.bin", "subgraph.bin");
  }
}
