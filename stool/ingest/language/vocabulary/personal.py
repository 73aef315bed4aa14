"""Headers and questions that ask for personal data, in the form `plain` gives."""

import re

from stool.ingest.language.vocabulary.lexicon import any_of, listed

# Words that make an address, a number or a place that of a business, or a score of a channel.
BUSINESS = listed(
    "business, branch, team, store, shop, company, firm, firma, account, product, unit, department,"
    "dept, region, site, hotel, school, clinic, restaurant, office, project, brand, file, sheet,"
    "survey, campaign, reward, event, course, resource, organisation, organization, agency, group,"
    "list, segment, question, form, template, channel, page, domain, filiale, abteilung,"
    "unternehmen, produkt, magasin, entreprise, produit, tienda, empresa, producto, sucursal,"
    "satisfaction, rating, score, support, opt, consent, status, type, sent, opened, count,"
    "zufriedenheit, web, website, city, country, plant, store,"
    "vendor, supplier, institution, hospital, ward, route, airline, carrier, state, county, room"
)
# Words that say whose it is, or nothing.
PERSON_WORDS = listed(
    "customer, client, employee, staff, person, persons, personal, people, respondent, recipient,"
    "contact, guest, patient, member, participant, student, user, owner, manager, supervisor,"
    "caller, requester, sender, legal, preferred, passenger, resident, citizen, applicant,"
    "candidate, submitter, subscriber, buyer, attendee, properties, your, my, the, of, a, s, and,"
    "please, enter, what, is, custom, field, kunde, kunden, mitarbeiter, empfanger, empfangers,"
    "des, der, die, ihr, ihre, gast, teilnehmer, patienten, du, de, la, le, votre, client, cliente,"
    "empleado, su, del, destinataire, salarie, collaborateur, agent, advisor, rep"
)
NAME_WORDS = listed(
    "name, names, first name, last name, full name, given name, middle name, family name, surname,"
    "forename, firstname, lastname, fullname, maiden name, nickname, last name first name,"
    "first and last name, first last name, vorname, nachname, familienname, vorname nachname,"
    "name vorname, vor und nachname, vorname und nachname, prenom, nom, nom prenom, prenom nom,"
    "nom et prenom, nom famille, nombre, nombres, apellido, apellidos, nombre y apellidos,"
    "nombre apellidos, primer apellido, segundo apellido, nombre completo, nome, cognome,"
    "sobrenome, voornaam, achternaam, naam, display name, username, user name, login name, initials"
)
WHOLE_NAMES = NAME_WORDS | listed(
    "customername, employeename, recipientfirstname, recipientlastname, user name, contactname,"
    "personname, respondentname, guestname, patientname"
)

