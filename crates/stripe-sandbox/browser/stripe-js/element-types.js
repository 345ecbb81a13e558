// The kinds of Elements: what their frames are called, and what they tell of a change.

/** @typedef {'address' | 'card' | 'cardCvc' | 'cardExpiry' | 'cardNumber' | 'payment'} ElementType */
/**
 * What a frame tells of itself.
 *
 * @typedef {object} FrameState
 * @property {boolean} empty
 * @property {boolean} complete
 * @property {{type: 'validation_error', code: string, message: string}} [error]
 * @property {any} [brand]
 * @property {boolean} [collapsed]
 * @property {string} [postalCode]
 * @property {any} [value] an address
 */
/**
 * @typedef {object} ElementKind
 * @property {Record<Language, string>} title what assistive technology calls the frame
 * @property {number} height of the frame before it has told its own, in pixels
 * @property {ElementType[]} conflicts kinds that a group cannot have beside it
 * @property {boolean} skeleton whether it says that it begins to load
 */

/** @type {ElementType[]} */
const SPLIT_FIELDS = ['cardNumber', 'cardExpiry', 'cardCvc'];

/** @type {Record<ElementType, ElementKind>} */
const ELEMENT_KINDS = {
  address: {
    title: {
      de: 'Sicherer Eingaberahmen für Adressen',
      en: 'Secure address input frame',
      es: 'Marco de entrada seguro para la dirección',
      fr: "Cadre de saisie sécurisé pour l'adresse",
    },
    height: 420,
    conflicts: [],
    skeleton: true,
  },
  card: {
    title: {
      de: 'Sicherer Eingaberahmen für Kartenzahlungen',
      en: 'Secure card payment input frame',
      es: 'Marco de entrada seguro para pagos con tarjeta',
      fr: 'Cadre de saisie sécurisé pour le paiement par carte',
    },
    height: 20,
    conflicts: SPLIT_FIELDS,
    skeleton: false,
  },
  cardNumber: {
    title: {
      de: 'Sicherer Eingaberahmen für die Kartennummer',
      en: 'Secure card number input frame',
      es: 'Marco de entrada seguro para el número de tarjeta',
      fr: 'Cadre de saisie sécurisé pour le numéro de carte',
    },
    height: 20,
    conflicts: ['card'],
    skeleton: false,
  },
  cardExpiry: {
    title: {
      de: 'Sicherer Eingaberahmen für das Ablaufdatum',
      en: 'Secure expiration date input frame',
      es: 'Marco de entrada seguro para la fecha de caducidad',
      fr: "Cadre de saisie sécurisé pour la date d'expiration",
    },
    height: 20,
    conflicts: ['card'],
    skeleton: false,
  },
  cardCvc: {
    title: {
      de: 'Sicherer Eingaberahmen für die Prüfziffer',
      en: 'Secure CVC input frame',
      es: 'Marco de entrada seguro para el CVC',
      fr: 'Cadre de saisie sécurisé pour le CVC',
    },
    height: 20,
    conflicts: ['card'],
    skeleton: false,
  },
  payment: {
    title: {
      de: 'Sicherer Eingaberahmen für Zahlungen',
      en: 'Secure payment input frame',
      es: 'Marco de entrada seguro para el pago',
      fr: 'Cadre de saisie sécurisé pour le paiement',
    },
    height: 230,
    conflicts: [],
    skeleton: true,
  },
};

/**
 * The event of a change, as listeners get it.
 *
 * @param {ElementType} type
 * @param {Record<string, any>} options of the Element
 * @param {FrameState} state
 */
function changeEvent(type, options, state) {
  const { empty, complete, error, brand } = state;
  switch (type) {
    case 'address': {
      /** @type {import('@stripe/stripe-js').StripeAddressElementChangeEvent} */
      const event = {
        elementType: 'address',
        elementMode: options.mode,
        empty,
        complete,
        isNewAddress: true,
        value: state.value,
      };
      return event;
    }
    case 'card': {
      const value = { postalCode: state.postalCode ?? '' };
      /** @type {import('@stripe/stripe-js').StripeCardElementChangeEvent} */
      const event = { elementType: 'card', empty, complete, error, value, brand };
      return event;
    }
    case 'cardNumber': {
      /** @type {import('@stripe/stripe-js').StripeCardNumberElementChangeEvent} */
      const event = { elementType: 'cardNumber', empty, complete, error, brand };
      return event;
    }
    case 'cardExpiry': {
      /** @type {import('@stripe/stripe-js').StripeCardExpiryElementChangeEvent} */
      const event = { elementType: 'cardExpiry', empty, complete, error };
      return event;
    }
    case 'cardCvc': {
      /** @type {import('@stripe/stripe-js').StripeCardCvcElementChangeEvent} */
      const event = { elementType: 'cardCvc', empty, complete, error };
      return event;
    }
    case 'payment': {
      /** @type {import('@stripe/stripe-js').StripePaymentElementChangeEvent} */
      const event = {
        elementType: 'payment',
        empty,
        complete,
        collapsed: state.collapsed ?? false,
        value: { type: 'card' },
      };
      return event;
    }
  }
}
