"""Text to tokens: the engines and the pipeline around them."""
