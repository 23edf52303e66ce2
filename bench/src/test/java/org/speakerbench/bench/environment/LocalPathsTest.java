package org.speakerbench.bench.environment;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocalPathsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          /home/me/x.py                          | x.py
          ~/env/bin/python ~me/x.py a            | python x.py a
          LD_LIBRARY_PATH=/opt/me/lib:/a/b "/c/d"| LD_LIBRARY_PATH=lib:b "d"
          campplus,mine=/home/me/m.onnx          | campplus,mine=m.onnx
          golden/python/x.py ../base ./run       | golden/python/x.py ../base ./run
          {model} 3/4 'a b'                      | {model} 3/4 'a b'
          """)
  void onlyTheLastPartOfAnAbsolutePathIsTold(String text, String expected) {
    assertThat(LocalPaths.shortened(text)).isEqualTo(expected);
  }
}
