"""Pure formulae on arrays of counts."""
