// What the fields say, in the languages that the sandbox speaks.

/** @typedef {'de' | 'en' | 'es' | 'fr'} Language */

const EN = {
  address_line1: 'Address line 1',
  address_line2: 'Address line 2',
  card: 'Card',
  card_cvc: 'Credit or debit card CVC/CVV',
  card_expiry: 'Credit or debit card expiration date',
  card_number: 'Credit or debit card number',
  card_postal: 'Postal code',
  card_zip: 'ZIP',
  choose: 'Select',
  city: 'City',
  connection_failed: 'We could not reach the payment service. Please check your connection and try again.',
  country: 'Country',
  country_or_region: 'Country or region',
  county: 'County',
  cvc: 'Security code',
  expiry: 'Expiration date',
  first_name: 'First name',
  full_name: 'Full name',
  incomplete_city: 'Your city is incomplete.',
  incomplete_cvc: "Your card's security code is incomplete.",
  incomplete_expiry: "Your card's expiration date is incomplete.",
  incomplete_field: 'This field is incomplete.',
  incomplete_name: 'Your name is incomplete.',
  incomplete_number: 'Your card number is incomplete.',
  incomplete_phone: 'Your phone number is incomplete.',
  incomplete_zip: 'Your postal code is incomplete.',
  invalid_expiry_month_past: "Your card's expiration date is in the past.",
  invalid_expiry_year: "Your card's expiration year is invalid.",
  invalid_expiry_year_past: "Your card's expiration year is in the past.",
  invalid_number: 'Your card number is invalid.',
  invalid_po_box: 'Orders cannot be shipped to a PO box.',
  keeps_card: 'By providing your card information, you allow {business} to charge your card for future payments in accordance with their terms.',
  last_name: 'Last name',
  number: 'Card number',
  organization: 'Organization name',
  phone: 'Phone number',
  placeholder_cvc: 'CVC',
  placeholder_expiry: 'MM / YY',
  postal_code: 'Postal code',
  prefecture: 'Prefecture',
  province: 'Province',
  state: 'State',
  suburb: 'Suburb',
  the_shop: 'the shop',
  town: 'Town or city',
  zip: 'ZIP code',
};

/** @typedef {keyof typeof EN} TextName */

