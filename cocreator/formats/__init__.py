"""How dates are written where Django would write them for another country than ours."""
