"""Words that have a capital within a sentence and are no names: days, months, peoples and languages, feasts,
and how people are addressed.

No edition need list them. Of each language those whose orthography gives them a capital; in French, peoples
alone (`un Français`, but `la langue française`). A language that gives every noun a capital has none here.
"""

from __future__ import annotations

EVERY_NOUN = frozenset({"de", "lb", "nds"})  # languages in which a capital says nothing of a word

_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday"
_MONTHS = "January February March April May June July August September October November December"
_FEASTS = "Christmas Easter Pentecost Whitsun Lent Advent Epiphany Passover Ramadan Michaelmas Eve"
_LANGUAGES = "Latin Greek Hebrew Yiddish Sanskrit Esperanto Gaelic Welsh Breton Basque Catalan Slavonic"
_TITLES = """Mr Mrs Miss Ms Dr Sir Madam Lord Lady Captain Colonel General Major Professor Reverend King Queen
Prince Princess Emperor Count Countess Duke Duchess Baron Bishop"""
# with -s for several
_PEOPLES = """Afghan African Albanian Algerian American Arab Argentinian Armenian Asian Australian Austrian
Azerbaijani Balt Bavarian Belarusian Belgian Berliner Bohemian Bosnian Brazilian Bulgarian
Burgundian Canadian Castilian Catalan Caucasian Chechen Chilean Circassian Colombian Cossack Croat
Croatian Cuban Cypriot Czech Dane Egyptian Estonian Ethiopian European Finn Fleming Frisian Georgian
German Greek Habsburg Hanoverian Hindu Hungarian Icelander Indian Indonesian Iranian Iraqi Israeli
Italian Jew Kazakh Korean Kurd Kyrgyz Lapp Latvian Lett Lithuanian Livonian Lombard Londoner
Luxembourger Macedonian Magyar Malay Manchu Manchurian Mexican Moldavian Moldovan Mongol Mongolian
Montenegrin Moravian Moroccan Muscovite Neapolitan Norman Norwegian Ottoman Pakistani Palestinian
Parisian Persian Peruvian Piedmontese Pole Prussian Roman Romanian Russian Ruthenian Saxon
Scandinavian Scot Serb Serbian Siberian Sicilian Silesian Slav Slovak Slovene Slovenian Spaniard
Styrian Swede Syrian Tajik Tatar Tibetan Tunisian Turk Turkmen Tuscan Tyrolean Ukrainian Uzbek
Venetian Vietnamese Viennese Walloon Yankee Yugoslav Christian Catholic Protestant Lutheran
Calvinist Anglican Methodist Baptist Quaker Jesuit Dominican Franciscan Benedictine Muslim Buddhist
Bolshevik Menshevik Marxist Leninist Communard Jacobin Girondin Tory Whig Puritan Huguenot"""
_ADJECTIVES = """British Chinese
Cornish Danish Dutch English Finnish Flemish French Icelandic Irish Islamic Japanese
Jewish Jewry Lapland Maltese Manx Orthodox Polish Portuguese Scots Scotch Scottish Slavic Slavonic
Spanish Swedish Swiss Tatar Turkish Arabic Baltic Balkan Bengali Hispanic Iberian Levantine Celtic
Germanic Gallic Norse Nordic Englishman Englishmen Frenchman Frenchmen Dutchman Dutchmen Irishman
Irishmen Scotsman Scotsmen Welshman Welshmen Englishwoman Frenchwoman Christianity Catholicism
Protestantism Lutheranism Judaism Islam Buddhism Marxism Leninism Bolshevism Menshevism
Enlightenment Renaissance Reformation Baroque God Lord Bible Gospel Koran Northern Southern Eastern
Western South-East South-West North-East North-West"""
_FRENCH = """Allemand Américain Anglais Arabe Autrichien Basque Belge Breton Chinois Danois Espagnol Européen
Finlandais Français Génois Grec Hollandais Hongrois Indien Irlandais Italien Japonais Juif Norvégien
Parisien Persan Polonais Portugais Prussien Romain Roumain Russe Serbe Suédois Suisse Tchèque Turc
Monsieur Madame Mademoiselle
Ukrainien Vénitien Viennois Noël Pâques Pentecôte Toussaint Carême Épiphanie Dieu Seigneur Bible"""

_ENGLISH = frozenset(" ".join((_DAYS, _MONTHS, _FEASTS, _LANGUAGES, _TITLES, _PEOPLES, _ADJECTIVES)).split())
_ALL: dict[str, frozenset[str]] = {
    "en": _ENGLISH | {f"{people}s" for people in _PEOPLES.split()},
    "fr": frozenset(_FRENCH.split()) | {f"{people}s" for people in _FRENCH.split()},
}


def with_a_capital(language: str) -> frozenset[str]:
    """The words of a language that have a capital and are no names."""
    return _ALL.get(language, frozenset())
