"""The bulk population: any number of ordinary domains, and the sums that a scan must find.

It is made in blocks of 1,000 in which each kind of domain has its share (`_shares` says which),
shuffled by the seed. `population` is pure: the same size and seed give the same domains, so that
what is expected can be computed without building anything."""

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

TLDS = {"one": "opt-out", "two": "nsec", "three": "unsigned"}
SIGNED_TLDS = ("one", "two")

SUMMED = ("mail_route", "mx_dnssec", "mx_hosts", "sts_record", "policy_fetch", "policy_mode",
          "tlsrpt_record", "starttls", "dane", "verdict", "result_type")

# Of a slow population every so many-th domain has name servers that are dead.
SILENT_EVERY = 20

# What the servers of the ten providers are like; tenants' are "valid".
PROVIDER_SERVERS = ["valid"] * 6 + ["old", "mismatch", "self-signed", "no-tls"]

SYLLABLES = ["ka", "lo", "mi", "ne", "ru", "sa", "to", "vi", "be", "do", "fa", "gu"]


@dataclass(frozen=True)
class Slot:
    """A place in a block of 1,000: what its domain is like."""

    route: str  # absent, null, none, shared, tenant, own
    server: str = ""  # own: a kind of `_own_shares`
    number: int = 0  # shared: which provider
    sts: str = ""  # enforce, testing, mismatch (testing, matches no MX host), expired
    has_tlsrpt: bool = False
    is_signed: bool = False


@dataclass(frozen=True)
class Domain:
    index: int
    name: str
    slot: Slot
    is_silent: bool = False  # its name servers are dead

    @property
    def tld(self) -> str:
        return self.name.rsplit(".", 1)[-1]


def _shares() -> list[Slot]:
    """One block: 50 domains do not exist, 150 take no mail, 380 use the providers, 200 are tenants
    of one provider, 220 have an MX host of their own, 10 of these dead. 10 publish MTA-STS, 15
    TLSRPT, 100 are signed, 20 of these with TLSA records."""
    absent = [Slot("absent")] * 50
    silent = [Slot("null", is_signed=number < 20) for number in range(110)] + [Slot("none")] * 40
    shared = [Slot("shared", number=number % 10, is_signed=number >= 340)
              for number in range(380)]
    for place, sts in enumerate(["enforce", "enforce", "enforce", "enforce", "mismatch"]):
        shared[place] = replace(shared[place], sts=sts, has_tlsrpt=True)
    for place in range(10, 15):
        shared[place] = replace(shared[place], has_tlsrpt=True)
    tenants = [Slot("tenant", sts="testing" if number < 2 else "", has_tlsrpt=number < 2,
                    is_signed=number >= 180) for number in range(200)]
    return absent + silent + shared + tenants + _own_shares()


def _own_shares() -> list[Slot]:
    """By what the MX host does: `old` has TLS 1.2 at most, `mismatch` shows the hosting company's
    certificate, nothing listens at `dead`, `dane-other` has a TLSA record of another key."""
    counts = {"dead": 10, "dane": 18, "dane-other": 2, "valid": 92, "old": 30, "self-signed": 25,
              "mismatch": 20, "expired": 8, "no-tls": 15}
    own = [Slot("own", server=kind, is_signed=kind.startswith("dane"))
           for kind, count in counts.items() for _ in range(count)]
    first = counts["dead"] + counts["dane"] + counts["dane-other"]
    for place, sts in enumerate(["enforce", "enforce", "expired"]):
        own[first + place] = replace(own[first + place], sts=sts, has_tlsrpt=True)
    return own


def population(size: int, seed: int, slow: bool = False) -> Iterator[Domain]:
    shares = _shares()
    for block in range(0, size, len(shares)):
        chance = random.Random(f"{seed}/{block}")
        slots = shares.copy()
        chance.shuffle(slots)
        for index, slot in enumerate(slots[:size - block], start=block):
            word = "".join(chance.choice(SYLLABLES) for _ in range(3))
            tlds = SIGNED_TLDS if slot.is_signed else ("one", "one", "two", "three")
            yield Domain(index, f"{word}{index}.{chance.choice(tlds)}", slot,
                         is_silent=slow and slot.route != "absent"
                         and index % SILENT_EVERY == SILENT_EVERY - 1)


# What a scan must find


def expected(domain: Domain) -> dict:
    """The columns SUMMED of the domain's row."""
    slot = domain.slot
    if domain.is_silent:
        return dict.fromkeys(SUMMED) | {
            "mail_route": "error", "mx_hosts": 0, "sts_record": "error", "tlsrpt_record": "error",
            "starttls": "unknown", "dane": "unknown", "verdict": "unknown"}
    row = dict.fromkeys(SUMMED) | {
        "mail_route": {"absent": "none", "null": "null-mx", "none": "none"}.get(slot.route, "mx"),
        "mx_dnssec": _dnssec(domain), "mx_hosts": 0, "sts_record": "absent",
        "tlsrpt_record": "valid" if slot.has_tlsrpt else "absent", "starttls": "unknown",
        "dane": "none", "verdict": "no-mail"}
    if slot.route not in ("shared", "tenant", "own"):
        return row
    row["mx_hosts"] = 2 if slot.route == "shared" else 1
    row |= _transport(slot)
    return row | _policy_columns(slot) if slot.sts else row


def _dnssec(domain: Domain) -> str:
    # Opt-out (RFC 5155 9.2): the absence of a name is not proven securely in `one`.
    is_proven_absent = domain.slot.route == "absent" and domain.tld == "two"
    return "secure" if domain.slot.is_signed or is_proven_absent else "insecure"


def _transport(slot: Slot) -> dict:
    server = slot.server or (PROVIDER_SERVERS[slot.number] if slot.route == "shared" else "valid")
    if server == "dead":
        return {"verdict": "unknown"}
    if server == "no-tls":
        return {"starttls": "none", "verdict": "plaintext",
                "result_type": "starttls-not-supported"}
    if server == "dane":
        return {"starttls": "all", "dane": "valid", "verdict": "secure"}
    if server == "dane-other":
        return {"starttls": "all", "dane": "invalid", "verdict": "refuse",
                "result_type": "tlsa-invalid"}
    return {"starttls": "all", "verdict": "opportunistic"}


def _policy_columns(slot: Slot) -> dict:
    """Policies are only given to domains whose MX hosts have valid certificates."""
    columns = {"sts_record": "valid", "policy_fetch": "ok", "policy_mode": slot.sts,
               "verdict": "secure"}
    if slot.sts == "mismatch":
        columns |= {"policy_mode": "testing", "verdict": "report",
                    "result_type": "validation-failure"}
    if slot.sts == "expired":
        columns |= {"policy_fetch": "tls", "policy_mode": None, "verdict": "opportunistic",
                    "result_type": "sts-webpki-invalid"}
    return columns


def sums(size: int, seed: int, slow: bool = False) -> dict[str, dict[str, int]]:
    """How many domains have each value, by column; NULL is "null"."""
    counters = {column: Counter() for column in SUMMED}
    for domain in population(size, seed, slow):
        for column, value in expected(domain).items():
            counters[column]["null" if value is None else str(value)] += 1
    return {column: dict(sorted(counter.items())) for column, counter in counters.items()}
