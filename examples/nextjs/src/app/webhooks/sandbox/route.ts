import { takePayment } from "../../../shop/take-payment.ts";

/** Payments, as the provider tells of them. Where it throws the provider is answered 500, and tells it again. */
export async function POST(request: Request): Promise<Response> {
  await takePayment(await request.text(), request.headers);
  return Response.json({ received: true });
}
