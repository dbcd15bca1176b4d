"""The Teilnahmewettbewerb: requests are opened and recorded, candidates examined, ranked and invited."""
