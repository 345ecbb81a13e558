// A shop in React: forms of each sort, and a switch that takes them off the page and back.

import { useState, StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import {
  AddressElement, CardCvcElement, CardElement, CardExpiryElement, CardNumberElement, Elements, PaymentElement,
  useElements, useStripe,
} from '@stripe/react-stripe-js';
import { loadStripe } from '@stripe/stripe-js/pure';

/** A form around fields, whose button does something with Stripe.js and shows what came of it. */
function Form({ children, act }) {
  const stripe = useStripe();
  const elements = useElements();
  const [result, setResult] = useState('');
  const submit = async (event) => {
    event.preventDefault();
    setResult(await act(stripe, elements));
  };
  return (
    <form onSubmit={submit}>
      {children}
      <button disabled={!stripe}>Pay</button>
      <output>{result}</output>
    </form>
  );
}

const token = async (stripe, card) => {
  const { token, error } = await stripe.createToken(card);
  return token?.card.last4 ?? error.code;
};

const FORMS = {
  card: {
    fields: ({ told }) => <CardElement options={{ hidePostalCode: true }} onChange={({ brand }) => told(brand)} />,
    act: (stripe, elements) => token(stripe, elements.getElement(CardElement)),
  },
  split: {
    fields: ({ told }) => (
      <>
        <CardNumberElement onReady={(element) => told(typeof element.mount)} />
        <CardExpiryElement />
        <CardCvcElement />
      </>
    ),
    act: (stripe, elements) => token(stripe, elements.getElement(CardNumberElement)),
  },
  payment: {
    fields: ({ told }) => (
      <>
        <PaymentElement onLoaderStart={({ elementType }) => told(elementType)} />
        <AddressElement options={{ mode: 'billing' }} />
      </>
    ),
    act: async (stripe, elements) => {
      const { paymentIntent, error } = await stripe.confirmPayment({ elements, redirect: 'if_required' });
      return paymentIntent?.status ?? error.code;
    },
  },
};

function Shop({ stripe, form, options }) {
  const { fields: Fields, act } = FORMS[form];
  const [shown, setShown] = useState(true);
  const [told, tell] = useState('');
  return (
    <Elements stripe={stripe} options={options}>
      <button onClick={() => setShown(!shown)}>Switch</button>
      <p id="told">{told}</p>
      {shown && (
        <Form act={act}>
          <Fields told={tell} />
        </Form>
      )}
    </Elements>
  );
}

window.show = (key, form, options) => {
  const root = createRoot(document.getElementById('app'));
  root.render(
    <StrictMode>
      <Shop stripe={loadStripe(key)} form={form} options={options} />
    </StrictMode>,
  );
};
