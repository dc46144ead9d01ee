// Verifies a message as a receiver does that uses the library of the Standard Webhooks specification.
// argument: JSON { secret, headers, body }; prints the type, or what is wrong with it.
import { Webhook } from "standardwebhooks";

const { secret, headers, body } = JSON.parse(process.argv[2]);
try {
  console.log(new Webhook(secret).verify(body, headers).type);
} catch (error) {
  console.log(error.message);
}
