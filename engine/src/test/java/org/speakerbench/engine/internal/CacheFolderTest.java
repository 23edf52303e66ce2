package org.speakerbench.engine.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.speakerbench.engine.SpeakerbenchException;

class CacheFolderTest {
  /** Of a user id that is in no list of users. */
  private static final String NO_HOME = "?";

  @TempDir Path temp;

  @Test
  void theCacheFolderFollowsThePlatform() {
    assertThat(find("Mac OS X", "/Users/u", Map.of()))
        .isEqualTo(Path.of("/Users/u/Library/Caches/speakerbench"));
    assertThat(find("Windows 11", "C", Map.of("LOCALAPPDATA", "/local")))
        .isEqualTo(Path.of("/local/speakerbench"));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void theUsersWishComesFirstThenTheHome() {
    String home = temp.toString();
    assertThat(find("Linux", home, Map.of("XDG_CACHE_HOME", "/c", "HOME", home)))
        .isEqualTo(Path.of("/c/speakerbench"));
    Path inHome = temp.resolve(".cache/speakerbench");
    assertThat(find("Linux", home, Map.of())).isEqualTo(inHome);
    assertThat(find("Linux", home, Map.of("XDG_CACHE_HOME", "relative"))).isEqualTo(inHome);
    assertThat(find("Linux", "/elsewhere", Map.of("HOME", home))).isEqualTo(inHome);
    assertThat(find("Linux", NO_HOME, Map.of("HOME", home))).isEqualTo(inHome);
    assertThat(find("Linux", home, Map.of("HOME", "relative"))).isEqualTo(inHome);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void withoutAHomeItIsOfTheUserAloneInTheTemporaryFolder() throws IOException {
    Path notAFolder = Files.writeString(temp.resolve("file"), "");
    for (Map<String, String> environment :
        List.of(Map.<String, String>of(), Map.of("HOME", notAFolder + "/u"))) {
      Path folder = find("Linux", NO_HOME, environment);
      assertThat(folder)
          .isEqualTo(temp.resolve("speakerbench-" + Files.getAttribute(temp, "unix:uid")))
          .isDirectory();
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
          .isEqualTo("rwx------");
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void oneThatOthersCanChangeIsRefused() throws IOException {
    Path folder = find("Linux", NO_HOME, Map.of());
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwx---"));
    assertThatThrownBy(() -> find("Linux", NO_HOME, Map.of()))
        .isInstanceOf(SpeakerbenchException.class)
        .hasMessageContainingAll(folder.toString(), "others can change", "XDG_CACHE_HOME");
    Files.delete(folder);
    Files.createSymbolicLink(folder, Files.createDirectory(temp.resolve("other")));
    assertThatThrownBy(() -> find("Linux", NO_HOME, Map.of()))
        .hasMessageContaining("others can change");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void whereNothingCanBeMadeItSaysSo() throws IOException {
    Path file = Files.writeString(temp.resolve("file"), "");
    assertThatThrownBy(() -> new CacheFolder("Linux", NO_HOME, file, Map.of()).find())
        .isInstanceOf(SpeakerbenchException.class)
        .hasMessageContainingAll("no cache folder", file.toString(), "XDG_CACHE_HOME");
  }

  private Path find(String osName, String home, Map<String, String> environment) {
    return new CacheFolder(osName, home, temp, environment).find();
  }
}
