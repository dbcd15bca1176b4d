"""Licences and open standards, judged from evidence.

This room is for the pure library that reads software bills of materials (SPDX, CycloneDX, plain lists) into one
component model, parses licence expressions, checks their compatibility with the way a product is used, recognises
open standards in sample files, and turns all of that into suggested points for the open-source criterion, each with
the state of its evidence: proven, declared, absent or unknown. It does no input or output; files reach it as bytes.
"""
