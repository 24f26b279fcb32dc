"""The public name of filling Word templates: programs outside import it from here (the code is in `flows.word`)."""

from flows.word.template import Filling, Template
from flows.word.words import WORDS, Word

__all__ = ["WORDS", "Filling", "Template", "Word"]
