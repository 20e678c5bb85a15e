#pragma once

namespace tongdai::testing {

class StubHttpServer;

/// Options and start of a stub as a program of its own: --port, --delay, --status, --fault, --record, --seed. Prints
/// {"event":"ready","port":N} as one line when it listens. Returns the exit code.
int runStub(StubHttpServer& stub);

}  // namespace tongdai::testing
