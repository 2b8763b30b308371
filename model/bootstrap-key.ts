/** The object in a state bucket that holds the state of the bucket itself. It is named by nothing else: environments share a bucket. */
export const BOOTSTRAP_KEY = 'federation-bootstrap.tfstate';