WHO = r"(?:(?:[a-z]+) ){0,3}"
END = r"(?: (?:[a-z]+|\d+)){0,2}"
HEADERS: dict[str, re.Pattern[str]] = {
    "e-mail": any_of(
        rf"{WHO}(?:e ?mail|mail)(?: ?(?:address|adresse|id|addresses))?{END}",
        rf"{WHO}(?:adresse|courrier) (?:e ?mail|mail|electronique|de messagerie){END}",
        rf"{WHO}(?:correo|correo electronico|courriel){END}",
    ),
    "IP address": any_of(
        rf"{WHO}ip(?: ?(?:address|adresse|addr|v4|v6))?",
        rf"{WHO}ipaddress|ip adresse{END}|(?:adresse|direccion) ip",
    ),
    "phone": any_of(
        rf"{WHO}(?:tele)?phone(?: ?(?:number|no|nr))?(?: \d+)?",
        rf"{WHO}(?:mobile|cell|cell ?phone|whatsapp|contact|fax)(?: ?(?:number|no|nr|phone))",
        rf"{WHO}(?:mobile|cellphone|telefon|tel|handy|telefono|movil|celular|portable|msisdn)",
        rf"{WHO}(?:telefon|handy|mobil|mobilfunk|rufnummer)(?:nummer|nr)?",
        rf"(?:numero de )?(?:telephone|telefono|portable|movil|celular){END}",
    ),
    "latitude or longitude": any_of(
        rf"{WHO}(?:latitude|longitude|lat|lon|lng|lat ?long?|latlng|coordinates|geolocation|gps)",
        rf"(?:breitengrad|langengrad|geolokation|koordinaten){END}",
        rf"(?:latitud|longitud|coordenadas|coordonnees)(?: gps)?{END}",
    ),
    "date of birth": any_of(
        rf"{WHO}(?:date of birth|dob|birth ?date|birth ?day|year of birth|birth ?year|yob|born)",
        rf"geburts(?:datum|tag|jahr){END}",
        rf"(?:date|annee) de naissance{END}|ne le|nee le",
        rf"fecha de nacimiento{END}|fecha nacimiento|ano de nacimiento",
    ),
    "national identifier": any_of(
        rf"{WHO}(?:ssn|social security|social security (?:number|no)|national insurance(?: number)?"
        r"|nino|ni number|nhs (?:number|no)|passport(?: (?:number|no))?|national id(?: number)?"
        r"|identity (?:card|number)|id card(?: number)?|driv(?:ing|ers?) licen[cs]e(?: number)?"
        r"|aadhaar|tax (?:id|number|identification number)|taxpayer id)",
        r"(?:steuer ?id|steuernummer|steueridentifikationsnummer|sozialversicherungsnummer"
        r"|svnr|ahv nummer|personalausweis(?:nummer)?|reisepass(?:nummer)?|ausweisnummer)",
        r"numero de securite sociale|nir|numero de passeport|carte didentite",
        r"(?:dni|nif|nie|dni nie|curp|rfc|cpf|bsn|pesel|codice fiscale|numero de pasaporte)",
    ),
    "bank details": any_of(
        rf"{WHO}(?:iban|bank account(?: number)?|sort code|credit card(?: number)?|card number)",
        r"kontonummer|bankverbindung|kreditkarte(?:nnummer)?|compte bancaire|cuenta bancaria|rib",
    ),
    "home address": any_of(
        rf"{WHO}(?:home|street|postal|mailing|residential|billing|shipping|delivery) ?address{END}",
        r"(?:(?:customer|employee|client|patient|guest|your) )?address(?: (?:line )?\d)?",
        r"street(?: (?:name|number))?|house number|(?:post ?code|postal code|zip(?: ?code)?)",
        r"anschrift|adresse(?: \d)?|strasse(?: (?:und )?(?:hausnummer|nr))?|hausnummer|plz"
        r"|postleitzahl|wohnort",
        r"adresse (?:postale|du domicile|personnelle)|code postal|rue|domicile",
        r"direccion(?: postal)?|domicilio|calle|codigo postal",
    ),
    "signature or photo link": any_of(
        rf"{WHO}(?:signature|signed by|photo|selfie|avatar|portrait|headshot|profile (?:picture"
        rf"|photo|image)){END}",
        r"unterschrift|foto|profilbild|firma del cliente|firma cliente",
    ),
    "social media handle": any_of(
        rf"{WHO}(?:twitter|instagram|linkedin|facebook|tiktok|snapchat)(?: (?:handle|profile|id"
        r"|name|username|account))?",
        rf"{WHO}(?:screen|user) ?name|userid",
    ),
}
QUESTIONS: dict[str, re.Pattern[str]] = {
    "e-mail": re.compile(
        r"\b(?:your|best|an?) e ?mail(?: address)?\b|\bihre e ?mail\b"
        r"|\bvotre (?:adresse )?e ?mail\b"
        r"|\bsu correo\b|\btu correo\b|\bvotre courriel\b|\badresse e ?mail\b"
    ),
    "phone": re.compile(
        r"\byour (?:mobile|cell|tele)?(?: ?phone)?(?: number)\b|\bihre (?:telefon|handy)nummer\b"
        r"|\bvotre (?:numero de )?telephone\b|\bsu (?:numero de )?telefono\b"
    ),
    "date of birth": re.compile(
        r"\b(?:date of birth|when were you born|your birthday|wann sind sie geboren|geburtsdatum"
        r"|date de naissance|fecha de nacimiento|year were you born)\b"
    ),
    "home address": re.compile(
        r"\byour (?:home |postal |street |mailing )?address\b|\bihre (?:anschrift|adresse)\b"
        r"|\bvotre adresse\b|\bsu direccion\b|\byour (?:zip|post ?code|postal code)\b"
    ),
    "national identifier": re.compile(
        r"\b(?:social security|national insurance|passport|identity card) number\b"
    ),
    "name": re.compile(
        r"\byour (?:(?:full|first|last|given|family|own) )*name\b|\bwie heissen sie\b"
        r"|\bihr (?:vor |nach )?name\b|\bvotre (?:nom|prenom)\b|\bsu nombre\b|\bcomo se llama\b"
        r"|\bcomment vous appelez vous\b"
    ),
}
