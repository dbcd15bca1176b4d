"""Files with bills of materials and licence lists, read and judged in a limited child process."""
