"""The register of numbers: each is given once, to one paper, and never to another.

A paper that has a number keeps it, with the symbol and the period (year or term) it was given in, whatever the office's
stationery says later: the paper may be signed, or with the leader. Another symbol counts for the papers that get their
number from then on; the width of the number is no part of it, and follows the stationery until the paper goes out.
A paper whose day moved out of the period of its number is held back, for its number may stand on another paper of the
new year. In both cases a person decides (`vanthu register renumber`): the old number becomes void and names the new.
Where years and a term cover each other, their numbers of one symbol are counted together, for they print alike.
"""
