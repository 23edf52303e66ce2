"""The exporters' own error."""


class ExportError(Exception):
    """A reason not to write anything, in one sentence."""
