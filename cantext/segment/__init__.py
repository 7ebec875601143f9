"""Text to tokens: the engines and the pipeline around them.

The package is called as `cantext.analyses.segmented.segment`: `cantext.segment("speech.txt")`.
"""

from cantext.callable_package import make_callable

make_callable(__name__, "cantext.analyses.segmented:segment")
