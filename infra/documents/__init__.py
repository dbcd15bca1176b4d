"""JSON documents and packages of them from outside, through the gate (``reading``)."""
