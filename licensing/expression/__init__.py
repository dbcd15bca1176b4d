"""Licence expressions after SPDX (2.3 Annex D, 3.0.1 Annex B): read exactly, nothing replaced silently."""
