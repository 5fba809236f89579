import type { Seed } from './seed.js'

/**
 * The sample world of the contract, row for row: invented, with valid check digits and sums that
 * hold on `asOf`. Kept one row to a line, so that it can be read as the table it is.
 */
// prettier-ignore
export const SAMPLE_DATA: Seed = {
  "asOf": "2026-11-20",
  "skatteetatenAccount": {"kontoeiersNavn": "SKATTEETATEN - SANDKASSE", "kontonummer": "99997986438", "iban": "NO7499997986438", "swiftBIC": "SNDKNO22"},
  "system": {"systemId": "991825827_smartcloud", "vendorOrgNo": "991825827"},
  "organisations": [
    {"key": "S1", "orgno": "310261629", "name": "RASK EKTE TIGER AS", "orgForm": "AS", "partyId": 50900101, "partyUuid": "37b00307-4f0f-4c3c-a052-e52bdc36fc90", "dagligLeder": {"name": "VENNLIG BRATT BJERK", "pid": "14837861110"}, "bank": "99987552987"},
    {"key": "S2", "orgno": "312414015", "name": "MODIG STILLE ELG AS", "orgForm": "AS", "partyId": 50900114, "partyUuid": "e844c762-939a-4232-988e-fbceb71ed78a", "dagligLeder": {"name": "SPREK LANG KNAPP", "pid": "02916948851"}, "bank": "99986556555"},
    {"key": "S3", "orgno": "213089358", "name": "LUN PRAKTISK OTER AS", "orgForm": "AS", "partyId": 50900127, "partyUuid": "0ded97bb-7ec0-4922-aed9-1f2e3af9f30c", "dagligLeder": {"name": "MUNTER TYNN LYNG", "pid": "27868473369"}, "bank": "99986509883"},
    {"key": "N1", "orgno": "314577760", "name": "BLID UREDD HUBRO AS", "orgForm": "AS", "partyId": 50900140, "partyUuid": "5eda7e46-a386-44a7-a70c-589145d28c06", "dagligLeder": {"name": "RAUS GRUNN KVIST", "pid": "09819065419"}, "bank": "99980970848"},
    {"key": "N2", "orgno": "311139215", "name": "KVIKK NØYSOM REV AS", "orgForm": "AS", "partyId": 50900153, "partyUuid": "543bcfbb-c9f2-4a8a-9ecf-958027801375", "dagligLeder": {"name": "STILLE VARM GREIN", "pid": "18897540173"}, "bank": "99984562000"},
    {"key": "R1", "orgno": "315201047", "name": "KLOK VENNLIG GAUPE REGNSKAP AS", "orgForm": "AS", "partyId": 50900166, "partyUuid": "fb68eb68-bda0-4923-bdde-8fcb603ae5da", "dagligLeder": {"name": "ORDENTLIG KORT MOSE", "pid": "30847237720"}, "bank": "99989405809"},
    {"key": "K1", "orgno": "313210502", "name": "GLAD RYDDIG SPURV AS", "orgForm": "AS", "partyId": 50900179, "partyUuid": "0346ce06-8b21-4a85-aa84-882937c3de4c", "dagligLeder": {"name": "HVASS MILD STEIN", "pid": "05928152989"}, "bank": "99987864881"},
    {"key": "K2", "orgno": "214685590", "name": "STØDIG MILD HARE AS", "orgForm": "AS", "partyId": 50900192, "partyUuid": "dde5a881-1aaf-4366-8999-f49576886726", "dagligLeder": {"name": "LETT SOLID BEKK", "pid": "21886634495"}, "bank": "99983520959"}
  ],
  "systemUsers": [
    {"id": "49469a5e-6b91-46e7-a45c-8f2d7e2d1302", "userType": "standard", "owner": "S1", "integrationTitle": "SmartCloud", "systemId": "991825827_smartcloud", "rights": ["ske-krav-og-betalinger", "ttd_systembruker-logistikk-demo"], "accessPackages": [], "clients": [], "product": "basic", "created": "2026-03-02T08:14:27Z", "externalRef": "310261629"},
    {"id": "cb9b515f-e4ec-4f0d-be03-0f59e5e5b240", "userType": "standard", "owner": "S2", "integrationTitle": "SmartCloud", "systemId": "991825827_smartcloud", "rights": ["ske-krav-og-betalinger", "ttd_systembruker-logistikk-demo", "ttd_systembruker-salary"], "accessPackages": [], "clients": [], "product": "standard", "created": "2026-04-15T11:40:03Z", "externalRef": "312414015"},
    {"id": "479dd02e-5974-4f6b-8eeb-4467a5c46004", "userType": "standard", "owner": "S3", "integrationTitle": "SmartCloud", "systemId": "991825827_smartcloud", "rights": ["ske-krav-og-betalinger", "ttd_systembruker-logistikk-demo", "ttd_systembruker-salary"], "accessPackages": [], "clients": [], "product": "standard", "created": "2026-09-21T07:55:48Z", "externalRef": "sc-213089358-b"},
    {"id": "a35ffc5b-8ba0-40f1-8dfe-d74b768c6714", "userType": "agent", "owner": "R1", "integrationTitle": "SmartCloud Klient", "systemId": "991825827_smartcloud", "rights": [], "accessPackages": ["urn:altinn:accesspackage:regnskapsforer-lonn", "urn:altinn:accesspackage:regnskapsforer-uten-signeringsrettighet"], "clients": ["S3", "K1", "K2"], "product": "klient", "created": "2026-05-05T09:02:11Z", "externalRef": "315201047"}
  ],
  "requests": [
    {"id": "49469a5e-6b91-46e7-a45c-8f2d7e2d1302", "owner": "S1", "status": "Accepted", "product": "basic", "systemUserId": "49469a5e-6b91-46e7-a45c-8f2d7e2d1302", "externalRef": "310261629"},
    {"id": "cb9b515f-e4ec-4f0d-be03-0f59e5e5b240", "owner": "S2", "status": "Accepted", "product": "standard", "systemUserId": "cb9b515f-e4ec-4f0d-be03-0f59e5e5b240", "externalRef": "312414015"},
    {"id": "479dd02e-5974-4f6b-8eeb-4467a5c46004", "owner": "S3", "status": "Accepted", "product": "standard", "systemUserId": "479dd02e-5974-4f6b-8eeb-4467a5c46004", "externalRef": "sc-213089358-b"},
    {"id": "a35ffc5b-8ba0-40f1-8dfe-d74b768c6714", "owner": "R1", "status": "Accepted", "product": "klient", "systemUserId": "a35ffc5b-8ba0-40f1-8dfe-d74b768c6714", "externalRef": "315201047"},
    {"id": "cac858bb-4cca-438c-ae2d-3c616fb35c13", "owner": "N1", "status": "New", "product": "basic", "systemUserId": null, "externalRef": "314577760"},
    {"id": "e465b1f1-ac59-47b6-8861-f3a5f201da49", "owner": "N2", "status": "Rejected", "product": "standard", "systemUserId": null, "externalRef": "311139215"}
  ],
  "registeredClients": [{"accountant": "R1", "role": "regnskapsforer", "clients": ["S3", "K1", "K2", "N1"]}],
  "policies": {"ske-krav-og-betalinger": ["urn:altinn:accesspackage:skattegrunnlag", "urn:altinn:accesspackage:krav-og-utlegg", "urn:altinn:accesspackage:regnskapsforer-med-signeringsrettighet", "urn:altinn:accesspackage:regnskapsforer-uten-signeringsrettighet"], "ttd_systembruker-logistikk-demo": [], "ttd_systembruker-salary": ["urn:altinn:accesspackage:lonn", "urn:altinn:accesspackage:regnskapsforer-lonn"]},
  "logistics": {
    "S1": {"status": "VeryWell", "shipmentStatus": "InTransit", "importStatus": "Vandaley", "exportStatus": "Backlog", "transitStatus": "InShipment"},
    "S2": {"status": "Delayed", "shipmentStatus": "AtTerminal", "importStatus": "Cleared", "exportStatus": "Backlog", "transitStatus": "AwaitingPickup"},
    "S3": {"status": "VeryWell", "shipmentStatus": "Delivered", "importStatus": "Cleared", "exportStatus": "None", "transitStatus": "None"},
    "K1": {"status": "VeryWell", "shipmentStatus": "InTransit", "importStatus": "None", "exportStatus": "Cleared", "transitStatus": "InShipment"},
    "K2": {"status": "OnHold", "shipmentStatus": "AwaitingPickup", "importStatus": "AwaitingCustoms", "exportStatus": "None", "transitStatus": "None"}
  },
  "salary": {
    "S1": {"salaryStatus": "Paid", "salaryAmount": 612400},
    "S2": {"salaryStatus": "Paid", "salaryAmount": 1187500.5},
    "S3": {"salaryStatus": "Pending", "salaryAmount": 298750},
    "K1": {"salaryStatus": "Paid", "salaryAmount": 161200.25},
    "K2": {"salaryStatus": "Failed", "salaryAmount": 93600}
  },
  "ledgers": {
    "S1": {
      "krav": [
        {"id": "KRAV-73005181", "kravtype": "Mva-melding", "kravgruppe": "Merverdiavgift", "tekst": "Mva-melding", "aar": "2026", "termin": "03", "periodeTekst": "mai - juni", "fra": "2026-05-01", "til": "2026-06-30", "opprettet": "2026-08-28", "metode": "egenfastsatt", "renter": 0, "forfall": [{"id": "KRAV-73005181", "dato": "2026-08-31", "belop": 112680, "kid": "3102616293202603000003", "plassert": [["73003557", 112680, "2026-08-31"]]}]},
        {"id": "KRAV-73005648", "kravtype": "Mva-melding", "kravgruppe": "Merverdiavgift", "tekst": "Mva-melding", "aar": "2026", "termin": "04", "periodeTekst": "juli - august", "fra": "2026-07-01", "til": "2026-08-31", "opprettet": "2026-10-09", "metode": "egenfastsatt", "renter": 410, "forfall": [{"id": "KRAV-73005648", "dato": "2026-10-12", "belop": 118440, "kid": "3102616293202604000002", "plassert": [["73000961", 80000, "2026-10-13"]]}]},
        {"id": "KRAV-73006406", "kravtype": "Mva-melding", "kravgruppe": "Merverdiavgift", "tekst": "Mva-melding", "aar": "2026", "termin": "05", "periodeTekst": "september - oktober", "fra": "2026-09-01", "til": "2026-10-31", "opprettet": "2026-11-18", "metode": "egenfastsatt", "renter": 0, "forfall": [{"id": "KRAV-73006406", "dato": "2026-12-10", "belop": 126310, "kid": "3102616293202605000001", "plassert": []}]},
        {"id": "73006691", "kravtype": "ARBGAVG", "kravgruppe": "Arbeidsgiveravgift", "tekst": "Arbeidsgiveravgift - 2026/5", "aar": "2026", "termin": "5", "periodeTekst": "Termin", "opprettet": "2026-11-06", "renter": 0, "forfall": [{"id": "73007471", "dato": "2026-11-16", "belop": 98700, "kid": "310261629520265060", "plassert": [["73001496", 98700, "2026-11-17"]]}]},
        {"id": "73008431", "kravtype": "FORSKTREKK", "kravgruppe": "Forskuddstrekk", "tekst": "Forskuddstrekk - 2026/5", "aar": "2026", "termin": "5", "periodeTekst": "Termin", "opprettet": "2026-11-06", "renter": 0, "forfall": [{"id": "73008562", "dato": "2026-11-16", "belop": 190000, "kid": "310261629520265052", "plassert": [["73001496", 190000, "2026-11-17"]]}]},
        {"id": "73008716", "kravtype": "UTSKR_FORSKSKATT", "kravgruppe": "Skatt", "tekst": "Utskrevet forskuddsskatt - 2025", "aar": "2025", "periodeTekst": "Inntektsår", "opprettet": "2026-01-20", "renter": 0, "forfall": [{"id": "73009342", "dato": "2026-02-16", "belop": 45000, "kid": "31026162972025012", "plassert": [["73001791", 45000, "2026-02-17"]]}, {"id": "73009888", "dato": "2026-04-15", "belop": 45000, "kid": "31026162972025012", "plassert": [["73002147", 45000, "2026-04-16"]]}]},
        {"id": "KRAV-73010222", "kravtype": "Forsinkelsesrente", "kravgruppe": "Merverdiavgift", "tekst": "Forsinkelsesrenter - Mva-melding mai - juni", "aar": "2026", "termin": "03", "periodeTekst": "mai - juni", "fra": "2026-05-01", "til": "2026-06-30", "opprettet": "2026-10-05", "metode": "blank", "renter": 0, "hovedstol": "KRAV-73005181", "forfall": [{"id": "KRAV-73010222", "dato": "2026-10-05", "belop": 612, "kid": "31026162932026993", "plassert": [["73002579", 612, "2026-10-06"]]}]},
        {"id": "73010586", "kravtype": "RESTERENDE_SKT_TILB", "kravgruppe": "Skatt", "tekst": "Tilbakebetaling skatt - 2025", "aar": "2025", "periodeTekst": "Inntektsår", "opprettet": "2026-10-21", "renter": 0, "forfall": [{"id": "73011212", "dato": "2026-10-21", "belop": -23180, "kid": null, "plassert": [], "utbetalt": "73004497"}]}
      ],
      "innbetalinger": [
        {"id": "73001791", "dato": "2026-02-16", "belop": 45000, "type": "Innbetaling 2026-02-16"},
        {"id": "73002147", "dato": "2026-04-15", "belop": 45000, "type": "Innbetaling 2026-04-15"},
        {"id": "73003557", "dato": "2026-08-31", "belop": 112680, "type": "Innbetalt OCR"},
        {"id": "73002579", "dato": "2026-10-05", "belop": 612, "type": "Innbetalt OCR"},
        {"id": "73000961", "dato": "2026-10-12", "belop": 80000, "type": "Innbetalt OCR"},
        {"id": "73001496", "dato": "2026-11-16", "belop": 288700, "type": "Innbetaling 2026-11-16"},
        {"id": "73003409", "dato": "2026-11-18", "belop": 5000, "type": "Innbetaling 2026-11-18"}
      ],
      "utbetalinger": [
        {"id": "73004497", "dato": "2026-10-28", "belop": 23180, "melding": "Tilgode skatt 2025", "status": "bekreftet"}
      ]
    },
    "S2": {
      "krav": [
        {"id": "KRAV-73013180", "kravtype": "Mva-melding", "kravgruppe": "Merverdiavgift", "tekst": "Mva-melding", "aar": "2026", "termin": "04", "periodeTekst": "juli - august", "fra": "2026-07-01", "til": "2026-08-31", "opprettet": "2026-10-08", "metode": "egenfastsatt", "renter": 0, "forfall": [{"id": "KRAV-73013180", "dato": "2026-10-12", "belop": 240800, "kid": "3124140153202604000006", "plassert": [["73011903", 240800, "2026-10-13"]]}]},
        {"id": "KRAV-73013319", "kravtype": "Mva-melding", "kravgruppe": "Merverdiavgift", "tekst": "Mva-melding", "aar": "2026", "termin": "05", "periodeTekst": "september - oktober", "fra": "2026-09-01", "til": "2026-10-31", "opprettet": "2026-11-19", "metode": "egenfastsatt", "renter": 0, "forfall": [{"id": "KRAV-73013319", "dato": "2026-12-10", "belop": 263950, "kid": "3124140153202605000005", "plassert": []}]},
        {"id": "73014153", "kravtype": "ARBGAVG", "kravgruppe": "Arbeidsgiveravgift", "tekst": "Arbeidsgiveravgift - 2026/4", "aar": "2026", "termin": "4", "periodeTekst": "Termin", "opprettet": "2026-09-05", "renter": 0, "forfall": [{"id": "73015123", "dato": "2026-09-15", "belop": 166800, "kid": "312414015520264067", "plassert": [["73011603", 166800, "2026-09-16"]]}]},
        {"id": "73015742", "kravtype": "FORSKTREKK", "kravgruppe": "Forskuddstrekk", "tekst": "Forskuddstrekk - 2026/4", "aar": "2026", "termin": "4", "periodeTekst": "Termin", "opprettet": "2026-09-05", "renter": 0, "forfall": [{"id": "73016594", "dato": "2026-09-15", "belop": 345600, "kid": "312414015520264059", "plassert": [["73011603", 345600, "2026-09-16"]]}]},
        {"id": "73016897", "kravtype": "ARBGAVG", "kravgruppe": "Arbeidsgiveravgift", "tekst": "Arbeidsgiveravgift - 2026/5", "aar": "2026", "termin": "5", "periodeTekst": "Termin", "opprettet": "2026-11-06", "renter": 165, "forfall": [{"id": "73017687", "dato": "2026-11-16", "belop": 169200, "kid": "312414015520265064", "plassert": []}]},
        {"id": "73018621", "kravtype": "FORSKTREKK", "kravgruppe": "Forskuddstrekk", "tekst": "Forskuddstrekk - 2026/5", "aar": "2026", "termin": "5", "periodeTekst": "Termin", "opprettet": "2026-11-06", "renter": 340, "forfall": [{"id": "73018971", "dato": "2026-11-16", "belop": 348000, "kid": "312414015520265056", "plassert": []}]},
        {"id": "73019506", "kravtype": "RESTSKATT", "kravgruppe": "Skatt", "tekst": "Restskatt - 2025", "aar": "2025", "periodeTekst": "Inntektsår", "opprettet": "2026-10-21", "metode": "myndighetsfastsatt", "renter": 12, "forfall": [{"id": "73020322", "dato": "2026-11-12", "belop": 61500, "kid": "31241401572025090", "plassert": [["73012641", 60000, "2026-11-13"]]}]}
      ],
      "innbetalinger": [
        {"id": "73011603", "dato": "2026-09-15", "belop": 512400, "type": "Innbetaling 2026-09-15"},
        {"id": "73011903", "dato": "2026-10-12", "belop": 240800, "type": "Innbetalt OCR"},
        {"id": "73012641", "dato": "2026-11-12", "belop": 60000, "type": "Innbetaling 2026-11-12"}
      ],
      "utbetalinger": []
    },
    "S3": {
      "krav": [
        {"id": "73021949", "kravtype": "ARBGAVG", "kravgruppe": "Arbeidsgiveravgift", "tekst": "Arbeidsgiveravgift - 2026/5", "aar": "2026", "termin": "5", "periodeTekst": "Termin", "opprettet": "2026-11-06", "renter": 0, "forfall": [{"id": "73022833", "dato": "2026-11-16", "belop": 42300, "kid": "213089358520265062", "plassert": [["73020840", 42300, "2026-11-17"]]}]},
        {"id": "73023271", "kravtype": "FORSKTREKK", "kravgruppe": "Forskuddstrekk", "tekst": "Forskuddstrekk - 2026/5", "aar": "2026", "termin": "5", "periodeTekst": "Termin", "opprettet": "2026-11-06", "renter": 0, "forfall": [{"id": "73024048", "dato": "2026-11-16", "belop": 72000, "kid": "213089358520265054", "plassert": [["73020840", 72000, "2026-11-17"]]}]},
        {"id": "73024926", "kravtype": "Mva-melding", "kravgruppe": "Merverdiavgift", "tekst": "Mva-melding", "aar": "2026", "termin": "04", "periodeTekst": "juli - august", "fra": "2026-07-01", "til": "2026-08-31", "opprettet": "2026-10-12", "metode": "egenfastsatt", "renter": 0, "forfall": [{"id": "73025540", "dato": "2026-10-12", "belop": -18450, "kid": null, "plassert": [], "utbetalt": "73021078"}]},
        {"id": "73025778", "kravtype": "Mva-melding", "kravgruppe": "Merverdiavgift", "tekst": "Mva-melding", "aar": "2026", "termin": "05", "periodeTekst": "september - oktober", "fra": "2026-09-01", "til": "2026-10-31", "opprettet": "2026-11-17", "metode": "egenfastsatt", "renter": 0, "forfall": [{"id": "73026181", "dato": "2026-11-17", "belop": -9870, "kid": null, "plassert": [], "utbetalt": "73021276"}]},
        {"id": "73026994", "kravtype": "RESTSKATT", "kravgruppe": "Skatt", "tekst": "Restskatt - 2025", "aar": "2025", "periodeTekst": "Inntektsår", "opprettet": "2026-10-21", "metode": "myndighetsfastsatt", "renter": 0, "forfall": [{"id": "73027716", "dato": "2026-12-09", "belop": 8400, "kid": "21308935872025095", "plassert": []}]}
      ],
      "innbetalinger": [
        {"id": "73020840", "dato": "2026-11-16", "belop": 114300, "type": "Innbetaling 2026-11-16"}
      ],
      "utbetalinger": [
        {"id": "73021078", "dato": "2026-10-20", "belop": 18450, "melding": "Tilgode mva 4. termin 2026", "status": "bekreftet"},
        {"id": "73021276", "dato": "2026-11-24", "belop": 9870, "melding": "Tilgode mva 5. termin 2026", "status": "underUtbetaling"}
      ]
    },
    "N1": {
      "krav": [
        {"id": "KRAV-73027930", "kravtype": "Mva-melding", "kravgruppe": "Merverdiavgift", "tekst": "Mva-melding", "aar": "2026", "termin": "05", "periodeTekst": "september - oktober", "fra": "2026-09-01", "til": "2026-10-31", "opprettet": "2026-11-16", "metode": "egenfastsatt", "renter": 0, "forfall": [{"id": "KRAV-73027930", "dato": "2026-12-10", "belop": 38200, "kid": "3145777603202605000005", "plassert": []}]},
        {"id": "73028730", "kravtype": "ARBGAVG", "kravgruppe": "Arbeidsgiveravgift", "tekst": "Arbeidsgiveravgift - 2026/5", "aar": "2026", "termin": "5", "periodeTekst": "Termin", "opprettet": "2026-11-06", "renter": 0, "forfall": [{"id": "73029029", "dato": "2026-11-16", "belop": 21150, "kid": "314577760520265064", "plassert": []}]},
        {"id": "73029173", "kravtype": "FORSKTREKK", "kravgruppe": "Forskuddstrekk", "tekst": "Forskuddstrekk - 2026/5", "aar": "2026", "termin": "5", "periodeTekst": "Termin", "opprettet": "2026-11-06", "renter": 0, "forfall": [{"id": "73029466", "dato": "2026-11-16", "belop": 39400, "kid": "314577760520265056", "plassert": []}]}
      ],
      "innbetalinger": [],
      "utbetalinger": []
    },
    "N2": {
      "krav": [],
      "innbetalinger": [],
      "utbetalinger": []
    },
    "R1": {
      "krav": [
        {"id": "73030283", "kravtype": "ARBGAVG", "kravgruppe": "Arbeidsgiveravgift", "tekst": "Arbeidsgiveravgift - 2026/5", "aar": "2026", "termin": "5", "periodeTekst": "Termin", "opprettet": "2026-11-06", "renter": 0, "forfall": [{"id": "73031042", "dato": "2026-11-16", "belop": 141000, "kid": "315201047520265067", "plassert": [["73029858", 141000, "2026-11-17"]]}]},
        {"id": "73031660", "kravtype": "FORSKTREKK", "kravgruppe": "Forskuddstrekk", "tekst": "Forskuddstrekk - 2026/5", "aar": "2026", "termin": "5", "periodeTekst": "Termin", "opprettet": "2026-11-06", "renter": 0, "forfall": [{"id": "73031906", "dato": "2026-11-16", "belop": 282000, "kid": "315201047520265059", "plassert": [["73029858", 282000, "2026-11-17"]]}]},
        {"id": "KRAV-73032435", "kravtype": "Mva-melding", "kravgruppe": "Merverdiavgift", "tekst": "Mva-melding", "aar": "2026", "termin": "05", "periodeTekst": "september - oktober", "fra": "2026-09-01", "til": "2026-10-31", "opprettet": "2026-11-13", "metode": "egenfastsatt", "renter": 0, "forfall": [{"id": "KRAV-73032435", "dato": "2026-12-10", "belop": 198600, "kid": "3152010473202605000008", "plassert": []}]}
      ],
      "innbetalinger": [
        {"id": "73029858", "dato": "2026-11-16", "belop": 423000, "type": "Innbetaling 2026-11-16"}
      ],
      "utbetalinger": []
    },
    "K1": {
      "krav": [
        {"id": "KRAV-73034201", "kravtype": "Mva-melding", "kravgruppe": "Merverdiavgift", "tekst": "Mva-melding", "aar": "2026", "termin": "04", "periodeTekst": "juli - august", "fra": "2026-07-01", "til": "2026-08-31", "opprettet": "2026-10-06", "metode": "egenfastsatt", "renter": 0, "forfall": [{"id": "KRAV-73034201", "dato": "2026-10-12", "belop": 51300, "kid": "3132105023202604000007", "plassert": [["73033498", 51300, "2026-10-13"]]}]},
        {"id": "KRAV-73034643", "kravtype": "Mva-melding", "kravgruppe": "Merverdiavgift", "tekst": "Mva-melding", "aar": "2026", "termin": "05", "periodeTekst": "september - oktober", "fra": "2026-09-01", "til": "2026-10-31", "opprettet": "2026-11-10", "metode": "egenfastsatt", "renter": 0, "forfall": [{"id": "KRAV-73034643", "dato": "2026-12-10", "belop": 47750, "kid": "3132105023202605000006", "plassert": []}]},
        {"id": "73035419", "kravtype": "ARBGAVG", "kravgruppe": "Arbeidsgiveravgift", "tekst": "Arbeidsgiveravgift - 2026/5", "aar": "2026", "termin": "5", "periodeTekst": "Termin", "opprettet": "2026-11-06", "renter": 0, "forfall": [{"id": "73036201", "dato": "2026-11-16", "belop": 22900, "kid": "313210502520265065", "plassert": [["73032787", 22900, "2026-11-17"]]}]},
        {"id": "73036702", "kravtype": "FORSKTREKK", "kravgruppe": "Forskuddstrekk", "tekst": "Forskuddstrekk - 2026/5", "aar": "2026", "termin": "5", "periodeTekst": "Termin", "opprettet": "2026-11-06", "renter": 0, "forfall": [{"id": "73037490", "dato": "2026-11-16", "belop": 40000, "kid": "313210502520265057", "plassert": [["73032787", 40000, "2026-11-17"]]}]}
      ],
      "innbetalinger": [
        {"id": "73033498", "dato": "2026-10-12", "belop": 51300, "type": "Innbetalt OCR"},
        {"id": "73032787", "dato": "2026-11-16", "belop": 62900, "type": "Innbetaling 2026-11-16"}
      ],
      "utbetalinger": []
    },
    "K2": {
      "krav": [
        {"id": "KRAV-73038862", "kravtype": "Mva-melding", "kravgruppe": "Merverdiavgift", "tekst": "Mva-melding", "aar": "2026", "termin": "03", "periodeTekst": "mai - juni", "fra": "2026-05-01", "til": "2026-06-30", "opprettet": "2026-08-25", "metode": "egenfastsatt", "renter": 388, "forfall": [{"id": "KRAV-73038862", "dato": "2026-08-31", "belop": 29600, "kid": "2146855903202603000009", "plassert": [["73038462", 15000, "2026-09-01"]]}]},
        {"id": "KRAV-73039532", "kravtype": "Mva-melding", "kravgruppe": "Merverdiavgift", "tekst": "Mva-melding", "aar": "2026", "termin": "04", "periodeTekst": "juli - august", "fra": "2026-07-01", "til": "2026-08-31", "opprettet": "2026-10-11", "metode": "egenfastsatt", "renter": 204, "forfall": [{"id": "KRAV-73039532", "dato": "2026-10-12", "belop": 31850, "kid": "2146855903202604000008", "plassert": []}]},
        {"id": "73040188", "kravtype": "ARBGAVG", "kravgruppe": "Arbeidsgiveravgift", "tekst": "Arbeidsgiveravgift - 2026/4", "aar": "2026", "termin": "4", "periodeTekst": "Termin", "opprettet": "2026-09-05", "renter": 146, "forfall": [{"id": "73040932", "dato": "2026-09-15", "belop": 12690, "kid": "214685590520264069", "plassert": []}]},
        {"id": "73041696", "kravtype": "FORSKTREKK", "kravgruppe": "Forskuddstrekk", "tekst": "Forskuddstrekk - 2026/4", "aar": "2026", "termin": "4", "periodeTekst": "Termin", "opprettet": "2026-09-05", "renter": 303, "forfall": [{"id": "73041968", "dato": "2026-09-15", "belop": 26400, "kid": "214685590520264051", "plassert": []}]},
        {"id": "73042604", "kravtype": "ARBGAVG", "kravgruppe": "Arbeidsgiveravgift", "tekst": "Arbeidsgiveravgift - 2026/5", "aar": "2026", "termin": "5", "periodeTekst": "Termin", "opprettet": "2026-11-06", "renter": 12, "forfall": [{"id": "73042867", "dato": "2026-11-16", "belop": 12690, "kid": "214685590520265066", "plassert": []}]},
        {"id": "73043156", "kravtype": "FORSKTREKK", "kravgruppe": "Forskuddstrekk", "tekst": "Forskuddstrekk - 2026/5", "aar": "2026", "termin": "5", "periodeTekst": "Termin", "opprettet": "2026-11-06", "renter": 26, "forfall": [{"id": "73043335", "dato": "2026-11-16", "belop": 26400, "kid": "214685590520265058", "plassert": []}]}
      ],
      "innbetalinger": [
        {"id": "73038462", "dato": "2026-08-31", "belop": 15000, "type": "Innbetalt OCR"}
      ],
      "utbetalinger": []
    }
  }
}
