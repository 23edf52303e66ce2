package org.speakerbench.engine.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class NativeLibrariesTest {
  private static final NativePlatform LINUX = new NativePlatform("linux-x64", "lib", ".so");
  private static final String RUNTIME = "libonnxruntime.so";
  private static final String JNI = "libonnxruntime4j_jni.so";

  @TempDir Path temp;
  private final byte[] runtime = bytes(1, 300_000);
  private final byte[] jni = bytes(2, 5_000);
  private final Set<String> inJar = new HashSet<>();
  private Path jar;
  private Path cache;

  @BeforeEach
  void makeJar() throws IOException {
    cache = temp.resolve("cache");
    jar = temp.resolve("ort.jar");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
      add(out, RUNTIME, runtime);
      add(out, JNI, jni);
    }
  }

  @Test
  void theyAreUnpackedWhole() throws IOException {
    Path folder = ensure().orElseThrow();
    assertThat(folder).startsWith(cache);
    assertThat(folder.resolve(RUNTIME)).hasBinaryContent(runtime);
    assertThat(folder.resolve(JNI)).hasBinaryContent(jni);
    try (var files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(RUNTIME, JNI, "stamp", ".lock");
    }
  }

  @Test
  void theyAreUsedAgain() throws IOException {
    Path folder = ensure().orElseThrow();
    Object first = identity(folder.resolve(RUNTIME));
    assertThat(ensure()).contains(folder);
    assertThat(identity(folder.resolve(RUNTIME))).isEqualTo(first);
  }

  @Test
  void aTruncatedOneIsMadeAgain() throws IOException {
    Path folder = ensure().orElseThrow();
    Files.write(folder.resolve(RUNTIME), bytes(1, 1000));
    assertThat(ensure()).contains(folder);
    assertThat(folder.resolve(RUNTIME)).hasBinaryContent(runtime);
  }

  @Test
  void aMissingOneIsMadeAgain() throws IOException {
    Path folder = ensure().orElseThrow();
    Files.delete(folder.resolve(JNI));
    assertThat(ensure()).contains(folder);
    assertThat(folder.resolve(JNI)).hasBinaryContent(jni);
  }

  @Test
  void oneThatWasWrittenOverIsMadeAgain() throws IOException {
    Path folder = ensure().orElseThrow();
    FileTime before = Files.getLastModifiedTime(folder.resolve(RUNTIME));
    Files.write(folder.resolve(RUNTIME), bytes(3, runtime.length));
    later(folder.resolve(RUNTIME), before);
    assertThat(ensure()).contains(folder);
    assertThat(folder.resolve(RUNTIME)).hasBinaryContent(runtime);
  }

  @Test
  void oneThatWasOnlyTouchedIsKept() throws IOException {
    Path folder = ensure().orElseThrow();
    Object first = identity(folder.resolve(RUNTIME));
    later(folder.resolve(RUNTIME), Files.getLastModifiedTime(folder.resolve(RUNTIME)));
    assertThat(ensure()).contains(folder);
    assertThat(identity(folder.resolve(RUNTIME))).isEqualTo(first);
  }

  @Test
  void anotherVersionHasAnotherFolder() throws IOException {
    Path folder = ensure().orElseThrow();
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
      add(out, RUNTIME, bytes(4, runtime.length));
      add(out, JNI, jni);
    }
    // Another name: the JVM keeps a jar open by its name.
    jar = Files.move(jar, temp.resolve("newer.jar"));
    assertThat(ensure()).isPresent().get().isNotEqualTo(folder);
    assertThat(folder.resolve(RUNTIME)).hasBinaryContent(runtime);
  }

  @Test
  void aFolderThatCannotBeMadeLeavesTheOtherWay() throws IOException {
    Files.writeString(cache, "a file");
    assertThat(ensure()).isEmpty();
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aFolderThatOthersCanEnterIsNotUsed() throws IOException {
    Path folder = ensure().orElseThrow();
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
    assertThat(ensure()).isEmpty();
    Files.delete(folder.resolve(JNI));
    assertThat(ensure()).isEmpty();
    assertThat(folder.resolve(JNI)).doesNotExist();
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void whatMayNotBeExecutedIsNotUsed() throws IOException {
    Path folder = ensure().orElseThrow();
    Files.setPosixFilePermissions(
        folder.resolve(RUNTIME), PosixFilePermissions.fromString("rw-------"));
    assertThat(ensure()).isEmpty();
  }

  @Test
  void buildsWithMoreLibrariesAreLeftToOnnxRuntime() throws IOException {
    jar = temp.resolve("gpu.jar");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
      add(out, RUNTIME, runtime);
      add(out, JNI, jni);
      add(out, "libonnxruntime_providers_shared.so", jni);
    }
    assertThat(NativeLibraries.of(this::find, LINUX, cache)).isEmpty();
  }

  @Test
  void platformsWithoutLibrariesAreLeftToOnnxRuntime() throws IOException {
    NativePlatform mac = NativePlatform.of("Mac OS X", "aarch64").orElseThrow();
    assertThat(NativeLibraries.of(this::find, mac, cache)).isEmpty();
  }

  @Test
  void manyAtOnceGetTheSame() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(4);
    try {
      List<Callable<Optional<Path>>> tasks = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        tasks.add(this::ensure);
      }
      Set<Optional<Path>> found = new HashSet<>();
      for (Future<Optional<Path>> future : pool.invokeAll(tasks)) {
        found.add(future.get());
      }
      assertThat(found).hasSize(1).doesNotContain(Optional.empty());
    } finally {
      pool.shutdown();
    }
  }

  private Optional<Path> ensure() throws IOException {
    return NativeLibraries.of(this::find, LINUX, cache).orElseThrow().ensure();
  }

  private URL find(String resource) {
    try {
      return inJar.contains(resource) ? new URL("jar:" + jar.toUri() + "!" + resource) : null;
    } catch (MalformedURLException e) {
      throw new IllegalStateException(e);
    }
  }

  private void add(ZipOutputStream out, String file, byte[] content) throws IOException {
    String resource = LINUX.resource(file);
    inJar.add(resource);
    out.putNextEntry(new ZipEntry(resource.substring(1)));
    out.write(content);
  }

  private static byte[] bytes(long seed, int length) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  private static void later(Path file, FileTime before) throws IOException {
    Files.setLastModifiedTime(file, FileTime.fromMillis(before.toMillis() + 5000));
  }

  /** Another one if the file was replaced; on Windows, which has none, the time of making. */
  private static Object identity(Path file) throws IOException {
    Object key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    return key == null ? Files.getAttribute(file, "creationTime") : key;
  }
}
