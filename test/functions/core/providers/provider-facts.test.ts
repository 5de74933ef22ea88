import { expect, test } from 'vitest';
import { firstHeader } from '../../../../functions/core/providers/first-header.ts';
import { PROVIDER_FACTS } from '../../../../functions/core/providers/provider-facts.ts';
import { SENDERS } from './senders.ts';

const BODY = Buffer.from('{}');

test.each(SENDERS)('the facts about $hook.provider name headers that deliveries to $hook.name have', (sender) => {
  const { headers: names, pushEvent } = PROVIDER_FACTS[sender.hook.provider];
  const delivery = { headers: sender.headers(BODY, sender.secret, 0), body: BODY };
  expect(firstHeader(delivery, names.event)).toBe(pushEvent);
  expect(firstHeader(delivery, names.deliveryId)).toBeDefined();
  if (sender.hook.verification === 'token') expect(delivery.headers[names.token ?? '']).toBe(sender.secret);
});

test('of several headers, the first that a delivery has is used; without any, there is no value', () => {
  const delivery = { headers: { b: '2', c: '3' }, body: BODY };
  expect(firstHeader(delivery, ['a', 'b', 'c'])).toBe('2');
  expect(firstHeader(delivery, ['a'])).toBeUndefined();
});
