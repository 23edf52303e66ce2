package org.speakerbench.engine.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CacheFolderTest {

  @Test
  void theCacheFolderFollowsThePlatform() {
    assertThat(CacheFolder.locate("Linux", "/home/u", Map.of()))
        .isEqualTo(Path.of("/home/u/.cache/speakerbench"));
    assertThat(CacheFolder.locate("Linux", "/home/u", Map.of("XDG_CACHE_HOME", "/c")))
        .isEqualTo(Path.of("/c/speakerbench"));
    assertThat(CacheFolder.locate("Linux", "/home/u", Map.of("XDG_CACHE_HOME", "relative")))
        .isEqualTo(Path.of("/home/u/.cache/speakerbench"));
    assertThat(CacheFolder.locate("Mac OS X", "/Users/u", Map.of()))
        .isEqualTo(Path.of("/Users/u/Library/Caches/speakerbench"));
    assertThat(CacheFolder.locate("Windows 11", "C", Map.of("LOCALAPPDATA", "/local")))
        .isEqualTo(Path.of("/local/speakerbench"));
  }
}
