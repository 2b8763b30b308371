/** A mistake or an omission that the person at the keyboard can put right. Shown as it is, without a stack trace. */
export class UserError extends Error {}
