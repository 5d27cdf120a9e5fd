import pytest
from cryptography.fernet import Fernet

from storage import errors
from storage.vault import Vault

OLD, NEW = Fernet.generate_key().decode(), Fernet.generate_key().decode()


def test_what_is_sealed_opens_again_and_cannot_be_read_meanwhile() -> None:
    vault = Vault([NEW])
    sealed = vault.seal("xoxb-Größe")

    assert vault.open(sealed) == "xoxb-Größe"
    assert "xoxb" not in sealed


def test_a_new_key_in_front_seals_while_the_old_one_still_opens() -> None:
    before = Vault([OLD]).seal("xoxb-1")
    both = Vault([NEW, OLD])

    assert both.open(before) == "xoxb-1"
    assert Vault([NEW]).open(both.seal("xoxb-2")) == "xoxb-2"


def test_what_no_key_opens_is_an_error_that_tells_no_secret() -> None:
    sealed = Vault([OLD]).seal("xoxb-1")

    with pytest.raises(errors.CannotOpen):
        Vault([NEW]).open(sealed)
    with pytest.raises(errors.CannotOpen):
        Vault([OLD]).open(sealed[:-4] + "AAA=")


@pytest.mark.parametrize("keys", [[], ["secret"], [NEW, ""]])
def test_a_vault_without_good_keys_is_refused_without_showing_them(keys: list[str]) -> None:
    with pytest.raises(ValueError, match="key") as refusal:
        Vault(keys)

    assert "secret" not in str(refusal.value)
