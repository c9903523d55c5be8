"""Pure methods: arrays and frames in, arrays and frames out. No files, no network."""
