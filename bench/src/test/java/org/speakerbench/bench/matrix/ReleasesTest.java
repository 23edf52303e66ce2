package org.speakerbench.bench.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.speakerbench.engine.SpeakerbenchException;

class ReleasesTest {
  private static final String OWN = "1.29.0";

  @TempDir Path folder;

  private Releases releases(Map<String, Path> jars, String maven) {
    return new Releases(jars, OWN, new Maven(maven, folder));
  }

  @Test
  void ofEachMinorReleaseTheNewestPatchCounts() {
    assertThat(Releases.newestPatches(List.of("1.16.0", "1.16.3", "1.17.1", "1.20.0", "1.20.10")))
        .containsExactly("1.16.3", "1.17.1", "1.20.10");
  }

  @Test
  void ownReleaseJarsAndPathsNeedNoMaven() throws IOException {
    Path jar = Files.createFile(folder.resolve("onnxruntime-1.23.2.jar"));
    List<Releases.Found> found =
        releases(Map.of("1.9.0", jar), "no-such-command").of(List.of(OWN, jar.toString(), "1.9.0"));
    assertThat(found).extracting(Releases.Found::version).containsExactly("1.9.0", "1.23.2", OWN);
    assertThat(found.get(0).release().jar()).isEqualTo(jar);
    assertThat(found.get(2).release().isOwn()).isTrue();
  }

  @Test
  void whatIsNoReleaseIsRefused() {
    assertThatThrownBy(() -> releases(Map.of(), "mvn").of(List.of("newest")))
        .isInstanceOf(SpeakerbenchException.class)
        .hasMessageContaining("found newest, expected all, a version");
    assertThatThrownBy(
            () -> releases(Map.of("1.2.3", folder.resolve("gone.jar")), "mvn").of(List.of("1.2.3")))
        .hasMessageContaining("gone.jar, expected its jar");
  }

  @Test
  void withoutMavenOtherReleasesAreNotThere() throws IOException {
    Releases.Found found = releases(Map.of(), "no-such-command").of(List.of("1.20.0")).get(0);
    assertThat(found.release()).isNull();
    assertThat(found.problem())
        .startsWith("cannot start no-such-command, expected Maven on the path, or --jar");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void mavenIsAskedForTheListAndTheJars() throws IOException {
    Path artifact = Files.createDirectories(folder.resolve("repository/onnxruntime"));
    Files.writeString(
        artifact.resolve("maven-metadata-central.xml"),
        "<version>1.9.0</version>\n<version>1.16.0-rc1</version>\n<version>1.16.1</version>\n"
            + "<version>1.16.3</version>\n<version>1.29.0</version>\n");
    Path mvn =
        Files.writeString(
            folder.resolve("mvn"),
            """
            #!/bin/sh
            for word; do case $word in
              -Dmdep.outputFile=*) out=${word#*=};;
              -Drelease=*) version=${word#*=};;
            esac; done
            case $version in
              "[1.16.0,)") version=1.29.0;;
              1.16.3) ;;
              *) echo "[ERROR] no such artifact"; exit 1;;
            esac
            echo "x/other.jar:%s/$version/onnxruntime-$version.jar" > $out
            """
                .formatted(artifact));
    Files.setPosixFilePermissions(mvn, PosixFilePermissions.fromString("rwx------"));
    List<Releases.Found> found = releases(Map.of(), mvn.toString()).of(List.of("all"));
    assertThat(found).extracting(Releases.Found::version).containsExactly("1.16.3", OWN);
    assertThat(found.get(0).release().jar())
        .isEqualTo(artifact.resolve("1.16.3/onnxruntime-1.16.3.jar"));
    assertThat(releases(Map.of(), mvn.toString()).of(List.of("1.17.0")).get(0).problem())
        .isEqualTo("ONNX Runtime 1.17.0: found no jar by Maven (no such artifact)");
  }
}
