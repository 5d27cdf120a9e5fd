"""What Slack trusts us with is kept sealed: a copied database opens no workspace."""

from collections.abc import Sequence

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from storage import errors


class Vault:
    """Seals with the first key and opens with any, so that keys can be changed without a gap."""

    def __init__(self, keys: Sequence[str]) -> None:
        """Raises ValueError without a key, or for one that is not 32 bytes in url-safe base64."""
        if not keys:
            raise ValueError("a vault needs at least one key")
        try:
            self._fernet = MultiFernet([Fernet(key) for key in keys])
        except ValueError:  # the library's message holds part of the key's story; ours goes to logs
            raise ValueError("an encryption key is 32 random bytes in url-safe base64") from None

    def seal(self, text: str) -> str:
        return self._fernet.encrypt(text.encode()).decode()

    def open(self, sealed: str) -> str:
        """Raises CannotOpen when none of the keys fits, or the text was tampered with."""
        try:
            return self._fernet.decrypt(sealed).decode()
        except InvalidToken as failure:
            raise errors.CannotOpen("no key opens this") from failure
