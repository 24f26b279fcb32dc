"""What all tests share: Hypothesis without a stopwatch, since a busy machine is no mistake."""

from hypothesis import settings

settings.register_profile("calm", deadline=None)
settings.load_profile("calm")
