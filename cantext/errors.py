"""The errors a user can mend: one line that says what, where and what to do."""


class CantextError(Exception):
    """The input or a setting cannot be used; its message is shown to the user as it is."""


class UsageError(CantextError):
    """A name or a value that was asked for is none of those there are."""


class InputError(CantextError):
    """A file, a folder or standard input cannot be read as text."""


class DictionaryError(CantextError):
    """A dictionary file breaks its format; the message names file, line and mend."""


class EngineError(CantextError):
    """A segmentation engine lacks its package or its model."""


class PluginError(CantextError):
    """What another package adds to cantext does not work."""


class StoreWarning(UserWarning):
    """A token store's tokens are not those that were asked for: its texts are cut anew."""


class OutputError(CantextError):
    """A result cannot be written where it was asked to go."""
