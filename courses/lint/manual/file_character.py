"""Text holds no invisible control characters. They come with text copied from other programs; ␇ stands for one here.

PASS:
    Ein Satz.

FAIL:
    Ein ␇Satz.
"""
