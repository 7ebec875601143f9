"""Token stores: an archive segmented once, and counted as often as one likes."""