/** @type {Record<Language, Record<TextName, string>>} */
const TEXTS = {
  en: EN,
  de: {
    address_line1: 'Adresszeile 1',
    address_line2: 'Adresszeile 2',
    card: 'Karte',
    card_cvc: 'CVC/CVV der Kredit- oder Debitkarte',
    card_expiry: 'Ablaufdatum der Kredit- oder Debitkarte',
    card_number: 'Kredit- oder Debitkartennummer',
    card_postal: 'PLZ',
    card_zip: 'PLZ',
    choose: 'Auswählen',
    city: 'Ort',
    connection_failed: 'Der Zahlungsdienst ist nicht erreichbar. Bitte prüfen Sie Ihre Verbindung und versuchen Sie es erneut.',
    country: 'Land',
    country_or_region: 'Land oder Region',
    county: 'Grafschaft',
    cvc: 'Prüfziffer',
    expiry: 'Ablaufdatum',
    first_name: 'Vorname',
    full_name: 'Vollständiger Name',
    incomplete_city: 'Der Ort ist unvollständig.',
    incomplete_cvc: 'Die Prüfziffer Ihrer Karte ist unvollständig.',
    incomplete_expiry: 'Das Ablaufdatum Ihrer Karte ist unvollständig.',
    incomplete_field: 'Dieses Feld ist unvollständig.',
    incomplete_name: 'Der Name ist unvollständig.',
    incomplete_number: 'Die Kartennummer ist unvollständig.',
    incomplete_phone: 'Die Telefonnummer ist unvollständig.',
    incomplete_zip: 'Die Postleitzahl ist unvollständig.',
    invalid_expiry_month_past: 'Das Ablaufdatum Ihrer Karte liegt in der Vergangenheit.',
    invalid_expiry_year: 'Das Ablaufjahr Ihrer Karte ist ungültig.',
    invalid_expiry_year_past: 'Das Ablaufjahr Ihrer Karte liegt in der Vergangenheit.',
    invalid_number: 'Die Kartennummer ist ungültig.',
    invalid_po_box: 'An ein Postfach kann nicht geliefert werden.',
    keeps_card: 'Mit der Angabe Ihrer Kartendaten erlauben Sie {business}, Ihre Karte für künftige Zahlungen gemäß den dortigen Bedingungen zu belasten.',
    last_name: 'Nachname',
    number: 'Kartennummer',
    organization: 'Name der Organisation',
    phone: 'Telefonnummer',
    placeholder_cvc: 'CVC',
    placeholder_expiry: 'MM / JJ',
    postal_code: 'Postleitzahl',
    prefecture: 'Präfektur',
    province: 'Provinz',
    state: 'Bundesstaat',
    suburb: 'Vorort',
    the_shop: 'dem Händler',
    town: 'Ort',
    zip: 'Postleitzahl',
  },
  es: {
    address_line1: 'Línea 1 de la dirección',
    address_line2: 'Línea 2 de la dirección',
    card: 'Tarjeta',
    card_cvc: 'CVC/CVV de la tarjeta de crédito o débito',
    card_expiry: 'Fecha de caducidad de la tarjeta de crédito o débito',
    card_number: 'Número de la tarjeta de crédito o débito',
    card_postal: 'C. P.',
    card_zip: 'C. P.',
    choose: 'Seleccionar',
    city: 'Ciudad',
    connection_failed: 'No hemos podido conectar con el servicio de pago. Comprueba tu conexión e inténtalo de nuevo.',
    country: 'País',
    country_or_region: 'País o región',
    county: 'Condado',
    cvc: 'Código de seguridad',
    expiry: 'Fecha de caducidad',
    first_name: 'Nombre',
    full_name: 'Nombre completo',
    incomplete_city: 'La ciudad está incompleta.',
    incomplete_cvc: 'El código de seguridad de tu tarjeta está incompleto.',
    incomplete_expiry: 'La fecha de caducidad de tu tarjeta está incompleta.',
    incomplete_field: 'Este campo está incompleto.',
    incomplete_name: 'El nombre está incompleto.',
    incomplete_number: 'El número de tu tarjeta está incompleto.',
    incomplete_phone: 'El número de teléfono está incompleto.',
    incomplete_zip: 'El código postal está incompleto.',
    invalid_expiry_month_past: 'La fecha de caducidad de tu tarjeta ya ha pasado.',
    invalid_expiry_year: 'El año de caducidad de tu tarjeta no es válido.',
    invalid_expiry_year_past: 'El año de caducidad de tu tarjeta ya ha pasado.',
    invalid_number: 'El número de tu tarjeta no es válido.',
    invalid_po_box: 'No se puede enviar a un apartado de correos.',
    keeps_card: 'Al facilitar los datos de tu tarjeta, permites que {business} efectúe cargos en ella para pagos futuros según sus condiciones.',
    last_name: 'Apellidos',
    number: 'Número de tarjeta',
    organization: 'Nombre de la organización',
    phone: 'Número de teléfono',
    placeholder_cvc: 'CVC',
    placeholder_expiry: 'MM / AA',
    postal_code: 'Código postal',
    prefecture: 'Prefectura',
    province: 'Provincia',
    state: 'Estado',
    suburb: 'Barrio',
    the_shop: 'la tienda',
    town: 'Localidad',
    zip: 'Código postal',
  },
  fr: {
    address_line1: "Ligne d'adresse 1",
    address_line2: "Ligne d'adresse 2",
    card: 'Carte',
    card_cvc: 'CVC/CVV de la carte de crédit ou de débit',
    card_expiry: "Date d'expiration de la carte de crédit ou de débit",
    card_number: 'Numéro de la carte de crédit ou de débit',
    card_postal: 'Code postal',
    card_zip: 'Code postal',
    choose: 'Sélectionner',
    city: 'Ville',
    connection_failed: 'Le service de paiement est injoignable. Vérifiez votre connexion et réessayez.',
    country: 'Pays',
    country_or_region: 'Pays ou région',
    county: 'Comté',
    cvc: 'Code de sécurité',
    expiry: "Date d'expiration",
    first_name: 'Prénom',
    full_name: 'Nom complet',
    incomplete_city: 'La ville est incomplète.',
    incomplete_cvc: 'Le code de sécurité de votre carte est incomplet.',
    incomplete_expiry: "La date d'expiration de votre carte est incomplète.",
    incomplete_field: 'Ce champ est incomplet.',
    incomplete_name: 'Le nom est incomplet.',
    incomplete_number: 'Le numéro de votre carte est incomplet.',
    incomplete_phone: 'Le numéro de téléphone est incomplet.',
    incomplete_zip: 'Le code postal est incomplet.',
    invalid_expiry_month_past: "La date d'expiration de votre carte est passée.",
    invalid_expiry_year: "L'année d'expiration de votre carte n'est pas valide.",
    invalid_expiry_year_past: "L'année d'expiration de votre carte est passée.",
    invalid_number: "Le numéro de votre carte n'est pas valide.",
    invalid_po_box: 'La livraison à une boîte postale est impossible.',
    keeps_card: 'En fournissant les informations de votre carte, vous autorisez {business} à la débiter pour de futurs paiements conformément à ses conditions.',
    last_name: 'Nom',
    number: 'Numéro de carte',
    organization: "Nom de l'organisation",
    phone: 'Numéro de téléphone',
    placeholder_cvc: 'CVC',
    placeholder_expiry: 'MM / AA',
    postal_code: 'Code postal',
    prefecture: 'Préfecture',
    province: 'Province',
    state: 'État',
    suburb: 'Banlieue',
    the_shop: 'la boutique',
    town: 'Ville',
    zip: 'Code postal',
  },
};

/** @type {Language} */
let spoken = 'en';

/** @returns {Language} */
export function language() {
  return spoken;
}

/** @param {Language} language */
export function speak(language) {
  spoken = language;
  document.documentElement.lang = language;
}

/** @param {TextName} name */
export function text(name) {
  return TEXTS[spoken][name];
}

/**
 * @param {string} code
 * @returns {code is TextName}
 */
function isText(code) {
  return Object.hasOwn(EN, code);
}

/**
 * What is wrong with a field, as Stripe codes it and as the customer reads it.
 *
 * @typedef {{code: string, message: string}} Fault
 */
/**
 * @param {string} code
 * @returns {Fault}
 */
export function fault(code) {
  return { code, message: isText(code) ? text(code) : text('incomplete_field') };
}
