import { setImmediate as turn } from 'node:timers/promises';

/** Rows of one statement: databases bind a limited number of values. */
const most = 500;

/**
 * Gathers what several requests want written in one turn of the event loop, and writes it at once: one statement and one
 * commit for all. Each waits until it is written, and hears of the failure where it is not.
 */
export function gathered<Row>(write: (rows: Row[]) => Promise<void>): (row: Row) => Promise<void> {
  let open: { rows: Row[]; written: Promise<void> } | undefined;
  return (row) => {
    if (!open || open.rows.length === most) {
      const rows: Row[] = [];
      const close = () => {
        if (open?.rows === rows) open = undefined;
        return write(rows);
      };
      open = { rows, written: turn().then(close) };
    }
    open.rows.push(row);
    return open.written;
  };
}
