import { expect, test } from "vitest";
import { functionName } from "../../../../core/events/grouping/function-name.ts";
import { familyOf } from "../../../../core/events/grouping/platform.ts";

test.each([
  ["javascript", "Object.save", "save"],
  ["javascript", "async Cart.save", "save"],
  ["node", "new Cart", "new Cart"],
  ["javascript", "save", "save"],
  ["javascript", "?", null],
  ["javascript", "<anonymous>", null],
  ["javascript", "Anonymous function", null],
  ["javascript", "Cart.prototype.save/<", null],
  ["python", "<lambda>", "<lambda>"],
  ["python", "Cart.save", "Cart.save"],
  ["java", "lambda$run$7", null],
  ["java", "run", "run"],
  ["php", "[Anonymous function]", null],
  ["php", "class@anonymous\0/srv/r1/A.php:3$0::handle", "handle"],
  ["php", "Shop\\{closure}", "Shop\\{closure}"],
  ["ruby", "block (2 levels) in Cart#pay", "block"],
  ["ruby", "_app_views_cart_html_erb__1234567_89012", "_app_views_cart_html_erb"],
  ["csharp", "Save (Cart cart)", "Save"],
  ["native", "<redacted>", null],
  ["native", "-[Cart pay:with:]", "-[Cart pay:with:]"],
  ["native", "void Pool<int>::add(int const&)", "Pool<T>::add"],
  ["native", "Pool<std::vector<int>>::size() const &", "Pool<T>::size"],
  ["native", "std::map<int, Cart>::operator[](int const&)", "std::map<T>::operator[]"],
  ["native", "bool operator<(Cart const&, Cart const&)", "bool operator<"],
  ["native", "(anonymous namespace)::pay(int)", "anonymous::pay"],
  ["native", "pay(int) [clone .cold]", "pay"],
  ["native", "shop::cart::pay::h0123456789abcdef", "shop::cart::pay"],
  ["native", "<shop::Cart as core::fmt::Display>::fmt", "shop::Cart::fmt"],
  ["native", "run()::{lambda(int)#2}::operator()(int) const", "run()::lambda::operator()"],
  ["native", "memcpy@@GLIBC_2.14", "memcpy"],
  ["native", "_pay@12", "_pay"],
  ["swift", "Cart.pay(with: Card) throws -> Receipt", "Cart.pay(with: Card)"],
  ["swift", "closure #1 in Cart.pay(with: Card) -> ()", "closure in Cart.pay(with: Card)"],
  ["go", "(*Cart).Pay", "(*Cart).Pay"],
])("%s: %s is %s", (platform, name, expected) => expect(functionName(name, familyOf(platform))).toBe(expected));

test("where there is no name there is none", () => expect(functionName(null, "native")).toBeNull());
