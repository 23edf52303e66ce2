/** A program that uses the library as a module. */
module org.example.consumer {
  requires org.speakerbench.engine;
  // An automatic module cannot ask for these, on which the engine depends.
  requires com.fasterxml.jackson.databind;
  requires org.slf4j;
}
