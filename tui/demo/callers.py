"""Who calls, and about what: a few people often, most of them once."""

from dataclasses import dataclass

from tui.demo.blanks import Blanks
from tui.demo.material import Theme

NEW = 0.55
"""How many of the calls come from somebody who never called before.

All others are from the caller of an earlier call, each call as likely as the other, and this alone makes the skew
that life has: whoever called often calls again (Simon's model).
"""


@dataclass
class Matter:
    """What somebody calls about."""

    theme: Theme
    values: dict[str, str]
    calls: int = 0


@dataclass
class Client:
    """Somebody who calls; with an empty name, somebody who never said it."""

    name: str
    company: str
    phone: str
    mail: str
    matter: Matter | None = None
    """What they last called about."""

    @property
    def first(self) -> str:
        """The name that a person goes by; with a title, the whole."""
        words = self.name.split()
        return self.name if words[0] in _TITLES else words[0]

    @property
    def called(self) -> str:
        """Name and company as they are typed."""
        return f"{self.name}, {self.company}" if self.company else self.name


_TITLES = frozenset(("Ms", "Mr", "Dr", "Mrs", "Mx", "Prof"))


class Callers:
    """Everybody who has called so far."""

    def __init__(self, blanks: Blanks) -> None:
        """Nobody yet."""
        self._blanks = blanks
        self._chance = blanks.chance
        self._past: list[Client] = []
        self._outage = [theme for theme in blanks.material.themes if theme.id == "outage"]

    def next(self, month: int, *, outage: bool) -> tuple[Client, Matter]:
        """Who calls now, and about what."""
        chance = self._chance
        if chance.happens(0.04):
            client = self._made("")
        elif not self._past or chance.happens(NEW):
            client = self._made(self._name())
        else:
            client = chance.one_of(self._past)
        if client.name:
            self._past.append(client)
        matter = client.matter
        if matter is None or outage or not chance.happens(0.45):
            theme = chance.one_of(self._outage) if outage else self._theme(month)
            client.matter = matter = Matter(theme, self._blanks.of_matter(theme))
        matter.calls += 1
        return client, matter

    def _theme(self, month: int) -> Theme:
        themes = self._blanks.material.themes
        weights = [theme.weight * (2 if month in theme.busy else 1) for theme in themes]
        at = self._chance.share() * sum(weights)
        for theme, weight in zip(themes, weights, strict=True):
            at -= weight
            if at < 0:
                return theme
        return themes[-1]

    def _made(self, name: str) -> Client:
        blanks, chance = self._blanks, self._chance
        company = self._firm() if name and chance.happens(0.5) else ""
        mail = f"{blanks.word().lower()}{chance.whole(1, 99)}@example.{chance.one_of(('com', 'org'))}"
        return Client(name, company, blanks.phone(), mail)

    def _name(self) -> str:
        people, chance = self._blanks.material.people, self._chance
        if chance.happens(0.004):
            return chance.one_of(people.whole)
        last = chance.one_of(people.last) if chance.happens(0.5) else self._blanks.word()
        if chance.happens(0.06):
            last = f"{last}-{self._blanks.word()}"
        return f"{chance.one_of(people.titles) if chance.happens(0.12) else chance.early_one_of(people.first)} {last}"

    def _firm(self) -> str:
        blanks, people, chance = self._blanks, self._blanks.material.people, self._chance
        blanks.values |= {
            "last": chance.one_of(people.last),
            "trade": chance.one_of(people.trades),
            "town": blanks.word(),
        }
        return blanks.fill(chance.one_of(people.firms))
