class Refused extends Error {
  name = "Refused";
}

function charge(cart, card) {
  if (card === undefined) throw new Refused(`No card for ${cart.total} EUR`);
  return card;
}

export function pay(cart) {
  if (cart.articles > 0) charge(cart, undefined);
}

export function deliver(cart) {
  if (cart.articles > 0) throw new Refused(`No courier for ${cart.articles} articles`);
}
