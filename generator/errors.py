"""The exceptions that mean "cannot go on"; whatever is wrong in the data is a `Problem` instead.

PortalError              everything below; `cli` turns it into one sentence and its exit code
├── SettingsError        the site's own configuration, schemas or codelists cannot be used
├── LedgerError          rows were lost or counted twice: a fault of this software
├── BusyError            another build holds the lock
└── PublishError         the finished site could not be put in place; the old one stands
"""


class PortalError(Exception):
    """A reason why nothing more can be done, said in one sentence."""

    exit_code = 1


class SettingsError(PortalError):
    """The configuration, a schema, a codelist or a template is missing or contradicts itself."""

    exit_code = 2


class LedgerError(PortalError):
    """A source's rows do not add up: rows_in is not the sum of what became of them."""


class BusyError(PortalError):
    """Another build is writing the same site."""

    exit_code = 75  # EX_TEMPFAIL of sysexits.h: trying again later will work


class PublishError(PortalError):
    """The site could not be written, verified or swapped in."""
