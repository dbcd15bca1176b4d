"""The Teilnahmewettbewerb: eligibility matrix, examination and ranking of candidates. Nothing of it is award."""
