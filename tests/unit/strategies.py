"""Texts as strangers send them."""

from hypothesis import strategies as st

# lone surrogates, controls, marks of direction, joiners, digits and letters of other scripts, markup
_NASTY = "\ud800\udfff\x00\x1b\x85\u061c\u200b\u200d\u202e\u2066\ufeff\u0665\u00b2ßﬁ<&>\"' \u00a0\n\r\t-/@"

# any characters at all, the harmful ones often
any_text = st.text(st.characters() | st.sampled_from(_NASTY))
