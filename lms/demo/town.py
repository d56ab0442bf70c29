"""Who lives and works in Musterstadt, and what each of them is doing in their courses."""

from __future__ import annotations

from dataclasses import dataclass

TOWN = "Stadt Musterstadt"

OFFICES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Dezernat I", ("Personalentwicklung", "Personalrat", "IT und Digitalisierung", "Kämmerei")),
    ("Dezernat II", ("Bürgeramt", "Sozialamt", "Jugendamt", "Standesamt")),
    ("Dezernat III", ("Bauamt", "Ordnungsamt", "Stadtbibliothek", "Umweltamt")),
)


@dataclass(frozen=True, slots=True)
class Citizen:
    """An invented employee: name, office, role, and where they stand in the course.

    ``days`` is how many days ago they finished, or began, what they have done; ``share`` how much of
    the course's conditions is met; ``certified`` people met all of them.
    """

    given: str
    family: str
    office: str
    role: str = ""
    share: float = 0.0
    days: int = 0
    enrolled: bool = True

    @property
    def certified(self) -> bool:
        """Whether everything was done."""
        return self.share >= 1

    @property
    def label(self) -> str:
        """The office with all above it."""
        department = next(name for name, offices in OFFICES if self.office in offices)
        return f"{TOWN}/{department}/{self.office}"


# 24 months are 730 days: two certificates end within ninety days, one has ended
CITIZENS: tuple[Citizen, ...] = (
    Citizen("Ayşe", "Yıldırım", "Bürgeramt", share=0.3, days=6),
    Citizen("Marek", "Wiśniewski", "Personalentwicklung", "trainer", enrolled=False),
    Citizen("Sabine", "Großmann", "Personalentwicklung", "coordinator", enrolled=False),
    Citizen("Uwe", "Brandt", "Bürgeramt", "manager", enrolled=False),
    Citizen("Dilek", "Kaya", "Personalrat", "staff_council", enrolled=False),
    Citizen("Jonas", "Keller", "IT und Digitalisierung", "admin", enrolled=False),
    Citizen("Şükrü", "Đorđević-Łukasz", "Ordnungsamt", share=1, days=254),
    Citizen("Eleni", "Georgiou", "Jugendamt", share=1, days=201),
    Citizen("Fatma", "Großmann-Öztürk", "Sozialamt", share=1, days=690),
    Citizen("Katarzyna", "Łukasik", "Sozialamt", share=1, days=749),
    Citizen("Jürgen", "Müller", "Bauamt", share=1, days=201),
    Citizen("Ioannis", "Papadopoulos", "Jugendamt", share=1, days=672),
    Citizen("Petra", "Strauß", "Standesamt", share=1, days=254),
    Citizen("Tomasz", "Zieliński", "Kämmerei", share=1, days=201),
    Citizen("Çağla", "Aydın", "Bürgeramt", share=1, days=120),
    Citizen("Konstantinos", "Παπαδάκης", "Stadtbibliothek", share=1, days=98),
    Citizen("Małgorzata", "Dąbrowska", "Umweltamt", share=1, days=60),
    Citizen("Björn", "Weiß", "Kämmerei", share=1, days=33),
    Citizen("İbrahim", "Şahin", "Bauamt", share=1, days=12),
    Citizen("Renate", "Kühn", "Bürgeramt", share=0.8, days=9),
    Citizen("Grzegorz", "Brzęczyszczykiewicz", "Ordnungsamt", share=0.6, days=14),
    Citizen("Zeynep", "Güneş", "Sozialamt", share=0.5, days=20),
    Citizen("Dimitra", "Vlachou", "Jugendamt", share=0.4, days=44),
    Citizen("Horst", "Schäfer", "Bauamt", share=0.3, days=65),
    Citizen("Anke", "Löwe", "Standesamt", share=0.2, days=3),
    Citizen("Ömer", "Çelik", "Bürgeramt", share=0.2, days=2),
    Citizen("Agnieszka", "Wójcik", "Umweltamt", share=0.1, days=5),
    Citizen("Nikolaos", "Ζαχαρίου", "Bauamt", share=0.1, days=8),
    Citizen("Käthe", "Jäger", "Stadtbibliothek", days=1),
    Citizen("Emre", "Koç", "IT und Digitalisierung", days=1),
    Citizen("Zofia", "Krzyżanowska", "Personalentwicklung", days=4),
    Citizen("Heinz", "Groß", "Ordnungsamt", days=30),
    Citizen("Maria", "Ioannidou", "Kämmerei", days=11),
    Citizen("Wolfgang", "Böhm", "Sozialamt", enrolled=False),
    Citizen("Gülşen", "Doğan", "Jugendamt", enrolled=False),
    Citizen("Stanisław", "Źrebiec", "Bauamt", enrolled=False),
    Citizen("Ursula", "Weiß-Jäckel", "Personalentwicklung", "dpo", enrolled=False),
    Citizen("Hans-Jürgen", "Übelacker", "Umweltamt", enrolled=False),
    Citizen("Sevgi", "Işık", "Standesamt", enrolled=False),
    Citizen("Thorsten", "Süß", "Stadtbibliothek", enrolled=False),
)
