/** The happy path did not work: another case's finding, so this one is untestable. */
export class ControlFailed extends Error {
  override readonly name = 'ControlFailed';
}

/** A capability, a fixture or a mechanism is missing: nothing is proven, and the reason says what it would take. */
export class Untestable extends Error {
  override readonly name = 'Untestable';
}

/** The target does not claim what the case is about. */
export class NotApplicable extends Error {
  override readonly name = 'NotApplicable';
}
