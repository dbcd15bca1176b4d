"""Programs that prove what our own probes can only doubt: veraPDF and axe in Chromium, where they are installed.

They get a copy in a folder of their own, no network, no environment, and limits; what they say is bounded.
"""
