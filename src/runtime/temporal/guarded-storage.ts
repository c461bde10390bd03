import { sentence, TransientFailure } from "../ground/errors.ts";
import { CodecFailure, isSample, judged, sample, within } from "./guarded-codecs.ts";

/** Of @temporalio/common, what its client asks of an `ExternalStorage`. */
interface Storage {
  readonly drivers: readonly Driver[];
  readonly driverSelector: (context: object, payload: object) => Driver | null;
  readonly payloadSizeThreshold: number;
  getDriver(name: string): Driver | null;
}

interface Driver {
  readonly name: string;
  readonly type: string;
  store(context: object, payloads: object[]): Promise<object[]>;
  retrieve(context: object, claims: object[]): Promise<object[]>;
}

/**
 * The storage of a client: as with codecs, what its drivers throw is a `CodecFailure`. A bucket that is away would spend the attempts of every
 * message that is too large for Temporal, and what a storage says by gRPC would be taken for Temporal's answer.
 */
export function guardedStorage(storage: object, patience: number): object {
  const { drivers, payloadSizeThreshold } = storage as Storage;
  const guards = new Map(drivers.map((driver) => [driver, guarded(driver, patience)]));
  const of = (driver: Driver | null): Driver | null => (driver === null ? null : (guards.get(driver) ?? driver));
  const whole: Storage = {
    drivers: [...guards.values()],
    payloadSizeThreshold,
    getDriver: (name) => of((storage as Storage).getDriver(name)),
    driverSelector: (context, payload) => {
      const chosen = selected(storage as Storage, context, payload);
      if (chosen !== null && !guards.has(chosen))
        throw new CodecFailure(
          new TransientFailure(`the storage driver "${chosen.name}" that \`driverSelector\` returns is none of \`drivers\``),
        );
      return of(chosen);
    },
  };
  return whole;
}

function selected(storage: Storage, context: object, payload: object): Driver | null {
  try {
    return storage.driverSelector(context, payload);
  } catch (cause) {
    throw new CodecFailure(new TransientFailure(`\`driverSelector\` of the data converter fails: ${sentence(cause)}`, { cause }));
  }
}

function guarded(driver: Driver, patience: number): Driver {
  const each = async (given: readonly object[], work: Promise<object[]>): Promise<object[]> => {
    const taken = await within(patience, work);
    if (taken.length !== given.length) throw new Error(`it returned ${taken.length} of ${given.length}`);
    return taken;
  };
  const store: Driver["store"] = (context, payloads) => each(payloads, driver.store(context, payloads));
  const retrieve: Driver["retrieve"] = (context, claims) => each(claims, driver.retrieve(context, claims));
  const roundTrip = async (): Promise<void> => {
    const [back] = await retrieve({}, await store({}, [sample]));
    if (!isSample(back)) throw new Error("it does not give back what it stores");
  };
  const judging = async (work: () => Promise<object[]>): Promise<object[]> => {
    try {
      return await work();
    } catch (error) {
      throw new CodecFailure(await judged(error, `the storage "${driver.name}" of the data converter`, roundTrip));
    }
  };
  return {
    name: driver.name,
    type: driver.type,
    store: (context, payloads) => judging(() => store(context, payloads)),
    retrieve: (context, claims) => judging(() => retrieve(context, claims)),
  };
}
