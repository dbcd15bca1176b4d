"""Reading bills of materials: one reader a format, all into ``licensing.model``. Bytes come in, values go out."""
