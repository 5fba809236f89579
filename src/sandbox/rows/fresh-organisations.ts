import type { SeedPart } from './seed.js'

/**
 * Organisations of our own, beside the sample: they have data, but no system user and no request,
 * so that a demonstration has somebody to sign up. One of them is an accountant, whose clients are
 * organisations that stand here anyway. And, for the presenters, people who may do more and less
 * than a managing director. Invented, by the same rules as the sample.
 */
// prettier-ignore
export const FRESH_ORGANISATIONS: SeedPart = {
  "organisations": [
    {"key": "F1", "orgno": "311844202", "name": "FREIDIG TAPPER LAKS AS", "orgForm": "AS", "partyId": 50900205, "partyUuid": "a23f304b-2f43-44da-9023-659ad0d96963", "dagligLeder": {"name": "GOD FAST VARDE", "pid": "17856212297"}, "bank": "99982417305"},
    {"key": "F2", "orgno": "212706515", "name": "NYSGJERRIG LUR MÅR AS", "orgForm": "AS", "partyId": 50900218, "partyUuid": "d0b607b4-fcb1-4518-8871-c57147bcb65a", "dagligLeder": {"name": "KLAR SPED HEGG", "pid": "03897110821"}, "bank": "99983771404"},
    {"key": "F3", "orgno": "316508731", "name": "SINDIG RUND ORRHANE AS", "orgForm": "AS", "partyId": 50900231, "partyUuid": "88517329-01a1-40a5-b8f4-73014a3bb9f9", "dagligLeder": {"name": "BLYG DJERV TINDE", "pid": "22849412209"}, "bank": "99986190518"},
    {"key": "R2", "orgno": "313476286", "name": "PÅLITELIG VÅKEN LOM REGNSKAP AS", "orgForm": "AS", "partyId": 50900244, "partyUuid": "ca543c39-94f8-485a-bcd3-a6bc525f71a8", "dagligLeder": {"name": "NØKTERN BRED MYR", "pid": "16827922114"}, "bank": "99988271647"}
  ],
  "persons": [
    {"name": "TRYGG LYS FURU", "pid": "11836511532", "role": "tilgangsstyrer", "organisations": ["F1", "F2", "F3", "S1", "N1"]},
    {"name": "KRESEN SMAL STI", "pid": "07819012975", "role": "tilgangsstyrer", "organisations": ["F1", "F2", "F3", "S1", "N1"], "lacks": ["ttd_systembruker-salary"]},
    {"name": "IVRIG UNG SPIRE", "pid": "14827310833", "role": "ansatt", "organisations": ["F1", "F2", "F3", "S1", "N1", "R1"], "lacks": ["ttd_systembruker-salary"]},
    {"name": "PRESIS RUND KONGLE", "pid": "25879512207", "role": "klientadministrator", "organisations": ["R1"]},
    {"name": "FJERN VAKKER DAL", "pid": "09886812946", "organisations": []}
  ],
  "registeredClients": [{"accountant": "R2", "role": "regnskapsforer", "clients": ["F1", "F3", "S2"]}],
  "logistics": {
    "F1": {"status": "Delayed", "shipmentStatus": "InTransit", "importStatus": "AwaitingCustoms", "exportStatus": "Cleared", "transitStatus": "InShipment"},
    "F2": {"status": "VeryWell", "shipmentStatus": "Delivered", "importStatus": "None", "exportStatus": "Cleared", "transitStatus": "None"},
    "F3": {"status": "VeryWell", "shipmentStatus": "AtTerminal", "importStatus": "Cleared", "exportStatus": "None", "transitStatus": "AwaitingPickup"},
    "R2": {"status": "VeryWell", "shipmentStatus": "Delivered", "importStatus": "None", "exportStatus": "None", "transitStatus": "None"}
  },
  "salary": {
    "F1": {"salaryStatus": "Paid", "salaryAmount": 405250.75},
    "F2": {"salaryStatus": "Pending", "salaryAmount": 128400},
    "F3": {"salaryStatus": "Paid", "salaryAmount": 69300},
    "R2": {"salaryStatus": "Paid", "salaryAmount": 151350}
  },
  "ledgers": {
    "F1": {
      "krav": [
        {"id": "KRAV-73050211", "kravtype": "Mva-melding", "kravgruppe": "Merverdiavgift", "tekst": "Mva-melding", "aar": "2026", "termin": "04", "periodeTekst": "juli - august", "fra": "2026-07-01", "til": "2026-08-31", "opprettet": "2026-10-08", "metode": "egenfastsatt", "renter": 582, "forfall": [{"id": "KRAV-73050211", "dato": "2026-10-12", "belop": 204600, "kid": "3118442023202604000002", "plassert": [["73051174", 150000, "2026-10-15"]]}]},
        {"id": "KRAV-73050358", "kravtype": "Mva-melding", "kravgruppe": "Merverdiavgift", "tekst": "Mva-melding", "aar": "2026", "termin": "05", "periodeTekst": "september - oktober", "fra": "2026-09-01", "til": "2026-10-31", "opprettet": "2026-11-17", "metode": "egenfastsatt", "renter": 0, "forfall": [{"id": "KRAV-73050358", "dato": "2026-12-10", "belop": 187250, "kid": "3118442023202605000001", "plassert": []}]},
        {"id": "73050467", "kravtype": "ARBGAVG", "kravgruppe": "Arbeidsgiveravgift", "tekst": "Arbeidsgiveravgift - 2026/5", "aar": "2026", "termin": "5", "periodeTekst": "Termin", "opprettet": "2026-11-06", "renter": 0, "forfall": [{"id": "73050529", "dato": "2026-11-16", "belop": 64300, "kid": "311844202520265060", "plassert": [["73051288", 64300, "2026-11-17"]]}]},
        {"id": "73050613", "kravtype": "FORSKTREKK", "kravgruppe": "Forskuddstrekk", "tekst": "Forskuddstrekk - 2026/5", "aar": "2026", "termin": "5", "periodeTekst": "Termin", "opprettet": "2026-11-06", "renter": 0, "forfall": [{"id": "73050684", "dato": "2026-11-16", "belop": 121500, "kid": "311844202520265052", "plassert": [["73051288", 121500, "2026-11-17"]]}]},
        {"id": "KRAV-73050796", "kravtype": "Forsinkelsesrente", "kravgruppe": "Merverdiavgift", "tekst": "Forsinkelsesrenter - Mva-melding juli - august", "aar": "2026", "termin": "04", "periodeTekst": "juli - august", "fra": "2026-07-01", "til": "2026-08-31", "opprettet": "2026-11-02", "metode": "blank", "renter": 0, "hovedstol": "KRAV-73050211", "forfall": [{"id": "KRAV-73050796", "dato": "2026-11-16", "belop": 214, "kid": "31184420232026990", "plassert": []}]},
        {"id": "73050852", "kravtype": "RESTERENDE_SKT_TILB", "kravgruppe": "Skatt", "tekst": "Tilbakebetaling skatt - 2025", "aar": "2025", "periodeTekst": "Inntektsår", "opprettet": "2026-10-21", "renter": 0, "forfall": [{"id": "73050919", "dato": "2026-10-21", "belop": -31640, "kid": null, "plassert": [], "utbetalt": "73051533"}]}
      ],
      "innbetalinger": [
        {"id": "73051174", "dato": "2026-10-14", "belop": 150000, "type": "Innbetalt OCR"},
        {"id": "73051288", "dato": "2026-11-16", "belop": 185800, "type": "Innbetaling 2026-11-16"},
        {"id": "73051396", "dato": "2026-11-19", "belop": 12000, "type": "Innbetaling 2026-11-19"}
      ],
      "utbetalinger": [
        {"id": "73051533", "dato": "2026-10-28", "belop": 31640, "melding": "Tilgode skatt 2025", "status": "bekreftet"}
      ]
    },
    "F2": {
      "krav": [
        {"id": "KRAV-73052140", "kravtype": "Mva-melding", "kravgruppe": "Merverdiavgift", "tekst": "Mva-melding", "aar": "2026", "termin": "05", "periodeTekst": "september - oktober", "fra": "2026-09-01", "til": "2026-10-31", "opprettet": "2026-11-12", "metode": "egenfastsatt", "renter": 0, "forfall": [{"id": "KRAV-73052140", "dato": "2026-12-10", "belop": 73400, "kid": "2127065153202605000003", "plassert": []}]},
        {"id": "73052233", "kravtype": "ARBGAVG", "kravgruppe": "Arbeidsgiveravgift", "tekst": "Arbeidsgiveravgift - 2026/5", "aar": "2026", "termin": "5", "periodeTekst": "Termin", "opprettet": "2026-11-06", "renter": 18, "forfall": [{"id": "73052307", "dato": "2026-11-16", "belop": 18260, "kid": "212706515520265062", "plassert": []}]},
        {"id": "73052419", "kravtype": "FORSKTREKK", "kravgruppe": "Forskuddstrekk", "tekst": "Forskuddstrekk - 2026/5", "aar": "2026", "termin": "5", "periodeTekst": "Termin", "opprettet": "2026-11-06", "renter": 0, "forfall": [{"id": "73052482", "dato": "2026-11-16", "belop": 41200, "kid": "212706515520265054", "plassert": [["73053118", 41200, "2026-11-17"]]}]},
        {"id": "73052571", "kravtype": "UTSKR_FORSKSKATT", "kravgruppe": "Skatt", "tekst": "Utskrevet forskuddsskatt - 2025", "aar": "2025", "periodeTekst": "Inntektsår", "opprettet": "2026-01-20", "renter": 0, "forfall": [{"id": "73052638", "dato": "2026-02-16", "belop": 22500, "kid": "21270651572025012", "plassert": [["73052904", 22500, "2026-02-17"]]}, {"id": "73052716", "dato": "2026-04-15", "belop": 22500, "kid": "21270651572025012", "plassert": [["73053027", 22500, "2026-04-16"]]}]}
      ],
      "innbetalinger": [
        {"id": "73052904", "dato": "2026-02-16", "belop": 22500, "type": "Innbetaling 2026-02-16"},
        {"id": "73053027", "dato": "2026-04-15", "belop": 22500, "type": "Innbetaling 2026-04-15"},
        {"id": "73053118", "dato": "2026-11-16", "belop": 41200, "type": "Innbetalt OCR"}
      ],
      "utbetalinger": []
    },
    "F3": {
      "krav": [
        {"id": "73054106", "kravtype": "Mva-melding", "kravgruppe": "Merverdiavgift", "tekst": "Mva-melding", "aar": "2026", "termin": "05", "periodeTekst": "september - oktober", "fra": "2026-09-01", "til": "2026-10-31", "opprettet": "2026-11-18", "metode": "egenfastsatt", "renter": 0, "forfall": [{"id": "73054133", "dato": "2026-11-18", "belop": -14730, "kid": null, "plassert": [], "utbetalt": "73054913"}]},
        {"id": "73054218", "kravtype": "ARBGAVG", "kravgruppe": "Arbeidsgiveravgift", "tekst": "Arbeidsgiveravgift - 2026/5", "aar": "2026", "termin": "5", "periodeTekst": "Termin", "opprettet": "2026-11-06", "renter": 0, "forfall": [{"id": "73054295", "dato": "2026-11-16", "belop": 9870, "kid": "316508731520265064", "plassert": [["73054830", 9870, "2026-11-17"]]}]},
        {"id": "73054377", "kravtype": "RESTSKATT", "kravgruppe": "Skatt", "tekst": "Restskatt - 2025", "aar": "2025", "periodeTekst": "Inntektsår", "opprettet": "2026-10-21", "metode": "myndighetsfastsatt", "renter": 0, "forfall": [{"id": "73054451", "dato": "2026-12-09", "belop": 6120, "kid": "31650873172025098", "plassert": []}]}
      ],
      "innbetalinger": [
        {"id": "73054830", "dato": "2026-11-16", "belop": 9870, "type": "Innbetaling 2026-11-16"}
      ],
      "utbetalinger": [
        {"id": "73054913", "dato": "2026-11-25", "belop": 14730, "melding": "Tilgode mva 5. termin 2026", "status": "underUtbetaling"}
      ]
    },
    "R2": {
      "krav": [
        {"id": "73055114", "kravtype": "ARBGAVG", "kravgruppe": "Arbeidsgiveravgift", "tekst": "Arbeidsgiveravgift - 2026/5", "aar": "2026", "termin": "5", "periodeTekst": "Termin", "opprettet": "2026-11-06", "renter": 0, "forfall": [{"id": "73055190", "dato": "2026-11-16", "belop": 21340, "kid": "313476286520265064", "plassert": [["73055822", 21340, "2026-11-17"]]}]}
      ],
      "innbetalinger": [
        {"id": "73055822", "dato": "2026-11-16", "belop": 21340, "type": "Innbetalt OCR"}
      ],
      "utbetalinger": []
    }
  }
}
