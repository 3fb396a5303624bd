import Glibc
import RiskFuzz

// The entry point of libFuzzer. One program for all readers: VENDOR_RISK_FUZZ names the one that gets
// the bytes, a format or one of `Reader`. A broken invariant traps, which the fuzzer takes for a crash.

/// Called for each input; always returns 0.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  target.run(Array(UnsafeBufferPointer(start: start, count: count)))
  return 0
}

/// Chosen once, since looking at the environment takes longer than most inputs.
private let target: FuzzTarget = {
  let name = getenv("VENDOR_RISK_FUZZ").map { String(cString: $0) } ?? ""
  guard let target = FuzzTarget(named: name) else {
    let names = FuzzTarget.names.joined(separator: " ")
    let message = "risk-fuzz: set VENDOR_RISK_FUZZ to one of: \(names)\n"
    _ = message.withCString { write(2, $0, strlen($0)) }
    exit(64)
  }
  return target
}()
