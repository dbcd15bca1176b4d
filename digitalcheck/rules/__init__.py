"""Rules of the Digital-Check: the dated catalogue, the answers, and the findings drawn from them. Pure."""
